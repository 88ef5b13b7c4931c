import type { Certificate } from './plan.ts';
import type { KitFile, ProblemFile } from './problem-file.ts';
import { type Calendar, datesOf } from './verify-calendar.ts';
import { leastTravel } from './verify-travel.ts';

/**
 * README.md, "Prices of stints": what each kit earns on its best route where stints are paid for, and the prices of the
 * reserve times what may be in use.
 */
export function worthOfRoutes(problem: ProblemFile, certificate: Certificate, calendar: Calendar): number {
  const held = new Set(
    problem.pinned.flatMap((stint) => datesOf(stint).flatMap((day) => stint.kits.map((kit) => `${kit} ${day}`))),
  );
  const isPinned = (kit: KitFile) => calendar.dates.map((date) => held.has(`${kit.id} ${date}`));
  const usable = calendar.dates.map(() => -problem.rules.reserveKits);
  let worth = 0;
  for (const [at, group] of certificate.groups.entries()) {
    const ways = problem.venues.map((venue) => leastTravel(problem, certificate, venue)[at] ?? 0);
    const back = Math.max(0, ...ways);
    for (const kit of problem.kits.filter((one) => group.kits.includes(one.id))) {
      const pinned = isPinned(kit);
      const free = calendar.dates.map((date, day) => !pinned[day] && !kit.unavailable.includes(date));
      for (const [day, is] of free.entries()) if (is) usable[day] = (usable[day] ?? 0) + 1;
      worth += bestRoute(problem, calendar, {
        stint: group.stint ?? [],
        reserve: certificate.reserve ?? [],
        back,
        pinned,
        free,
      });
    }
  }
  return usable.reduce((sum, kits, day) => sum + Math.max(0, kits) * (certificate.reserve?.[day] ?? 0), worth);
}

interface Earning {
  stint: number[];
  /** Taken for every date served. */
  reserve: number[];
  /** Given back at a stint that an idle gap lies before. */
  back: number;
  pinned: boolean[];
  free: boolean[];
}

/** Backwards by date, dates served so far in its week, and dates idle in a row (the gap at most). */
function bestRoute(problem: ProblemFile, { dates, weekOf }: Calendar, kit: Earning): number {
  const { minDays, maxDays, maxDaysPerWeek, revisitGapDays } = problem.rules;
  const room = (date: number) =>
    Math.max(0, maxDaysPerWeek - kit.pinned.filter((is, at) => is && weekOf[at] === weekOf[date]).length);
  const rooms = dates.map((_, date) => room(date));
  const from: number[][][] = dates.map(() => []);
  const rest = (date: number, served: number, idle: number) =>
    date < dates.length ? (from[date]?.[served]?.[idle] ?? 0) : 0;
  const servedAfter = (date: number, served: number) => (weekOf[date + 1] === weekOf[date] ? served : 0);
  const value = (start: number, served: number, idle: number) => {
    const then = kit.pinned[start] ? 0 : Math.min(revisitGapDays, idle + 1);
    let best = rest(start + 1, servedAfter(start, served), then);
    const earned = idle >= revisitGapDays && start > revisitGapDays ? kit.back : 0;
    let [used, taken] = [served, 0];
    for (let days = 1; days <= maxDays; days++) {
      const date = start + days - 1;
      if (!kit.free[date] || used >= (rooms[date] ?? 0)) break;
      taken += kit.reserve[date] ?? 0;
      used = servedAfter(date, used + 1);
      if (days < minDays) continue;
      const paid = kit.stint[start * maxDays + days - 1] ?? 0;
      best = Math.max(best, earned + paid - taken + rest(date + 1, used, 0));
    }
    return best;
  };
  for (let date = dates.length - 1; date >= 0; date--) {
    from[date] = Array.from({ length: Math.min(7, maxDaysPerWeek) + 1 }, (_, served) =>
      Array.from({ length: revisitGapDays + 1 }, (_, idle) => value(date, served, idle)),
    );
  }
  return rest(0, 0, 0);
}
