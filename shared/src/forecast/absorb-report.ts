import { type LevelState, type LevelUpdate, type Observation, observe, passDays } from './level-filter.ts';
import type { TurnoutModel } from './turnout-model.ts';

export interface Report extends Observation {
  /** Days since the venue's report before this one. */
  days: number;
  /** Indexes of the shared effects at work in it; −1 for one that the model does not know. */
  active: ArrayLike<number>;
}

const update: LevelUpdate = { weight: 0, logEvidence: 0 };

/**
 * One report enters a venue's level. `absorbed` follows how far the level has come to compensate errors of the shared effects:
 * were effect j larger by d, the level would be lower by absorbed[j] · d. What is absorbed no longer makes this venue's forecast
 * uncertain.
 */
export function absorbReport(
  level: { state: LevelState; absorbed: Float64Array },
  report: Report,
  { levelVariance, driftDays, dispersion }: Pick<TurnoutModel, 'levelVariance' | 'driftDays' | 'dispersion'>,
): void {
  passDays(level.state, report.days, levelVariance, driftDays);
  observe(level.state, report, dispersion, update);
  const { absorbed } = level;
  for (let feature = 0; feature < absorbed.length; feature++) {
    absorbed[feature] = (absorbed[feature] as number) * (1 - update.weight);
  }
  for (let at = 0; at < report.active.length; at++) {
    const feature = report.active[at] as number;
    if (feature >= 0) absorbed[feature] = (absorbed[feature] as number) + update.weight;
  }
}
