import { addDays } from '@jemput/shared/calendar/local-date';
import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import type { HistoryRow } from '@jemput/shared/forecast/history';
import { predictTurnout } from '@jemput/shared/forecast/predict-turnout';
import type { TurnoutModel } from '@jemput/shared/forecast/turnout-model';
import { factorOf, perKitFor, type SimulatedCity, simulateDemand, withCapacity } from './simulated/city.ts';
import type { RatesAnswer } from './tasks.ts';

export const usualCity = {
  venues: 60,
  stints: 8,
  stintEveryDays: 45,
  rate: 0.12,
  spread: 0.4,
  dispersion: 0.1,
} as const;

const REMAINING = 700;
const DATES = 7;

/** Expected demand per person remaining on a usual evening, of each venue: mean over the week after its history, weekday effects taken out. */
export function recoveredRates(model: TurnoutModel, city: SimulatedCity): Map<string, number> {
  const last = city.sessions.reduce((latest, { row }) => (row.date > latest ? row.date : latest), '');
  const dates = Array.from({ length: DATES }, (_, day) => addDays(last, 1 + day));
  const rates = [...city.kinds].map(([venue, kind]): [string, number] => {
    const shares = dates.map((date) => {
      const target = { venue, kind, date, slot: 'malam', kits: 2, remaining: REMAINING };
      return predictTurnout(model, target).mean / REMAINING / factorOf(date, 'malam');
    });
    return [venue, shares.reduce((sum, share) => sum + share, 0) / DATES];
  });
  return new Map(rates);
}

/** The ways of telling the model about a full session. */
const WAYS: Record<string, (city: SimulatedCity) => HistoryRow[]> = {
  'full sessions are at least so many': ({ sessions }) => sessions.map(({ row }) => row),
  'served taken for demand': ({ sessions }) => sessions.map(({ row: { capacity: _, ...row } }) => row),
  'told who was sent home': ({ sessions }) =>
    sessions.map(({ row, demand }) => ({ ...row, turnedAway: demand - row.served })),
};

/** How far the recovered rates are off, the same crowds told in three ways; mean over seeds. */
export function measureRates({ fullShare, seeds }: { fullShare: number; seeds: readonly number[] }): RatesAnswer {
  const ways = Object.entries(WAYS).map(([way, rowsOf]) => {
    const measured = seeds.map((seed) => {
      const crowds = simulateDemand({ ...usualCity, seed });
      const city = withCapacity(crowds, perKitFor(crowds.sessions, fullShare), 0, seed);
      return biasOf(recoveredRates(fitTurnout(rowsOf(city)), city), city.rates);
    });
    const mean = (key: 'bias' | 'venueError') => measured.reduce((sum, one) => sum + one[key], 0) / seeds.length;
    return { way, bias: mean('bias'), venueError: mean('venueError') };
  });
  return { fullShare, ways };
}

export function biasOf(found: ReadonlyMap<string, number>, truth: ReadonlyMap<string, number>) {
  let [sum, meant, off] = [0, 0, 0];
  for (const [venue, rate] of truth) {
    const recovered = found.get(venue) ?? Number.NaN;
    sum += recovered;
    meant += rate;
    off += Math.abs(recovered / rate - 1);
  }
  return { bias: sum / meant - 1, venueError: off / truth.size };
}
