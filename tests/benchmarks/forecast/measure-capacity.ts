import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import { biasOf, recoveredRates, usualCity } from './measure-rates.ts';
import { perKitFor, simulateDemand, withCapacity } from './simulated/city.ts';
import type { CapacityAnswer } from './tasks.ts';

const FULL_SHARE = 0.2;

/** The same crowds before kits that serve half as many: the demand estimated must stay (FC4). */
export function measureCapacity({ seeds }: { seeds: readonly number[] }): CapacityAnswer {
  const measured = seeds.map((seed) => {
    const crowds = simulateDemand({ ...usualCity, seed });
    const perKit = perKitFor(crowds.sessions, FULL_SHARE);
    const [whole, half] = [perKit, perKit / 2].map((kit) => {
      const city = withCapacity(crowds, kit, 0, seed);
      const rates = recoveredRates(fitTurnout(city.sessions.map(({ row }) => row)), city);
      const full = city.sessions.filter(({ row }) => row.served === row.capacity).length / city.sessions.length;
      return { rates, full };
    });
    if (!whole || !half) throw new Error('two capacities');
    return { change: biasOf(half.rates, whole.rates).bias, full: half.full };
  });
  return { changes: measured.map(({ change }) => change), fullShares: measured.map(({ full }) => full) };
}
