import { greedyEngine, searchEngine } from './engine.ts';
import { forecastPolicy } from './forecast-policy.ts';
import type { HiddenTurnout } from './hidden-turnout.ts';
import { lastVisitRates } from './last-visit-rates.ts';
import type { Policy } from './office-knowledge.ts';
import { oraclePolicy } from './oracle-policy.ts';
import { rotationPolicy } from './rotation-policy.ts';
import { weeklyProblem } from './weekly-problem.ts';

/** In the order of the table: the product first. */
export const policyNames = ['forecast', 'rotation', 'last-visit', 'forecast-greedy', 'oracle'] as const;
export type PolicyName = (typeof policyNames)[number];

export interface PolicySetting {
  seed: number;
  /** Only the oracle's maker looks at it. */
  truth: HiddenTurnout;
  dispersion: number;
}

const makers: Record<PolicyName, (setting: PolicySetting) => Policy> = {
  forecast: ({ seed }) => forecastPolicy(searchEngine, seed),
  rotation: () => rotationPolicy,
  'last-visit': ({ seed }) => ({
    plan: (known) => searchEngine(weeklyProblem(known, lastVisitRates(known.reports)), seed),
  }),
  'forecast-greedy': ({ seed }) => forecastPolicy(greedyEngine, seed),
  oracle: ({ seed, truth, dispersion }) => oraclePolicy(truth, dispersion, seed),
};

export function makePolicy(name: PolicyName, setting: PolicySetting): Policy {
  return makers[name](setting);
}
