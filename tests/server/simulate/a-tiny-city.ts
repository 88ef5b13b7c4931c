import { addDays } from '@jemput/shared/calendar/local-date';
import type { City } from '../../../server/src/simulate/city.ts';
import { HiddenTurnout } from '../../../server/src/simulate/hidden-turnout.ts';
import { soloCity } from '../../../server/src/simulate/solo-city.ts';
import type { WorldParameters } from '../../../server/src/simulate/world-parameters.ts';

/** Nine kelurahan of Solo and three kits, from the same Monday; four of them visited before. */
export function tinyCity(): City {
  const solo = soloCity({ kits: 3 });
  const held = solo.held.slice(0, 4).map((stint) => ({ ...stint, kits: ['K01', 'K02'] }));
  const visited = new Set(held.map(({ venue }) => venue));
  const others = solo.venues.filter(({ id, kind }) => kind === 'kelurahan' && !visited.has(id)).slice(0, 5);
  const venues = [...solo.venues.filter(({ id }) => visited.has(id)), ...others];
  const used = new Set(venues.map(({ poolId }) => poolId));
  return { ...solo, venues, held, pools: solo.pools.filter(({ id }) => used.has(id)), outages: [] };
}

export function truthOf(city: City, world: WorldParameters, seed: number, days: number): HiddenTurnout {
  const first = city.held.reduce((least, { start }) => (start < least ? start : least), city.start);
  return new HiddenTurnout(city, world, seed, { first, last: addDays(city.start, days - 1) });
}
