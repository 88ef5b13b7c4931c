import { ramadansWithin } from '../calendar/hijri.ts';
import type { LocalDate } from '../calendar/local-date.ts';

/** Dates in a row, both included, on which something is on: in a slot, at venues of a kind, in an area and below it. */
export interface EventRun {
  name: string;
  startDate: LocalDate;
  endDate: LocalDate;
  /** Null: everywhere. */
  slotId: string | null;
  venueKind: string | null;
  areaCode: string | null;
}

/** Where and when a session stands. */
export interface EventPlace {
  date: LocalDate;
  slot: string;
  kind: string;
  areaCode: string;
}

/** Names of the events that are on at a session, sorted. */
export type EventsAt = (place: EventPlace) => string[];

export const RAMADAN = 'ramadan';
export const RAMADAN_BEFORE_ISYA = 'ramadan_before_isya';
/** Slots that begin earlier have the breaking of the fast and the evening prayers in them; local time. */
const ISYA_OVER = '19:30';

/**
 * What is on at any session: the office's own runs, and Ramadan by the calendar in the years for which the office has no
 * run of that name. Ramadan in slots that begin before Isya is an event of its own.
 */
export function eventCalendar(
  runs: readonly EventRun[],
  slots: readonly { id: string; startTime: string }[],
): EventsAt {
  const early = new Set(slots.filter(({ startTime }) => startTime < ISYA_OVER).map(({ id }) => id));
  const runsIn = new Map<string, EventRun[]>();
  const runsOn = new Map<LocalDate, EventRun[]>();
  return ({ date, slot, kind, areaCode }) => {
    const year = date.slice(0, 4);
    const inYear = runsIn.get(year) ?? runsWithin(runs, `${year}-01-01`, `${year}-12-31`);
    runsIn.set(year, inYear);
    const onDate = runsOn.get(date) ?? inYear.filter((run) => run.startDate <= date && date <= run.endDate);
    runsOn.set(date, onDate);
    const names = onDate
      .filter((run) => (run.slotId ?? slot) === slot && (run.venueKind ?? kind) === kind)
      .filter((run) => run.areaCode === null || liesIn(areaCode, run.areaCode))
      .map(({ name }) => (name === RAMADAN && early.has(slot) ? RAMADAN_BEFORE_ISYA : name));
    return [...new Set(names)].sort();
  };
}

function runsWithin(runs: readonly EventRun[], from: LocalDate, to: LocalDate): EventRun[] {
  const own = runs.filter(({ startDate, endDate }) => startDate <= to && endDate >= from);
  return [...own, ...ramadansOfCalendar(runs, from, to)];
}

/** Ramadan from `from` to `to` where the office has no run of that name in the same year. */
export function ramadansOfCalendar(runs: readonly EventRun[], from: LocalDate, to: LocalDate): EventRun[] {
  const own = runs.filter(({ name }) => name === RAMADAN);
  return ramadansWithin(from, to)
    .filter(({ start, end }) => !own.some(({ startDate, endDate }) => startDate <= end && endDate >= start))
    .map(({ start: startDate, end: endDate }) => {
      return { name: RAMADAN, startDate, endDate, slotId: null, venueKind: null, areaCode: null };
    });
}

/** True where both are on at once somewhere. */
export function meet(one: EventRun, other: EventRun): boolean {
  const same = (a: string | null, b: string | null) => a === null || b === null || a === b;
  const [a, b] = [one.areaCode, other.areaCode];
  return (
    one.startDate <= other.endDate &&
    other.startDate <= one.endDate &&
    same(one.slotId, other.slotId) &&
    same(one.venueKind, other.venueKind) &&
    (a === null || b === null || liesIn(a, b) || liesIn(b, a))
  );
}

function liesIn(areaCode: string, wanted: string): boolean {
  return areaCode === wanted || areaCode.startsWith(`${wanted}.`);
}
