import { daysBetween, isoWeekday, type LocalDate } from '../calendar/local-date.ts';
import { demandOf, type HistoryRow, isCensored, type TargetRow } from './history.ts';
import { inOrderOfDate } from './in-order-of-date.ts';
import type { EffectGroup } from './turnout-model.ts';
import { isFirst, type Visit, visitAfter } from './visit.ts';

/** Days of a run from this one on share one effect. */
const LAST_STINT_DAY = 5;

/** Offset of a pool with nobody left: half a person, so that its logarithm exists. */
const NOBODY = 0.5;

/** History as numbers, in order of date, then of the file. */
export interface Design {
  rows: number;
  /** `group:level`: effects of places and visits, then those of weekdays and events. */
  features: string[];
  /** How many of `features` are of places and visits. */
  steadyFeatures: number;
  /** Indexes into `features`, one list a row. */
  active: Int32Array[];
  /** Of them those of places and visits. */
  steady: Int32Array[];
  /** Of them those of weekdays and events, as indexes from 0. */
  dated: Int32Array[];
  venueNames: string[];
  venue: Int32Array;
  /** Days since the first date. */
  day: Int32Array;
  /** 0 = Monday … 6. */
  weekday: Uint8Array;
  visit: Visit[];
  count: Float64Array;
  censored: Uint8Array;
  /** 1, or less for a count of 0 that may be a lost session (fit-effects.ts). */
  weight: Float64Array;
  /** log(people remaining) or 0. */
  offset: Float64Array;
  usesRemaining: boolean;
  typicalRemaining: number;
  /** Part of `offset` already (fit-size.ts). */
  sizeEffect: number;
  /** Geometric mean of people remaining per venue, 0 where never told. */
  venueRemaining: Float64Array;
  /** Each venue's last row. */
  lastRow: Int32Array;
  firstDate: LocalDate;
  sorted: HistoryRow[];
}

/** Effects of the place and of the visit. */
export function steadyFeatures(target: TargetRow, { stintDay, first }: Visit): string[] {
  return [
    'intercept:',
    `kind:${target.kind ?? ''}`,
    `area:${target.area ?? ''}`,
    `slot:${target.slot ?? ''}`,
    `stintDay:${Math.min(stintDay, LAST_STINT_DAY)}`,
    ...(first ? ['firstVisit:yes'] : []),
  ];
}

/** Effects that many venues have on one date. */
export function datedFeatures({ events = [] }: TargetRow, weekday: number): string[] {
  return [`weekday:${weekday + 1}`, ...[...new Set(events)].map((name) => `event:${name}`)];
}

export function groupOf(feature: string): EffectGroup {
  return feature.slice(0, feature.indexOf(':')) as EffectGroup;
}

export function logRemaining(remaining: number): number {
  return Math.log(Math.max(NOBODY, remaining));
}

/** How demand goes with people remaining: within a place in proportion, between places by the power 1 + `sizeEffect`. */
export interface RemainingScale {
  typicalRemaining: number;
  sizeEffect: number;
}

/**
 * What people remaining add to log demand.
 *
 * @param usual people usually remaining there; of a place without reports, those remaining now
 */
export function remainingOffset(
  { typicalRemaining, sizeEffect }: RemainingScale,
  remaining: number,
  usual: number,
): number {
  return logRemaining(remaining) + sizeEffect * (logRemaining(usual) - logRemaining(typicalRemaining));
}

/**
 * Share of venues that must tell people remaining before demand is taken as proportional to it. Venues, not rows: a few
 * counters that report every day without a pool of their own must not decide for all the others.
 */
const REMAINING_KNOWN_SHARE = 0.5;

export function buildDesign(history: readonly HistoryRow[]): Design {
  const sorted = inOrderOfDate(history);
  const rows = sorted.length;
  const telling = new Set(sorted.flatMap((row) => (row.remaining === undefined ? [] : [row.venue]))).size;
  const venues = new Index();
  for (const row of sorted) venues.of(row.venue);
  const design: Design = {
    rows,
    features: [],
    steadyFeatures: 0,
    active: [],
    steady: [],
    dated: [],
    venueNames: venues.names,
    venue: Int32Array.from(sorted, (row) => venues.of(row.venue)),
    day: new Int32Array(rows),
    weekday: new Uint8Array(rows),
    visit: [],
    count: Float64Array.from(sorted, demandOf),
    censored: Uint8Array.from(sorted, (row) => (isCensored(row) ? 1 : 0)),
    weight: new Float64Array(rows).fill(1),
    offset: new Float64Array(rows),
    usesRemaining: rows === 0 || telling >= venues.names.length * REMAINING_KNOWN_SHARE,
    typicalRemaining: 1,
    sizeEffect: 0,
    venueRemaining: new Float64Array(venues.names.length),
    lastRow: new Int32Array(venues.names.length).fill(-1),
    firstDate: sorted[0]?.date ?? '2000-01-01',
    sorted,
  };
  fillRemaining(design);
  fillFeatures(design);
  return design;
}

function fillRemaining(design: Design): void {
  if (!design.usesRemaining) return;
  const sums = new Float64Array(design.venueNames.length);
  const tellings = new Float64Array(design.venueNames.length);
  design.sorted.forEach((row, at) => {
    if (row.remaining === undefined) return;
    const venue = design.venue[at] as number;
    sums[venue] = (sums[venue] as number) + logRemaining(row.remaining);
    tellings[venue] = (tellings[venue] as number) + 1;
  });
  const all = tellings.reduce((a, b) => a + b, 0);
  if (all > 0) design.typicalRemaining = Math.exp(sums.reduce((a, b) => a + b, 0) / all);
  sums.forEach((sum, venue) => {
    const told = tellings[venue] as number;
    if (told > 0) design.venueRemaining[venue] = Math.exp(sum / told);
  });
  design.sorted.forEach((row, at) => {
    const usual = design.venueRemaining[design.venue[at] as number] || design.typicalRemaining;
    design.offset[at] = logRemaining(row.remaining ?? usual);
  });
}

function fillFeatures(design: Design): void {
  const calendar = calendarOf(design);
  const steady = new Index();
  const dated = new Index();
  const steadyLists = new SharedLists();
  const datedLists = new SharedLists();
  steady.of('intercept:');
  for (let weekday = 0; weekday < 7; weekday++) dated.of(`weekday:${weekday + 1}`);
  design.sorted.forEach((row, at) => {
    const date = calendar.get(row.date) as { day: number; weekday: number };
    const venue = design.venue[at] as number;
    const last = design.lastRow[venue] as number;
    const visit =
      last < 0
        ? { stintDay: 1, first: isFirst(date.day) }
        : visitAfter(design.visit[last] as Visit, date.day - (design.day[last] as number));
    design.day[at] = date.day;
    design.weekday[at] = date.weekday;
    design.visit.push(visit);
    design.lastRow[venue] = at;
    design.steady.push(steadyLists.of(steadyFeatures(row, visit).map((name) => steady.of(name))));
    design.dated.push(datedLists.of(datedFeatures(row, date.weekday).map((name) => dated.of(name))));
  });
  design.features = [...steady.names, ...dated.names];
  design.steadyFeatures = steady.names.length;
  const both = new SharedLists();
  design.active = design.steady.map((list, at) =>
    both.of([...list, ...Array.from(design.dated[at] as Int32Array, (one) => one + steady.names.length)]),
  );
}

/** Each date once: reading dates is the slowest step of a long history. */
function calendarOf(design: Design): Map<LocalDate, { day: number; weekday: number }> {
  const calendar = new Map<LocalDate, { day: number; weekday: number }>();
  for (const { date } of design.sorted) {
    if (calendar.has(date)) continue;
    calendar.set(date, { day: daysBetween(design.firstDate, date), weekday: isoWeekday(date) - 1 });
  }
  return calendar;
}

class Index {
  readonly names: string[] = [];
  private readonly numbers = new Map<string, number>();

  of(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}

/** Equal lists of indexes are kept once. */
class SharedLists {
  private readonly lists = new Map<string, Int32Array>();

  of(indexes: number[]): Int32Array {
    const key = indexes.join();
    const known = this.lists.get(key);
    if (known) return known;
    const list = Int32Array.from(indexes);
    this.lists.set(key, list);
    return list;
  }
}
