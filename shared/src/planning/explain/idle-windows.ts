import type { Plan } from '../plan.ts';
import type { Problem, Stint } from '../problem.ts';
import { bestOf } from './most-worth.ts';
import { PlanLedger } from './plan-ledger.ts';

type Place = Pick<Stint, 'venue' | 'slot' | 'start' | 'days'>;

/** Every place and time for a pool with kits that stand idle all the while, in every number of kits. */
export function idleWindows(ledger: PlanLedger, pool: number, mostDays = ledger.problem.rules.maxDays): Stint[] {
  const { problem } = ledger;
  const found: Stint[] = [];
  for (const venue of problem.poolVenues[pool] ?? []) {
    for (const slot of problem.slotIds.keys()) {
      for (const start of problem.dates.keys()) found.push(...windowsFrom(ledger, { venue, slot, start }, mostDays));
    }
  }
  return found;
}

function* windowsFrom(ledger: PlanLedger, from: Omit<Place, 'days'>, mostDays: number): Generator<Stint> {
  const { problem } = ledger;
  const most = problem.maxKits[from.venue] ?? 0;
  for (let days = problem.rules.minDays; days <= mostDays; days++) {
    const place = { ...from, days };
    if (!ledger.room.mayStand(place)) return;
    const idle = idleKits(ledger, place);
    for (let kits = 1; kits <= Math.min(most, idle.length); kits++) {
      yield { ...place, kits: idle.slice(0, kits).sort((a, b) => a - b) };
    }
  }
}

/** Fastest first. */
function idleKits({ problem, room }: PlanLedger, dates: Place): number[] {
  const speed = (kit: number) => problem.recordingsPerHour[kit] ?? 0;
  const idle = [...problem.kitIds.keys()].filter((kit) => {
    for (let date = dates.start; date < dates.start + dates.days; date++) if (!room.isFree(kit, date)) return false;
    return room.hasWeekRoom(kit, dates);
  });
  return idle.sort((a, b) => speed(b) - speed(a) || a - b);
}

/** The best that idle kits can do for a pool; undefined where none can serve it. */
export function bestIdleWindow(ledger: PlanLedger, pool: number): { stint: Stint; net: number } | undefined {
  return bestOf(ledger, idleWindows(ledger, pool), { remove: [] });
}

/** The plan with idle kits put to their best use, one stint after another, as long as that gains. */
export function withIdleKits(problem: Problem, plan: Plan): Plan {
  let filled = plan;
  for (;;) {
    const ledger = new PlanLedger(problem, filled);
    const windows = [...problem.poolIds.keys()].flatMap((pool) => bestIdleWindow(ledger, pool) ?? []);
    const best = windows.sort((a, b) => b.net - a.net)[0];
    if (!best || best.net <= 0) return filled;
    filled = { stints: [...filled.stints, best.stint] };
  }
}
