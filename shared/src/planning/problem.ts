import { addDays, daysBetween } from '../calendar/local-date.ts';
import { greatCircleKm, type Position } from '../places/distance.ts';
import type { ProblemFile, PublishedStintFile, RulesFile, StintFile } from './problem-file.ts';

export { checkProblem, type ProblemCheck } from './check-problem.ts';
export { indexProblem } from './index-problem.ts';
export type {
  Fault,
  KitFile,
  PoolFile,
  ProblemFile,
  PublishedStintFile,
  RulesFile,
  SlotFile,
  StintFile,
  VenueFile,
} from './problem-file.ts';

/** A stint in indexes. `start` counts dates from the horizon's first and may lie outside it in a draft. */
export interface Stint {
  venue: number;
  slot: number;
  start: number;
  days: number;
  /** Ascending. */
  kits: number[];
}

/** An announced stint; losing one of its dates costs `changeCost` × that date's weight: its holders, but at least 1. */
export interface PublishedStint extends Stint {
  weights: number[];
}

/** The problem as indexes and numbers; built once, never changed. Matrices are row-major typed arrays. */
export interface Problem {
  file: ProblemFile;
  rules: RulesFile;
  dates: string[];
  /** ISO weeks in order of date, and the index of each date's. */
  weeks: string[];
  weekOfDate: Int32Array;
  /** (1 − discountPerDay)^(days since the horizon's start), per date. */
  discount: Float64Array;
  slotIds: string[];
  slotStartMinutes: Int32Array;
  slotLengthMinutes: Int32Array;
  kitIds: string[];
  kitBases: Position[];
  recordingsPerHour: Float64Array;
  /** kit × date, 1 = may serve. */
  available: Uint8Array;
  poolIds: string[];
  remaining: Float64Array;
  minSessions: Int32Array;
  poolVenues: number[][];
  venueIds: string[];
  venuePositions: Position[];
  venuePool: Int32Array;
  maxKits: Int32Array;
  dispersion: Float64Array;
  /** (venue × slots + slot) × date: 1 = open, and the turnout rate then. */
  open: Uint8Array;
  rate: Float64Array;
  /** In the order of `compareStints`. */
  pinned: Stint[];
  published: PublishedStint[];
  index: ProblemIndex;
}

export interface ProblemIndex {
  date: Map<string, number>;
  slot: Map<string, number>;
  kit: Map<string, number>;
  pool: Map<string, number>;
  venue: Map<string, number>;
}

function found(index: Map<string, number>, name: string): number {
  const at = index.get(name);
  if (at === undefined) throw new RangeError(`unknown id "${name}": check the problem first`);
  return at;
}

/** Days from the horizon's start to a date, which may lie outside the horizon. */
export function dateOffset(problem: Pick<Problem, 'dates' | 'index'>, date: string): number {
  return problem.index.date.get(date) ?? daysBetween(problem.dates[0] ?? date, date);
}

/** The date at an offset from the horizon's start, inside it or not. */
export function dateAt(problem: Problem, offset: number): string {
  return problem.dates[offset] ?? addDays(problem.file.horizon.start, offset);
}

/** @throws RangeError where an id is unknown */
export function toStint(problem: Pick<Problem, 'dates' | 'index'>, stint: StintFile): Stint {
  return {
    venue: found(problem.index.venue, stint.venue),
    slot: found(problem.index.slot, stint.slot),
    start: dateOffset(problem, stint.start),
    days: stint.days,
    kits: stint.kits.map((kit) => found(problem.index.kit, kit)).sort((a, b) => a - b),
  };
}

/** @throws RangeError where an id is unknown */
export function toPublishedStint(
  problem: Pick<Problem, 'dates' | 'index'>,
  { holders = [], ...stint }: PublishedStintFile,
): PublishedStint {
  const weights = Array.from({ length: stint.days }, (_, day) => Math.max(1, holders[day] ?? 0));
  return { ...toStint(problem, stint), weights };
}

/**
 * By start, then venue, slot, length and kits. Equal plans are equal texts; and of one pool's sessions that begin at the
 * same time on the same date, which only pinned stints may have, the one whose stint comes first here is served first.
 */
export function compareStints(a: Stint, b: Stint): number {
  const byKits = () => a.kits.join().localeCompare(b.kits.join(), 'en', { numeric: true });
  return a.start - b.start || a.venue - b.venue || a.slot - b.slot || a.days - b.days || byKits();
}

export function toStintFile(problem: Problem, stint: Stint): StintFile {
  return {
    venue: problem.venueIds[stint.venue] ?? '',
    slot: problem.slotIds[stint.slot] ?? '',
    start: dateAt(problem, stint.start),
    days: stint.days,
    kits: stint.kits.map((kit) => problem.kitIds[kit] ?? ''),
  };
}

/** Where in `open` and `rate` a venue's slot on a date stands. */
export function sessionCell(problem: Problem, venue: number, slot: number, date: number): number {
  return (venue * problem.slotIds.length + slot) * problem.dates.length + date;
}

export function isOpen(problem: Problem, venue: number, slot: number, date: number): boolean {
  return date >= 0 && date < problem.dates.length && problem.open[sessionCell(problem, venue, slot, date)] === 1;
}

export function isAvailable(problem: Problem, kit: number, date: number): boolean {
  return date >= 0 && date < problem.dates.length && problem.available[kit * problem.dates.length + date] === 1;
}

/** Turnout rate, 0…1, of a date inside the horizon. */
export function rateOf(problem: Problem, venue: number, slot: number, date: number): number {
  return problem.rate[sessionCell(problem, venue, slot, date)] ?? 0;
}

/** Whole recordings that these kits can finish in the slot. The hair added undoes binary fractions: 0.1 + 0.2 is 0.3. */
export function capacityOf(problem: Problem, slot: number, kits: readonly number[]): number {
  let perHour = 0;
  for (const kit of kits) perHour += problem.recordingsPerHour[kit] ?? 0;
  return capacityAt(problem, slot, perHour);
}

/** The same for a given sum of recordings per hour. */
export function capacityAt(problem: Problem, slot: number, perHour: number): number {
  return Math.floor(((problem.slotLengthMinutes[slot] ?? 0) * perHour) / 60 + 1e-9);
}

/** Road kilometres between two venues, or from a kit's base: great circle × detour. */
export function roadKm(problem: Problem, from: Position, to: Position): number {
  return problem.rules.detour * greatCircleKm(from, to);
}
