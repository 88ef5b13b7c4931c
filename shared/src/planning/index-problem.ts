import { dateRange, isoWeek, isoWeekday } from '../calendar/local-date.ts';
import { minutesOfDay } from '../calendar/time-of-day.ts';
import { compareStints, type Problem, type ProblemIndex, toPublishedStint, toStint } from './problem.ts';
import type { ProblemFile, VenueFile } from './problem-file.ts';

function indexOf(ids: string[]): Map<string, number> {
  return new Map(ids.map((name, index) => [name, index]));
}

function openCells(
  venue: VenueFile,
  slots: string[],
  calendar: { dates: string[]; weekdays: number[] },
  out: OpenAndRate,
): void {
  const { dates, weekdays } = calendar;
  for (const [slotIndex, slot] of slots.entries()) {
    const opening = venue.open[slot];
    if (!opening) continue;
    const except = new Set(opening.except);
    const also = new Set(opening.also);
    for (const [dateIndex, date] of dates.entries()) {
      const weekday = weekdays[dateIndex] ?? 1;
      const cell = out.at + slotIndex * dates.length + dateIndex;
      const isOpen = also.has(date) || (opening.weekdays.includes(weekday) && !except.has(date));
      out.open[cell] = isOpen ? 1 : 0;
      out.rate[cell] = venue.rateOn[slot]?.[date] ?? venue.rate[slot]?.[weekday - 1] ?? 0;
    }
  }
}

interface OpenAndRate {
  open: Uint8Array;
  rate: Float64Array;
  at: number;
}

function datesAndWeeks(file: ProblemFile) {
  const dates = dateRange(file.horizon.start, file.horizon.end);
  const weekNames = dates.map(isoWeek);
  const weeks = [...new Set(weekNames)];
  const weekIndex = indexOf(weeks);
  return {
    dates,
    weeks,
    weekOfDate: Int32Array.from(weekNames, (week) => weekIndex.get(week) ?? 0),
    discount: Float64Array.from(dates, (_, day) => (1 - file.rules.discountPerDay) ** day),
  };
}

function kitsOf(file: ProblemFile, dates: string[]) {
  const available = new Uint8Array(file.kits.length * dates.length).fill(1);
  for (const [kit, { unavailable }] of file.kits.entries()) {
    const out = new Set(unavailable);
    for (const [date, name] of dates.entries()) if (out.has(name)) available[kit * dates.length + date] = 0;
  }
  return {
    kitIds: file.kits.map((kit) => kit.id),
    kitBases: file.kits.map((kit) => kit.base),
    recordingsPerHour: Float64Array.from(file.kits, (kit) => kit.recordingsPerHour),
    available,
  };
}

function venuesOf(file: ProblemFile, dates: string[], slotIds: string[], pools: Map<string, number>) {
  const { venues } = file;
  const size = venues.length * slotIds.length * dates.length;
  const open = new Uint8Array(size);
  const rate = new Float64Array(size);
  const calendar = { dates, weekdays: dates.map(isoWeekday) };
  const poolVenues: number[][] = file.pools.map(() => []);
  for (const [index, venue] of venues.entries()) {
    openCells(venue, slotIds, calendar, {
      open,
      rate,
      at: index * slotIds.length * dates.length,
    });
    poolVenues[pools.get(venue.pool) ?? -1]?.push(index);
  }
  return {
    venueIds: venues.map((venue) => venue.id),
    venuePositions: venues.map(({ lat, lon }) => ({ lat, lon })),
    venuePool: Int32Array.from(venues, (venue) => pools.get(venue.pool) ?? 0),
    maxKits: Int32Array.from(venues, (venue) => venue.maxKits),
    dispersion: Float64Array.from(venues, (venue) => venue.dispersion),
    poolVenues,
    open,
    rate,
  };
}

/**
 * Turns a problem file into indexes and numbers.
 *
 * @param file accepted by `checkProblem`
 * @throws RangeError where an id is unknown, which `checkProblem` would have named
 */
export function indexProblem(file: ProblemFile): Problem {
  const calendar = datesAndWeeks(file);
  const slotIds = file.slots.map((slot) => slot.id);
  const index: ProblemIndex = {
    date: indexOf(calendar.dates),
    slot: indexOf(slotIds),
    kit: indexOf(file.kits.map((kit) => kit.id)),
    pool: indexOf(file.pools.map((pool) => pool.id)),
    venue: indexOf(file.venues.map((venue) => venue.id)),
  };
  const places = { dates: calendar.dates, index };
  return {
    file,
    rules: file.rules,
    ...calendar,
    slotIds,
    slotStartMinutes: Int32Array.from(file.slots, (slot) => minutesOfDay(slot.start)),
    slotLengthMinutes: Int32Array.from(file.slots, (slot) => minutesOfDay(slot.end) - minutesOfDay(slot.start)),
    ...kitsOf(file, calendar.dates),
    poolIds: file.pools.map((pool) => pool.id),
    remaining: Float64Array.from(file.pools, (pool) => pool.remaining),
    minSessions: Int32Array.from(file.pools, (pool) => pool.minSessions),
    ...venuesOf(file, calendar.dates, slotIds, index.pool),
    pinned: file.pinned.map((stint) => toStint(places, stint)).sort(compareStints),
    published: file.published.map((stint) => toPublishedStint(places, stint)),
    index,
  };
}
