import { addDays } from '@jemput/shared/calendar/local-date';
import type { Kit } from '@jemput/shared/kits/kit';
import type { Pool, Venue } from '@jemput/shared/places/venue';
import type { StintFile } from '@jemput/shared/planning/problem-file';
import { demoKits, kitPairs } from '../demo/demo-kits.ts';
import { demoPools, demoSlots, demoVenues } from '../demo/demo-places.ts';
import { demoDates } from '../demo/demo-rounds.ts';
import { type DemoStint, demoTimetable } from '../demo/demo-stints.ts';
import type { City } from './city.ts';
import { firstVisitRate } from './world-parameters.ts';

/** The day of which the press tells 32,122 to go and 16 of 51 kelurahan done (product.md). */
const TODAY = '2013-10-25';
/** The Monday after the round that 25 October lies in; the year's end is the deadline, 65 dates on. */
const START = '2013-10-28';

/**
 * Solo, October 2013: the demo city's 51 kelurahan, 20 schools and 12 markets, its ten kits, and the five rounds from 7 to 26
 * October as its history.
 *
 * @param kits that many; more than ten repeat the ten's speeds
 */
export function soloCity({ kits }: { kits: number }): City {
  const timetable = demoTimetable(demoDates(TODAY));
  const stints = [...timetable.past, ...timetable.inForce].filter(({ dates }) => (dates[0] ?? START) < START);
  const visited = new Set(stints.map(({ venueId }) => venueId));
  const venues = demoVenues(new Map()).filter(({ openings }) => Object.keys(openings).length > 0);
  return {
    slots: demoSlots,
    pools: demoPools(visited).map((pool) => ({ ...pool, remaining: remainingBefore(pool, venues, stints) })),
    venues,
    kits: Array.from({ length: kits }, (_, at) => kitAt(at)),
    outages: [{ kitId: 'K08', startDate: addDays(START, 14), endDate: addDays(START, 16) }],
    held: stints.map(toStintFile),
    start: START,
  };
}

function kitAt(at: number): Kit {
  const like = demoKits[at % demoKits.length] as Kit;
  return { ...like, id: `K${String(at + 1).padStart(2, '0')}` };
}

/** The most that an evening recorded (product.md). */
const MOST_AN_EVENING = 180;

/** What a pool had before its sessions of October, so that about the press's figure is left after them. */
function remainingBefore({ id, remaining }: Pool, venues: readonly Venue[], stints: readonly DemoStint[]): number {
  const own = new Map(venues.filter(({ poolId }) => poolId === id).map((venue) => [venue.id, venue]));
  let before = remaining;
  for (const { venueId, dates } of stints) {
    const venue = own.get(venueId);
    if (!venue) continue;
    for (const date of dates) {
      if (date < TODAY) before += Math.min(MOST_AN_EVENING, before * firstVisitRate(venue.kind, before));
    }
  }
  return Math.round(before);
}

function toStintFile({ venueId, slotId, dates, pair }: DemoStint): StintFile {
  const kits = (kitPairs[pair] ?? []).map(({ id }) => id);
  return { venue: venueId, slot: slotId, start: dates[0] ?? START, days: dates.length, kits };
}
