import type { Claim, DateToken, Said, Spot, Token } from './read-claims.ts';
import { movedAt, saysOff } from './says-off.ts';

/** Which claims a text calls off. @param parts by line, the number of its part: what is off in one is off in no other */
export function withOff(
  claims: readonly Said[],
  lines: readonly string[],
  parts: readonly number[],
): Omit<Claim, 'beside'>[] {
  const named = new Set(claims.flatMap((claim) => claim.lines));
  const isOff = lines.map(saysOff);
  const partOf = (claim: Said) => parts[claim.lines.at(-1) ?? 0];
  // Said of no evening by itself, or of the only one, it is said of all in that part.
  const allOff = new Set(
    parts.filter((part, at) => {
      const only = claims.filter((claim) => partOf(claim) === part).length === 1;
      return isOff[at] && (!named.has(at) || only);
    }),
  );
  const moves = lines.flatMap((line, at) => (movedAt(line) < 0 ? [] : [{ line: at, at: movedAt(line) }]));
  const left = new Set(moves.flatMap((move) => leftBehind(claims, move)));
  return claims.map((claim) => {
    const { dateToken, placeToken, ...rest } = claim;
    const isLeft = [dateToken, placeToken].some((token) => token !== null && left.has(token));
    const own = claim.lines.filter((at) => parts[at] === partOf(claim));
    return { ...rest, saysCancelled: allOff.has(partOf(claim) ?? 0) || own.some((at) => isOff[at]) || isLeft };
  });
}

/** What a move leaves: the places before it where it leads to another place, else the date before it. */
function leftBehind(claims: readonly Said[], move: Spot): Token[] {
  const places = claims.flatMap(({ placeToken }) => (placeToken?.line === move.line ? [placeToken] : []));
  const before = places.filter(({ at }) => at < move.at);
  if (before.length > 0 && before.length < places.length) return before;
  return [dateBefore(claims, move) ?? []].flat();
}

function dateBefore(claims: readonly Said[], { line, at }: Spot): DateToken | undefined {
  const dates = claims.flatMap(({ dateToken }) => dateToken ?? []);
  return dates.findLast((date) => date.line < line || (date.line === line && date.at < at));
}
