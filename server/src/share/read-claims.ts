import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { type FoundDate, findDates } from './find-dates.ts';
import { and, type FoundPlace, type PlaceFinder, type SearchBudget } from './find-places.ts';
import { type FoundTime, findTimes } from './find-times.ts';
import { type Beside, besidesOf, type ReadLine } from './read-beside.ts';
import { withOff } from './read-off.ts';

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
  /** What it says beside: of another place, another city, another service. */
  beside: Beside;
  /** Numbers of the lines that say it, in order. */
  lines: number[];
}

/** Nobody who forwards a schedule misspells more; a text made to keep us busy gets no further. */
const MOST_SEARCHES = 60;

export type Said = Omit<Claim, 'saysCancelled' | 'beside'> & {
  dateToken: DateToken | null;
  placeToken: PlaceToken | null;
};
export interface Spot {
  line: number;
  at: number;
}
export type DateToken = Spot & { kind: 'date'; found: FoundDate };
type TimeToken = Spot & { kind: 'time'; found: FoundTime };
type PlaceToken = Spot & { kind: 'place'; found: FoundPlace };
export type Token = DateToken | TimeToken | PlaceToken;

/** What has been read since the last claim; what is not `fresh` was said for an earlier one and may still hold. */
interface Group {
  date: { tokens: DateToken[]; fresh: boolean };
  place: { tokens: PlaceToken[]; fresh: boolean };
  time: { tokens: TimeToken[]; fresh: boolean };
}

const none = { tokens: [], fresh: false };

/** A line to be read; `instead` where it begins to tell where to go in place of what was told before. */
interface ToldLine {
  line: string;
  instead: boolean;
}

/** By line, the number of its part: what is off in one part of a text is off in no other. */
function partsOf(told: readonly ToldLine[]): number[] {
  return told.map((_, at) => told.slice(0, at + 1).filter(({ instead }) => instead).length);
}

/**
 * The claims of a text. Dates, hours and places are read in order; several places before a date all get it, and several
 * dates before a place. A second of a kind begins another claim, which keeps what a heading said: a date above a list of
 * places, a place above a list of dates.
 */
export function readClaims(told: readonly ToldLine[], places: PlaceFinder, today: LocalDate): Claim[] {
  const budget = { left: MOST_SEARCHES };
  const lines = told.map(({ line }) => line);
  const parts = partsOf(told);
  const read = lines.map((line, at) => readLine(line, at, { places, budget, today }));
  const tokens = forWhomOrWhere(
    read.flatMap((line) => line.tokens),
    places,
  );
  const hasDates = tokens.some((token) => token.kind === 'date' && token.found.kind !== 'relative');
  // Beside real dates a weekday alone, or "besok", is talk.
  const firm = tokens.filter(({ kind, found }) => !(hasDates && kind === 'date' && isRelative(found)));
  const claims = claimsIn(firm, lines, { places, parts });
  const besides = besidesOf(lines, read, places);
  const all = withOff([...claims, ...unjudged(firm, claims, places)], lines, parts);
  return once(all.map((claim) => ({ ...claim, beside: besides(claim) })));
}

/** Whose people are called is no place where their own kelurahan is named as one. */
function forWhomOrWhere(tokens: readonly Token[], places: PlaceFinder): Token[] {
  const wheres = tokens.flatMap(({ kind, found }) => (kind === 'place' && !found.audience ? [found] : []));
  return tokens.filter(
    ({ kind, found }) => !(kind === 'place' && found.audience && wheres.some((where) => places.lies(where, found))),
  );
}

function isRelative(found: Token['found']): boolean {
  return 'dates' in found && found.kind === 'relative';
}

function claimsIn(
  tokens: readonly Token[],
  lines: readonly string[],
  { places, parts }: { places: PlaceFinder; parts: readonly number[] },
): Said[] {
  const claims: Said[] = [];
  const leads = leadsOf(tokens);
  let group: Group = { date: none, place: none, time: none };
  let line = -1;
  for (const token of tokens) {
    // A line that names date and place itself stands for itself; from above it takes no more than the hours.
    if (token.line !== line && isWhole(tokens, token.line)) {
      if (group.date.tokens.length > 0 && (group.date.fresh || group.place.fresh)) claims.push(...claimsOf(group));
      const time = group.time.tokens.filter((one) => !isWhole(tokens, one.line));
      group = { date: none, place: none, time: { tokens: time, fresh: false } };
    }
    if (parts[token.line] !== parts[line] && line >= 0 && group.place.tokens.length > 0) {
      if (group.date.fresh || group.place.fresh) claims.push(...claimsOf(group));
      group = { ...group, date: { ...group.date, fresh: false }, place: none };
    }
    line = token.line;
    const last = group.place.tokens.at(-1);
    if (token.kind === 'place' && last) {
      const use = sameSpot(last, token, lines[token.line] ?? '', places);
      if (use === 'ignore') continue;
      if (use === 'narrow') {
        group = { ...group, place: { ...group.place, tokens: [...group.place.tokens.slice(0, -1), token] } };
        continue;
      }
    }
    const lead = leads.get(token.line) ?? 'date';
    const isLead = token.kind === lead;
    const trail = lead === 'date' ? group.place : group.date;
    const known = group[token.kind];
    if (isLead ? trail.fresh : known.fresh) {
      claims.push(...claimsOf(group));
      group = heading(group, known.tokens.at(-1)?.line ?? token.line, token.line);
    }
    const kept = isLead && group[token.kind].fresh ? group[token.kind].tokens : [];
    group = { ...group, [token.kind]: { tokens: [...kept, token], fresh: true } };
  }
  return [...claims, ...claimsOf(group)];
}

/** What comes first on a line that names both, or in all the text around such lines: dates, or places. */
function leadsOf(tokens: readonly Token[]): Map<number, 'date' | 'place'> {
  const leads = new Map<number, 'date' | 'place'>();
  let around: 'date' | 'place' | undefined;
  for (const { kind, line } of tokens) {
    if (kind === 'time' || leads.has(line)) continue;
    if (isWhole(tokens, line)) leads.set(line, kind);
    else {
      around ??= kind;
      leads.set(line, around);
    }
  }
  return leads;
}

/** Places that no claim speaks of, beside claims: nobody shall take them for confirmed. */
function unjudged(tokens: readonly Token[], claims: readonly Said[], places: PlaceFinder): Said[] {
  const judged = claims.flatMap(({ place }) => place ?? []);
  const isJudged = (found: FoundPlace) =>
    judged.some((one) => one === found || places.lies(one, found) || places.lies(found, one));
  const left = tokens.filter((token) => token.kind === 'place' && !isJudged(token.found));
  if (claims.length === 0) return [];
  return left.flatMap(({ kind, found, line }) =>
    kind === 'place'
      ? [
          {
            date: null,
            dateFault: 'none' as const,
            dateToken: null,
            placeToken: null,
            time: null,
            place: found,
            lines: [line],
          },
        ]
      : [],
  );
}

/** Each claim once, however often the text repeats it. */
function once(claims: readonly Claim[]): Claim[] {
  const found = new Map<string, Claim>();
  for (const claim of claims) {
    const { date, dateFault, time, place, saysCancelled } = claim;
    const where = place && [
      ...place.venueIds,
      ...(place.namesArea ? place.areaCodes : []),
      place.unknown && place.text,
    ];
    const hours = time && [time.starts, time.ends, time.begins];
    const key = JSON.stringify([date, dateFault, hours, where, saysCancelled, claim.beside]);
    if (!found.has(key)) found.set(key, claim);
  }
  return [...found.values()];
}

function isWhole(tokens: readonly Token[], line: number): boolean {
  const own = tokens.filter((token) => token.line === line);
  return (
    own.some(({ kind }) => kind === 'place') &&
    own.some(({ kind, found }) => kind === 'date' && 'dates' in found && found.kind === 'named')
  );
}

function readLine(
  line: string,
  number: number,
  { places, budget, today }: { places: PlaceFinder; budget: SearchBudget; today: LocalDate },
): ReadLine & { tokens: Token[] } {
  const dates = findDates(line, today);
  const withoutDates = blank(line, dates);
  const times = findTimes(withoutDates);
  const rest = blank(withoutDates, times);
  const spots = places.find(rest, budget);
  const tokens: Token[] = [
    ...dates.map((found): Token => ({ kind: 'date', line: number, at: found.at, found })),
    ...times.map((found): Token => ({ kind: 'time', line: number, at: found.at, found })),
    ...spots.map((found): Token => ({ kind: 'place', line: number, at: found.at, found })),
  ];
  return { rest, spots, tokens: tokens.sort((a, b) => a.at - b.at) };
}

/** The line with what was read out of it: no number is read twice, and places keep their place. */
function blank(line: string, found: readonly { at: number; end: number }[]): string {
  return found.reduce((text, { at, end }) => text.slice(0, at) + ';'.padEnd(end - at, ' ') + text.slice(end), line);
}

const addressLine = /^\W*(alamat|jl\b|jln\b|jalan|kel\b|kec\b|kecamatan|kantor|balai|gedung|aula|halaman)/i;

/** "Pasar Kleco, Kelurahan Pajang" is one place, and so is an address on the line below. */
function sameSpot(
  known: PlaceToken,
  token: PlaceToken,
  line: string,
  places: PlaceFinder,
): 'ignore' | 'narrow' | 'another' {
  if (token.line !== known.line && !(token.line === known.line + 1 && addressLine.test(line))) return 'another';
  if (token.line === known.line && and.test(line.slice(known.found.end, token.at))) return 'another';
  const [inner, outer] = [token.found, known.found];
  if (inner.unknown) return outer.unknown ? 'ignore' : outer.venueIds.size > 0 ? 'another' : 'narrow';
  if (outer.unknown || places.lies(outer, inner)) return 'ignore';
  return places.lies(inner, outer) ? 'narrow' : 'another';
}

/** What the next claim keeps: all but what stood on the same line as the one that is said anew. */
function heading({ date, time, place }: Group, saidAnew: number, line: number): Group {
  const keep = <T extends Spot>(tokens: readonly T[]) => ({
    tokens: tokens.filter((token) => token.line !== saidAnew || token.line === line),
    fresh: false,
  });
  return { date: keep(date.tokens), time: keep(time.tokens), place: keep(place.tokens) };
}

function claimsOf({ date, time, place }: Group): Said[] {
  const hour = time.tokens.at(-1) ?? null;
  const wheres = place.tokens.length > 0 ? place.tokens : [null];
  const whens = date.tokens.length > 0 ? date.tokens : [null];
  return whens.flatMap((when) => wheres.flatMap((where) => claimOf(when, hour, where)));
}

function claimOf(date: DateToken | null, time: TimeToken | null, place: PlaceToken | null): Said[] {
  const said = [date, time, place].filter((token) => token !== null);
  // A place alone, or an hour alone, is no appointment.
  if (said.length < 2 && (date === null || date.found.kind === 'relative')) return [];
  const rest = {
    time: time?.found ?? null,
    place: place?.found ?? null,
    lines: [...new Set(said.map(({ line }) => line))].sort((a, b) => a - b),
    dateToken: date,
    placeToken: place,
  };
  const { found } = date ?? {};
  if (!found) return [{ ...rest, date: null, dateFault: 'none' }];
  if (found.kind !== 'named') return [{ ...rest, date: null, dateFault: found.kind }];
  const dateFault = found.wrongWeekday ? 'wrong-weekday' : null;
  return found.dates.map((one) => ({ ...rest, date: one, dateFault }));
}
