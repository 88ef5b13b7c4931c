import { addDays } from '@jemput/shared/calendar/local-date';
import type { HistoryRow } from '@jemput/shared/forecast/history';
import { Chance } from './chance.ts';
import { factorOf, type SimulatedSession } from './city.ts';
import type { SimulatedPanel } from './simulated-panel.ts';

const VENUES = 30;
const STINT_DATES = 3;
const STINT_EVERY_DAYS = 12;
const LAST_DAY = 600;
const PER_KIT = 45;
/** Recorded elsewhere (counters, schools) a day, as a share of those remaining. */
const ELSEWHERE_SHARE = 0.003;
/** Share of a pool recorded from which on single digits come. */
export const RESIDUAL_FROM_SHARE = 0.97;

/**
 * Pools of 4,000 to 10,000 people. At first everybody comes and the kits decide how many are served; as the pool runs dry, by those recorded here and
 * elsewhere, the crowd does. The usual share of those remaining comes each evening, whatever the phase.
 */
export function simulateTwoRegimes(seed: number): (SimulatedSession & { recordedShare: number })[] {
  const chance = new Chance(seed);
  const sessions: (SimulatedSession & { recordedShare: number })[] = [];
  for (let venue = 0; venue < VENUES; venue++) {
    const pool = chance.whole(4000, 10_000);
    const rate = 0.035 * Math.exp(0.35 * chance.normal());
    const kits = chance.whole(2, 4);
    const start = chance.whole(0, STINT_EVERY_DAYS - 1);
    let remaining = pool;
    for (let day = start; day < LAST_DAY; day++) {
      const isHeld = (day - start) % STINT_EVERY_DAYS < STINT_DATES;
      if (isHeld && remaining > 0) {
        const date = addDays('2013-01-07', day);
        const mean = rate * remaining * factorOf(date, 'malam');
        const demand = Math.min(remaining, chance.people(mean, 0.1));
        const capacity = kits * PER_KIT;
        const served = Math.min(demand, capacity);
        const row: HistoryRow = {
          venue: `hall-${venue}`,
          kind: 'kelurahan',
          date,
          slot: 'malam',
          kits,
          capacity,
          remaining,
          served,
        };
        sessions.push({ row, demand, mean, recordedShare: 1 - remaining / pool });
        remaining -= served;
      }
      remaining -= Math.round(remaining * ELSEWHERE_SHARE * 2 * chance.share());
    }
  }
  return sessions;
}

export function twoRegimesPanel(): SimulatedPanel {
  return { name: 'simulated, mass and residual phase', rows: simulateTwoRegimes(19).map(({ row }) => row) };
}
