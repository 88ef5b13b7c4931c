import { addDays } from '../calendar/local-date.ts';
import type { Certificate } from './plan.ts';
import type { ProblemFile, VenueFile } from './problem-file.ts';
import { type Calendar, datesOf } from './verify-calendar.ts';

/** Great-circle km by the spherical law of cosines' stable (Vincenty) form, R = 6371.0088. */
export function kmBetween(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const [p, q, d] = [a.lat, b.lat, b.lon - a.lon].map((degrees) => (degrees * Math.PI) / 180) as [
    number,
    number,
    number,
  ];
  const across = Math.hypot(
    Math.cos(q) * Math.sin(d),
    Math.cos(p) * Math.sin(q) - Math.sin(p) * Math.cos(q) * Math.cos(d),
  );
  return 6371.0088 * Math.atan2(across, Math.sin(p) * Math.sin(q) + Math.cos(p) * Math.cos(q) * Math.cos(d));
}

/** By group of kits: the least km to a venue from a venue of another pool or a base of the group, as recordings. */
export function leastTravel(problem: ProblemFile, certificate: Certificate, venue: VenueFile): number[] {
  const others = problem.venues.filter((other) => other.pool !== venue.pool);
  return certificate.groups.map((group) => {
    const bases = problem.kits.filter((kit) => group.kits.includes(kit.id)).map((kit) => kit.base);
    const km = Math.min(...[...others, ...bases].map((place) => kmBetween(place, venue)));
    return Number.isFinite(km) ? problem.rules.kmCost * problem.rules.detour * km : 0;
  });
}

/** README.md, "Kilometres": by group and date, what the prices earn by any kit that stood idle through the gap before it. Infinity where stints are priced: routes count it. */
export function idleWorths(problem: ProblemFile, { groups, date: any }: Certificate, calendar: Calendar): number[][] {
  const { revisitGapDays, reserveKits, maxDaysPerWeek } = problem.rules;
  const held = new Set(
    problem.pinned.flatMap((stint) => datesOf(stint).flatMap((day) => stint.kits.map((kit) => `${kit} ${day}`))),
  );
  const weeks = calendar.weeks.map((_, week) => calendar.dates.filter((_, at) => calendar.weekOf[at] === week));
  return groups.map((group) => {
    if (group.stint) return calendar.dates.map(() => Number.POSITIVE_INFINITY);
    const kits = problem.kits.filter((kit) => group.kits.includes(kit.id));
    return calendar.dates.map((date, at) => {
      if (at <= revisitGapDays) return Number.POSITIVE_INFINITY;
      const gap = Array.from({ length: revisitGapDays }, (_, day) => addDays(date, day - revisitGapDays));
      const worths = kits.map(({ id, unavailable }) => {
        if (gap.some((day) => held.has(`${id} ${day}`))) return Number.POSITIVE_INFINITY;
        const isFree = (day: string) => !held.has(`${id} ${day}`) && !unavailable.includes(day);
        const idle = gap.filter(isFree);
        let worth = 0;
        for (const day of idle) {
          const place = calendar.dates.indexOf(day);
          worth += (group.date[place] ?? 0) + (reserveKits === 0 ? (any[place] ?? 0) : 0);
        }
        for (const [week, days] of weeks.entries()) {
          const free = days.filter(isFree).length;
          const pinned = days.filter((day) => held.has(`${id} ${day}`)).length;
          const most = Math.min(free, Math.max(0, maxDaysPerWeek - pinned));
          const idleThen = idle.filter((day) => days.includes(day)).length;
          worth += (group.week[week] ?? 0) * Math.max(0, idleThen - (free - most));
        }
        return worth;
      });
      return Math.min(Number.POSITIVE_INFINITY, ...worths);
    });
  });
}
