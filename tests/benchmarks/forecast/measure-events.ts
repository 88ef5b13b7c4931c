import { driversOf } from '@jemput/shared/forecast/drivers';
import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import { EVENT_FACTORS, simulateEvents } from './simulated/events.ts';
import type { EventsAnswer } from './tasks.ts';

const VENUES = 30;
/** Recovered sizes of dated events as they are told to planners, and how often their 80 % intervals hold the truth. */
export function measureEvents({ seeds }: { seeds: readonly number[] }): EventsAnswer[] {
  const models = seeds.map((seed) => fitTurnout(simulateEvents(seed, VENUES).map(({ row }) => row)));
  return Object.entries(EVENT_FACTORS).map(([name, truth]) => {
    const told = models.map((model) => {
      const { drivers } = driversOf(model, { venue: 'venue-0', date: '2014-02-03', slot: 'malam', events: [name] });
      const driver = drivers.find(({ group, level }) => group === 'event' && level === name);
      return driver ?? { share: Number.NaN, low: Number.NaN, high: Number.NaN };
    });
    const shares = told.map(({ share }) => share).sort((a, b) => a - b);
    return {
      name,
      truth,
      estimate: 1 + (shares[Math.floor(shares.length / 2)] ?? Number.NaN),
      inside: told.filter(({ low, high }) => low <= truth - 1 && truth - 1 <= high).length,
      seeds: seeds.length,
    };
  });
}
