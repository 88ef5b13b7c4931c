import { dateOffset, isAvailable, isOpen, type Problem } from '@jemput/shared/planning/problem';
import { type BoardStint, datesOf } from './board-stint.ts';

type Wanted = Pick<BoardStint, 'start' | 'days'>;

/** Kits that are in order and at no other stint on all those dates, fastest first. */
export function freeKits(problem: Problem, stints: readonly BoardStint[], wanted: Wanted): string[] {
  const dates = datesOf(wanted);
  const taken = new Set(
    stints.filter((stint) => datesOf(stint).some((date) => dates.includes(date))).flatMap(({ kits }) => kits),
  );
  const speed = (kit: string) => problem.recordingsPerHour[problem.index.kit.get(kit) ?? -1] ?? 0;
  return problem.kitIds
    .filter((kit, at) => !taken.has(kit) && dates.every((date) => isAvailable(problem, at, dateOffset(problem, date))))
    .sort((a, b) => speed(b) - speed(a));
}

/** Slots in which the venue opens at all. */
export function slotsOf(problem: Problem, venue: string): string[] {
  const file = problem.file.venues.find(({ id }) => id === venue);
  return problem.slotIds.filter((slot) => file?.open[slot] !== undefined);
}

export function isOpenOn(problem: Problem, { venue, slot }: { venue: string; slot: string }, date: string): boolean {
  const [at, slotAt] = [problem.index.venue.get(venue), problem.index.slot.get(slot)];
  return at !== undefined && slotAt !== undefined && isOpen(problem, at, slotAt, dateOffset(problem, date));
}

const USUAL_DAYS = 3;
const USUAL_KITS = 2;

/** A stint as Solo usually laid one: two kits, up to three open days, shorter where kits are taken. */
export function usualStint(
  problem: Problem,
  stints: readonly BoardStint[],
  { venue, start, kit }: { venue: string; start: string; kit?: string },
): Omit<BoardStint, 'id'> | undefined {
  const slots = slotsOf(problem, venue);
  const slot = slots.find((name) => isOpenOn(problem, { venue, slot: name }, start)) ?? slots[0];
  if (!slot) return undefined;
  const most = Math.min(USUAL_DAYS, problem.rules.maxDays);
  const dates = datesOf({ start, days: most });
  const closedAt = dates.findIndex((date) => !isOpenOn(problem, { venue, slot }, date));
  let days = Math.max(1, problem.rules.minDays, closedAt < 0 ? most : closedAt);
  const enough = Math.min(USUAL_KITS, problem.maxKits[problem.index.venue.get(venue) ?? -1] ?? 1);
  while (days > problem.rules.minDays && freeKits(problem, stints, { start, days }).length < enough) days--;
  const free = freeKits(problem, stints, { start, days });
  const kits = [...new Set([...(kit ? [kit] : []), ...free, ...(free.length ? [] : problem.kitIds)])];
  return { venue, slot, start, days, kits: kits.slice(0, free.length ? enough : 1).sort(), pinned: false };
}
