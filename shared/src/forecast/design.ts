import { daysBetween, isoWeekday, type LocalDate } from '../calendar/local-date.ts';
import { demandOf, type HistoryRow, isCensored } from './history.ts';
import type { EffectGroup, TurnoutTarget } from './turnout-model.ts';

/** Order of the groups within a row's features. */
export const EFFECT_GROUPS: readonly EffectGroup[] = ['intercept', 'kind', 'area', 'slot', 'weekday', 'stintDay'];

/** Days of a run from this one on share one effect. */
const LAST_STINT_DAY = 5;

/** Offset of a pool with nobody left: half a person, so that its logarithm exists. */
const NOBODY = 0.5;

/** History as numbers, in order of date, then of the file. */
export interface Design {
  rows: number;
  features: string[];
  /** rows × groups: index into `features`. */
  active: Int32Array;
  venueNames: string[];
  venue: Int32Array;
  /** Days since the first date. */
  day: Int32Array;
  /** 0 = Monday … 6. */
  weekday: Uint8Array;
  stintDay: Int32Array;
  count: Float64Array;
  censored: Uint8Array;
  /** 1, or less for a count of 0 that may be a lost session (fit-effects.ts). */
  weight: Float64Array;
  /** log(people remaining) or 0. */
  offset: Float64Array;
  usesRemaining: boolean;
  typicalRemaining: number;
  /** Geometric mean of people remaining per venue, 0 where never told. */
  venueRemaining: Float64Array;
  /** Each venue's last row. */
  lastRow: Int32Array;
  firstDate: LocalDate;
  sorted: HistoryRow[];
}

export function featureNames(target: TurnoutTarget, weekday: number, stintDay: number): string[] {
  return [
    'intercept:',
    `kind:${target.kind ?? ''}`,
    `area:${target.area ?? ''}`,
    `slot:${target.slot ?? ''}`,
    `weekday:${weekday + 1}`,
    `stintDay:${Math.min(stintDay, LAST_STINT_DAY)}`,
  ];
}

export function logRemaining(remaining: number): number {
  return Math.log(Math.max(NOBODY, remaining));
}

/** The day of the run that a session on `day` continues or begins. */
export function nextStintDay(daysSinceLast: number, lastStintDay: number): number {
  if (daysSinceLast === 0) return lastStintDay;
  return daysSinceLast === 1 ? lastStintDay + 1 : 1;
}

/**
 * Share of venues that must tell people remaining before demand is taken as proportional to it. Venues, not rows: a few
 * counters that report every day without a pool of their own must not decide for all the others.
 */
const REMAINING_KNOWN_SHARE = 0.5;

export function buildDesign(history: readonly HistoryRow[]): Design {
  const sorted = [...history].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const rows = sorted.length;
  const telling = new Set(sorted.flatMap((row) => (row.remaining === undefined ? [] : [row.venue]))).size;
  const venues = new Index();
  for (const row of sorted) venues.of(row.venue);
  const design: Design = {
    rows,
    features: [],
    active: new Int32Array(rows * EFFECT_GROUPS.length),
    venueNames: venues.names,
    venue: Int32Array.from(sorted, (row) => venues.of(row.venue)),
    day: new Int32Array(rows),
    weekday: new Uint8Array(rows),
    stintDay: new Int32Array(rows),
    count: Float64Array.from(sorted, demandOf),
    censored: Uint8Array.from(sorted, (row) => (isCensored(row) ? 1 : 0)),
    weight: new Float64Array(rows).fill(1),
    offset: new Float64Array(rows),
    usesRemaining: rows === 0 || telling >= venues.names.length * REMAINING_KNOWN_SHARE,
    typicalRemaining: 1,
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
  const features = new Index();
  design.sorted.forEach((row, at) => {
    const date = calendar.get(row.date) as { day: number; weekday: number };
    const venue = design.venue[at] as number;
    const last = design.lastRow[venue] as number;
    const stintDay =
      last < 0 ? 1 : nextStintDay(date.day - (design.day[last] as number), design.stintDay[last] as number);
    design.day[at] = date.day;
    design.weekday[at] = date.weekday;
    design.stintDay[at] = stintDay;
    design.lastRow[venue] = at;
    featureNames(row, date.weekday, stintDay).forEach((name, group) => {
      design.active[at * EFFECT_GROUPS.length + group] = features.of(name);
    });
  });
  if (design.rows === 0) features.of('intercept:');
  design.features = features.names;
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
