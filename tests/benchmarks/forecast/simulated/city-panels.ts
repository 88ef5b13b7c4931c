import { addDays, daysBetween } from '@jemput/shared/calendar/local-date';
import { type CityOptions, type SimulatedSession, simulateCity } from './city.ts';
import type { SimulatedPanel } from './simulated-panel.ts';

const usual: CityOptions = {
  seed: 3,
  venues: 60,
  stints: 8,
  stintEveryDays: 45,
  rate: 0.12,
  spread: 0.4,
  dispersion: 0.1,
};

const rowsOf = (sessions: readonly SimulatedSession[]) => sessions.map(({ row }) => row);

/** 24 evenings a venue, with this share of them full. */
export function fullPanel(fullShare: number): SimulatedPanel {
  return { name: `simulated, ${100 * fullShare} % full`, rows: rowsOf(simulateCity({ ...usual, fullShare }).sessions) };
}

/** 40 % full, and at half of those somebody counted who was sent home. */
export function countedPanel(): SimulatedPanel {
  const city = simulateCity({ ...usual, fullShare: 0.4, countedShare: 0.5 });
  return { name: 'simulated, 40 % full, half counted', rows: rowsOf(city.sessions) };
}

/** Three to eight evenings a venue, a fifth of them full. */
export function sparsePanel(): SimulatedPanel {
  const { sessions } = simulateCity({ ...usual, seed: 5, venues: 200, stints: 3, stintEveryDays: 70, fullShare: 0.2 });
  const kept = new Map<string, number>();
  const rows = rowsOf(sessions).filter(({ venue }) => {
    const rank = (kept.get(venue) ?? 0) + 1;
    kept.set(venue, rank);
    return rank <= 3 + (Number(venue.split('-')[1]) % 6);
  });
  return { name: 'simulated, sparse (3 to 8 rows a venue)', rows };
}

/** Venues whose crowds wander by a third in a quarter of a year. */
export function driftingPanel(): SimulatedPanel {
  const city = simulateCity({ ...usual, seed: 7, venues: 40, stints: 26, stintEveryDays: 14, driftPerDay: 0.035 });
  return { name: 'simulated, drifting levels', rows: rowsOf(city.sessions) };
}

/** Kits down for a week: of its sessions some are not held, the others serve next to nobody. */
export function brokenWeekPanel(): SimulatedPanel {
  const { sessions } = simulateCity({ ...usual, seed: 11, venues: 40, stints: 20, stintEveryDays: 14 });
  const start = addDays('2013-01-07', 140);
  const rows = sessions.flatMap(({ row, demand }, at) => {
    const day = daysBetween(start, row.date);
    if (day < 0 || day > 6) return [row];
    return at % 3 === 0 ? [] : [{ ...row, served: Math.min(demand, at % 4) }];
  });
  return { name: 'simulated, a broken week', rows };
}

/** Small crowds, and every fifth evening nobody comes for a reason of its own. */
export function zerosPanel(): SimulatedPanel {
  const { sessions } = simulateCity({ ...usual, seed: 13, rate: 0.004, dispersion: 0.5 });
  const rows = sessions.map(({ row }, at) => ((at * 7919) % 5 === 0 ? { ...row, served: 0 } : row));
  return { name: 'simulated, many evenings nobody comes', rows };
}

/** 25 venues with a crowd every day for half a year, nothing known of pools or capacity. */
export function densePanel(): SimulatedPanel {
  const { sessions } = simulateCity({
    ...usual,
    seed: 17,
    venues: 25,
    stints: 61,
    stintEveryDays: 3,
    remaining: [700, 700],
    driftPerDay: 0.01,
  });
  const rows = sessions.map(({ row: { remaining: _remaining, kits: _kits, capacity: _capacity, ...row } }) => row);
  return { name: 'simulated, dense (daily, half a year)', rows };
}
