import { localDateAt, zoneAbbreviation } from '@jemput/shared/calendar/time-zone';
import type { Session } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import { currentTimetable } from '../sessions/timetable-snapshot.ts';
import type { CodeAnswer, CodeSubject } from './check-by-code.ts';
import { type ClaimAnswer, checkClaim } from './check-claim.ts';
import { codesIn, linkedSessions, withoutCodes } from './find-codes.ts';
import { PlaceFinder } from './find-places.ts';
import { onClocksOf } from './find-times.ts';
import { findLinks, findWarnings, isFraud, type LinkedLine, type Warning } from './find-warnings.ts';
import { readClaims } from './read-claims.ts';
import { isTooLong, linesOf } from './read-lines.ts';

export interface TextAnswer {
  /**
   * Of the text as a whole: the worst of its claims and codes; `wary` where all is true and yet it asks for what the
   * office never asks for; `nothing` where it names no evening.
   */
  verdict: 'true' | 'wary' | 'partly' | 'changed' | 'never' | 'incomplete' | 'nothing';
  claims: ClaimAnswer[];
  codes: CodeAnswer[];
  /** Sessions that its links to the office's own pages lead to. */
  linked: Session[];
  /** Its codes or links are another session's than the ones it describes. */
  astray: boolean;
  /** Lines that ask for what the office never asks for, or set conditions that are not its own. */
  warnings: { quote: string; warnings: Warning[] }[];
  /** Some of the text was not looked at: it is too long. */
  cut: boolean;
}

const MOST_LINES = 200;
const MOST_CLAIMS = 30;

/**
 * Compares a text that goes round with the timetable, claim by claim. The text is neither kept nor logged.
 *
 * @param origin of the office's own pages
 */
export async function checkByText(
  ctx: Context,
  { text, origin }: { text: string; origin: string },
): Promise<TextAnswer> {
  const timetable = await currentTimetable(ctx);
  const all = linesOf(text, timetable);
  const read = all.slice(0, MOST_LINES);
  const quotes = read.map(({ quote }) => quote);
  const { host } = new URL(origin);
  const told = read.map(({ plain, instead }) => {
    const links = findLinks(plain);
    const said = links.reduce((rest, link) => rest.replace(link.text, ' '), plain);
    return { line: withoutCodes(said), said, links, instead };
  });
  const own = told.flatMap(({ links }) => links.flatMap(({ url }) => (url.host === host ? [url] : [])));
  const said = told.map((line) => line.said);
  const codes = await codesIn(ctx, said, own);
  const found = readClaims(told, PlaceFinder.of(timetable), localDateAt(ctx.now(), ctx.zone));
  const claims = found.slice(0, MOST_CLAIMS).map((claim) => ({
    ...checkClaim(
      timetable,
      { ...claim, time: claim.time && onClocksOf(zoneAbbreviation(ctx.zone), claim.time) },
      ctx.now(),
    ),
    quotes: claim.lines.map((at) => quotes[at] ?? ''),
  }));
  const warnings = warningsIn(told, quotes, host);
  const linked = linkedSessions(timetable, own);
  const astray = isAstray(claims, codes, linked);
  const cut = all.length > MOST_LINES || found.length > MOST_CLAIMS || all.some(isTooLong);
  return {
    verdict: cautious(verdictOf(claims, codes, linked), warnings, cut || astray),
    claims,
    codes,
    linked,
    astray,
    warnings,
    cut,
  };
}

function warningsIn(told: readonly LinkedLine[], quotes: readonly string[], host: string): TextAnswer['warnings'] {
  const found = new Map<string, Warning[]>();
  for (const [at, line] of told.entries()) {
    const warnings = findWarnings(line, host);
    if (warnings.length > 0) found.set(quotes[at] ?? '', warnings);
  }
  return [...found].map(([quote, warnings]) => ({ quote, warnings }));
}

/** True dates make a fraud believable: beside a warning, what went unread, or another session's code, nothing is plainly true. */
function cautious(
  verdict: TextAnswer['verdict'],
  warnings: TextAnswer['warnings'],
  partly: boolean,
): TextAnswer['verdict'] {
  if (verdict !== 'true') return verdict;
  const all = warnings.flatMap((line) => line.warnings);
  if (all.some(isFraud)) return 'wary';
  return all.length > 0 || partly ? 'partly' : 'true';
}

/** A true line lends its truth to a code or a link that leads elsewhere. */
function isAstray(claims: readonly ClaimAnswer[], codes: readonly CodeAnswer[], linked: readonly Session[]): boolean {
  const described = new Set(claims.flatMap(({ session }) => session?.id ?? []));
  if (described.size === 0) return false;
  const issued = codes.flatMap((code) => (code.answer === 'issued' ? [code.subjects] : []));
  const meets = (subject: CodeSubject) =>
    subject.kind === 'session'
      ? described.has(subject.session.id)
      : subject.lines.some(({ session }) => described.has(session.id)) ||
        subject.added.some(({ id }) => described.has(id));
  return issued.some((subjects) => !subjects.some(meets)) || linked.some(({ id }) => !described.has(id));
}

function verdictOf(
  claims: readonly ClaimAnswer[],
  codes: readonly CodeAnswer[],
  linked: readonly Session[],
): TextAnswer['verdict'] {
  const all = [...claims.map(({ verdict }) => verdict), ...codes.map(verdictOfCode)];
  if (all.length === 0) return linked.length > 0 ? 'incomplete' : 'nothing';
  if (all.includes('never')) return all.some((one) => one === 'true' || one === 'over') ? 'partly' : 'never';
  if (all.includes('cancelled') || all.includes('moved')) return 'changed';
  if (all.every((one) => one === 'incomplete')) return 'incomplete';
  return all.every((one) => one === 'true' || one === 'over') ? 'true' : 'partly';
}

function verdictOfCode(code: CodeAnswer): ClaimAnswer['verdict'] {
  if (code.answer !== 'issued') return code.answer === 'never' ? 'never' : 'incomplete';
  const subjects = code.subjects.map((subject) => {
    if (subject.kind === 'session') return subject.standing.verdict;
    return subject.verdict === 'true' ? 'true' : 'moved';
  });
  return subjects.find((verdict) => verdict === 'cancelled' || verdict === 'moved') ?? subjects[0] ?? 'incomplete';
}
