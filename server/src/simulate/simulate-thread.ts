import { type CityRun, simulateCity } from './simulate-city.ts';
import type { SimulatedOffice } from './simulate-office.ts';
import { soloCity } from './solo-city.ts';
import type { WorldParameters } from './world-parameters.ts';

export interface SimulationTask extends CityRun {
  kits: number;
  world: WorldParameters;
}

/** Without the reports, which nobody asks for and which are many. */
export type SimulationAnswer = Omit<SimulatedOffice, 'reports'>;

export default function simulate({ kits, world, ...run }: SimulationTask): SimulationAnswer {
  const { reports: _, ...answer } = simulateCity(soloCity({ kits }), world, run);
  return answer;
}
