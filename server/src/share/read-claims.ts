import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { type FoundDate, findDates } from './find-dates.ts';
import type { FoundPlace, PlaceFinder, SearchBudget } from './find-places.ts';
import { type FoundTime, findTimes } from './find-times.ts';

/** What a text says of one evening: somewhere, on a date, at some hour, as far as it says so. */
export interface Claim {
  /** Null where no date is named, or none that exists. */
  date: LocalDate | null;
  /** Why there is no date, or what is wrong with it. */
  dateFault: 'none' | 'relative' | 'impossible' | 'wrong-weekday' | null;
  time: FoundTime | null;
  place: FoundPlace | null;
  /** It tells people that the evening does not take place. */
  saysCancelled: boolean;
  /** Numbers of the lines that say it, in order. */
  lines: number[];
}

/** Nobody who forwards a schedule misspells more; a text made to keep us busy gets no further. */
const MOST_SEARCHES = 60;

type Said = Omit<Claim, 'saysCancelled'>;
type Kind = 'date' | 'time' | 'place';
type Token =
  | { kind: 'date'; line: number; at: number; found: FoundDate }
  | { kind: 'time'; line: number; at: number; found: FoundTime }
  | { kind: 'place'; line: number; at: number; found: FoundPlace };

/** What has been read since the last claim; what is not `fresh` was said for an earlier one and may still hold. */
type Group = { [K in Kind]?: Extract<Token, { kind: K }> & { fresh: boolean } };

/**
 * The claims of a text. Dates, hours and places are read in order; a second of a kind begins another claim, which keeps
 * what a heading said: a date above a list of places, a place above a list of dates.
 */
export function readClaims(lines: readonly string[], places: PlaceFinder, today: LocalDate): Claim[] {
  const budget = { left: MOST_SEARCHES };
  const tokens = lines.flatMap((line, at) => tokensOf(line, at, { places, budget, today }));
  const hasDates = tokens.some((token) => token.kind === 'date' && token.found.kind !== 'relative');
  const claims: Said[] = [];
  let group: Group = {};
  let line = -1;
  for (const token of tokens) {
    // A line that names date and place itself stands for itself; from above it takes no more than the hours.
    if (token.line !== line && isWhole(tokens, token.line)) {
      if (group.date?.fresh) claims.push(...claimsOf(group));
      const { time } = group;
      group = time && !isWhole(tokens, time.line) ? { time: { ...time, fresh: false } } : {};
    }
    line = token.line;
    // Beside real dates a weekday alone, or "besok", is talk.
    if (token.kind === 'date' && token.found.kind === 'relative' && hasDates) continue;
    const known = group[token.kind];
    if (token.kind === 'place' && group.place) {
      const use = sameSpot(group.place, token, lines[token.line] ?? '', places);
      if (use === 'ignore') continue;
      if (use === 'narrow') {
        group = { ...group, place: { ...token, fresh: group.place.fresh } };
        continue;
      }
    }
    if (known?.fresh) {
      claims.push(...claimsOf(group));
      group = heading(group, known.line, token.line);
    }
    group = { ...group, [token.kind]: { ...token, fresh: true } };
  }
  claims.push(...claimsOf(group));
  const isOff = (at: number) => off.test((lines[at] ?? '').replace(notOff, ''));
  const all = claims.length === 1 && lines.some((_line, at) => isOff(at));
  return claims.map((claim) => ({ ...claim, saysCancelled: all || claim.lines.some(isOff) }));
}

const off = /\b(?:di)?batal(?:kan|nya)?\b|\bditiadakan\b|\bdihentikan\b|\bcancell?ed\b/i;
const notOff = /\b(?:tidak|belum|bukan|not)\s+(?:jadi\s+)?(?:(?:di)?batal(?:kan)?|ditiadakan|cancell?ed)\b/gi;

function isWhole(tokens: readonly Token[], line: number): boolean {
  const own = tokens.filter((token) => token.line === line);
  return (
    own.some(({ kind }) => kind === 'place') &&
    own.some(({ kind, found }) => kind === 'date' && 'dates' in found && found.kind === 'named')
  );
}

function tokensOf(
  line: string,
  number: number,
  { places, budget, today }: { places: PlaceFinder; budget: SearchBudget; today: LocalDate },
): Token[] {
  const dates = findDates(line, today);
  const withoutDates = blank(line, dates);
  const times = findTimes(withoutDates);
  const spots = places.find(blank(withoutDates, times), budget);
  const tokens: Token[] = [
    ...dates.map((found): Token => ({ kind: 'date', line: number, at: found.at, found })),
    ...times.map((found): Token => ({ kind: 'time', line: number, at: found.at, found })),
    ...spots.map((found): Token => ({ kind: 'place', line: number, at: found.at, found })),
  ];
  return tokens.sort((a, b) => a.at - b.at);
}

/** The line with what was read out of it: no number is read twice, and places keep their place. */
function blank(line: string, found: readonly { at: number; end: number }[]): string {
  return found.reduce((text, { at, end }) => text.slice(0, at) + ';'.padEnd(end - at, ' ') + text.slice(end), line);
}

/** "Pasar Kleco, Kelurahan Pajang" is one place, and so is an address on the line below. */
function sameSpot(
  known: Extract<Token, { kind: 'place' }>,
  token: Extract<Token, { kind: 'place' }>,
  line: string,
  places: PlaceFinder,
): 'ignore' | 'narrow' | 'another' {
  const address = token.line === known.line + 1 && /^\W*(alamat|jl\b|jln\b|jalan|kel\b|kec\b|kecamatan)/i.test(line);
  if (token.line !== known.line && !address) return 'another';
  const [inner, outer] = [token.found, known.found];
  if (inner.unknown) return outer.unknown ? 'ignore' : outer.venueIds.size > 0 ? 'another' : 'narrow';
  if (outer.unknown || places.lies(outer, inner)) return 'ignore';
  return places.lies(inner, outer) ? 'narrow' : 'another';
}

/** What the next claim keeps: all but what stood on the same line as the one that is said anew. */
function heading(group: Group, saidAnew: number, line: number): Group {
  const keep = <T extends { line: number; fresh: boolean }>(token: T | undefined): T | undefined =>
    token && (token.line !== saidAnew || token.line === line) ? { ...token, fresh: false } : undefined;
  const [date, time, place] = [keep(group.date), keep(group.time), keep(group.place)];
  return { ...(date ? { date } : {}), ...(time ? { time } : {}), ...(place ? { place } : {}) };
}

function claimsOf({ date, time, place }: Group): Said[] {
  const said = [date, time, place].filter((token) => token !== undefined);
  // A place alone, or an hour alone, is no appointment.
  if (said.length < 2 && (date === undefined || date.found.kind === 'relative')) return [];
  const rest = {
    time: time?.found ?? null,
    place: place?.found ?? null,
    lines: [...new Set(said.map(({ line }) => line))].sort((a, b) => a - b),
  };
  const { found } = date ?? {};
  if (!found) return [{ ...rest, date: null, dateFault: 'none' }];
  if (found.kind !== 'named') return [{ ...rest, date: null, dateFault: found.kind }];
  const dateFault = found.wrongWeekday ? 'wrong-weekday' : null;
  return found.dates.map((one) => ({ ...rest, date: one, dateFault }));
}
