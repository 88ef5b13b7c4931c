import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { Chance } from './chance.ts';
import { type SimulatedSession, simulateDemand } from './city.ts';
import type { SimulatedPanel } from './simulated-panel.ts';

/** What each event multiplies demand by. */
export const EVENT_FACTORS = { ramadan: 0.4, deadline: 1.8, rain: 0.85 } as const;
export type EventName = keyof typeof EVENT_FACTORS;

const RAIN_SHARE = 0.25;

/** Ramadan moves evenings only, and only those carry its name; the last week of the year is the deadline's; rain falls venue by venue. */
function eventsOn(date: LocalDate, slot: string | undefined, chance: Chance): EventName[] {
  const isRamadan = date >= '2013-07-09' && date <= '2013-08-07' && slot === 'malam';
  const isDeadline = date >= '2013-12-20' && date <= '2013-12-31';
  const names: EventName[] = chance.is(RAIN_SHARE) ? ['rain'] : [];
  if (isRamadan) names.push('ramadan');
  if (isDeadline) names.push('deadline');
  return names;
}

export function simulateEvents(seed: number, venues: number): SimulatedSession[] {
  const chance = new Chance(seed + 500);
  const { sessions } = simulateDemand({
    seed,
    venues,
    stints: 18,
    stintEveryDays: 21,
    rate: 0.12,
    spread: 0.4,
    dispersion: 0.1,
  });
  return sessions.map(({ row, mean }) => {
    const events = eventsOn(row.date, row.slot, chance);
    const moved = events.reduce((product, name) => product * EVENT_FACTORS[name], mean);
    const demand = chance.people(moved, 0.1);
    return { row: { ...row, events, served: demand }, demand, mean: moved };
  });
}

export function eventsPanel(): SimulatedPanel {
  return { name: 'simulated, dated events', rows: simulateEvents(23, 40).map(({ row }) => row) };
}
