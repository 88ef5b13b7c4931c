import { addDays, dateRange } from '@jemput/shared/calendar/local-date';
import type { City } from './city.ts';
import { HiddenTurnout } from './hidden-turnout.ts';
import { kitBreakdowns } from './kit-breakdowns.ts';
import { makePolicy, type PolicyName } from './policies.ts';
import { OfficeSimulation, type SimulatedOffice } from './simulate-office.ts';
import type { WorldParameters } from './world-parameters.ts';

export interface CityRun {
  policy: PolicyName;
  /** Of the hidden world: all policies of a seed meet the same one. */
  seed: number;
  /** Dates from the city's start to the deadline, it included. */
  days: number;
}

/** One city, one seed, one policy. */
export function simulateCity(city: City, world: WorldParameters, { policy, seed, days }: CityRun): SimulatedOffice {
  const last = addDays(city.start, days - 1);
  const first = city.held.reduce((least, { start }) => (start < least ? start : least), city.start);
  const truth = new HiddenTurnout(city, world, seed, { first, last });
  const breakdowns = kitBreakdowns(city.kits, dateRange(city.start, last), { seed, faults: world.faults });
  const office = new OfficeSimulation(city, { truth, breakdowns, deadline: last });
  return office.run(makePolicy(policy, { seed, truth, dispersion: world.dispersion }));
}
