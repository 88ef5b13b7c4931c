import { daysBetween, isoWeekday } from '../calendar/local-date.ts';
import { minutesOfDay } from '../calendar/time-of-day.ts';
import type { ProblemFile, StintFile, VenueFile } from './problem-file.ts';

/** E[min(D, capacity)] = capacity − Σ (capacity − n) P(D = n), each probability from logarithms. */
export function expectedServed(mean: number, dispersion: number, capacity: number): number {
  if (mean <= 0 || capacity <= 0) return 0;
  const isPoisson = dispersion * mean <= 1e-12;
  let log = isPoisson ? -mean : -Math.log1p(dispersion * mean) / dispersion;
  let lacking = 0;
  for (let n = 0; n < capacity; n++) {
    lacking += (capacity - n) * Math.exp(log);
    log += Math.log((mean * (1 + n * dispersion)) / (n + 1)) - Math.log1p(dispersion * mean);
  }
  return capacity - lacking;
}

export function slotMinutes(problem: ProblemFile, slotId: string): number {
  const slot = problem.slots.find((one) => one.id === slotId);
  return slot ? minutesOfDay(slot.end) - minutesOfDay(slot.start) : 0;
}

export function wholeCapacity(minutes: number, perHour: number): number {
  return Math.floor((minutes * perHour) / 60 + 1e-9);
}

export function stintCapacity(problem: ProblemFile, stint: StintFile): number {
  const speeds = problem.kits.filter((kit) => stint.kits.includes(kit.id)).map((kit) => kit.recordingsPerHour);
  return wholeCapacity(
    slotMinutes(problem, stint.slot),
    speeds.reduce((sum, speed) => sum + speed, 0),
  );
}

export function turnoutRate(venue: VenueFile, slot: string, date: string): number {
  return venue.rateOn[slot]?.[date] ?? venue.rate[slot]?.[isoWeekday(date) - 1] ?? 0;
}

export function isOpenOn(venue: VenueFile, slot: string, date: string): boolean {
  const opening = venue.open[slot];
  if (!opening) return false;
  if (opening.also.includes(date)) return true;
  return opening.weekdays.includes(isoWeekday(date)) && !opening.except.includes(date);
}

/** Which stint is served first where two of a pool begin at one time: by start, venue, slot, length, first kit. */
export function inOrderOfTies(problem: ProblemFile, stints: StintFile[]): StintFile[] {
  const place = (list: { id: string }[], id: string) => list.findIndex((one) => one.id === id);
  const rank = (stint: StintFile) => [
    daysBetween(problem.horizon.start, stint.start),
    place(problem.venues, stint.venue),
    place(problem.slots, stint.slot),
    stint.days,
    Math.min(...stint.kits.map((kit) => place(problem.kits, kit))),
  ];
  const ranked = stints.map((stint) => ({ stint, rank: rank(stint) }));
  ranked.sort((a, b) => a.rank.reduce((order, value, at) => order || value - (b.rank[at] ?? 0), 0));
  return ranked.map(({ stint }) => stint);
}
