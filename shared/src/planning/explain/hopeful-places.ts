import type { Stint } from '../problem.ts';
import { KitFreeing } from './kit-freeing.ts';
import { mostWorth, outlookOf } from './most-worth.ts';
import type { PlanLedger } from './plan-ledger.ts';

export interface WindowsAsked {
  /** Indexes of the first and last date, both included. */
  from: number;
  to: number;
  /** Only these slots and venues of the pool, where given. */
  slots?: readonly number[];
  venues?: readonly number[];
}

export type Place = Pick<Stint, 'venue' | 'slot' | 'start' | 'days'>;

/**
 * Open places and times for a pool, those first that may gain most: what they could bring at best, less what the
 * cheapest kit of their dearest date costs, or half of what it costs on all dates, for each kit.
 */
export function hopefulPlaces(ledger: PlanLedger, pool: number, asked: WindowsAsked): { place: Place; hope: number }[] {
  const { problem, room } = ledger;
  const own = ledger.stintsOfPool(pool);
  const found: { place: Place; hope: number }[] = [];
  for (const venue of problem.poolVenues[pool] ?? []) {
    if (asked.venues && !asked.venues.includes(venue)) continue;
    for (const slot of asked.slots ?? problem.slotIds.keys()) {
      for (let start = asked.from; start <= asked.to; start++) {
        for (let days = problem.rules.minDays; days <= problem.rules.maxDays && start + days - 1 <= asked.to; days++) {
          const place = { venue, slot, start, days };
          if (!room.mayStand(place)) break;
          if (room.rests(place, own)) found.push({ place, hope: hopeOf(ledger, place) });
        }
      }
    }
  }
  return found.sort((a, b) => b.hope - a.hope);
}

function hopeOf(ledger: PlanLedger, place: Place): number {
  const { problem } = ledger;
  const outlook = outlookOf(ledger, problem.venuePool[place.venue] ?? 0);
  const fastest = fastestKits(ledger);
  let dearest = 0;
  let sum = 0;
  for (let date = place.start; date < place.start + place.days; date++) {
    dearest = Math.max(dearest, kitCost(ledger, date));
    sum += kitCost(ledger, date);
  }
  const cost = Math.max(dearest, sum / 2);
  let hope = Number.NEGATIVE_INFINITY;
  for (let kits = 1; kits <= Math.min(fastest.length, problem.maxKits[place.venue] ?? 0); kits++) {
    const most = mostWorth(ledger, { ...place, kits: fastest.slice(0, kits) }, outlook);
    hope = Math.max(hope, most - kits * cost);
  }
  return hope;
}

function fastestKits({ problem }: PlanLedger): number[] {
  const speed = (kit: number) => problem.recordingsPerHour[kit] ?? 0;
  return [...problem.kitIds.keys()].sort((a, b) => speed(b) - speed(a));
}

/** What the plan loses by giving up the cheapest kit of a date; Infinity where none can be had. */
function kitCost(ledger: PlanLedger, date: number): number {
  const known = ledger.kitCosts.get(date);
  if (known !== undefined) return known;
  const freeing = new KitFreeing(ledger);
  let least = Number.POSITIVE_INFINITY;
  for (const kit of ledger.problem.kitIds.keys()) {
    const steps = freeing.plan(kit, { start: date, days: 1 });
    if (steps)
      least = Math.min(
        least,
        steps.reduce((sum, { cost }) => sum + cost, 0),
      );
  }
  ledger.kitCosts.set(date, least);
  return least;
}
