import { levelOf } from './absorb-report.ts';
import { quadraticForm } from './cholesky.ts';
import { LEVEL_SIZE } from './level-filter.ts';
import type { TurnoutModel } from './turnout-model.ts';

/** A part of a session's log mean. */
export interface Part {
  group: string;
  level?: string;
  mean: number;
  variance: number;
}

const LASTING = 0;
const DRIFTING = 1;
const MONDAY = 2;

/** 80 % of a normal distribution lies within this many standard deviations. */
export const EIGHT_IN_TEN = 1.2815515655446004;

/**
 * A venue's own level, split as far as its reports can tell the pieces apart: `recent` and `venueWeekday` stand beside `venue` where their
 * 80 % intervals hold only one sign, else they are in it, whose sum is known better than they are.
 *
 * @param weekday 0 = Monday
 * @param days since the venue's last report
 */
export function venueParts(model: TurnoutModel, venue: string, weekday: number, days: number): Part[] {
  const { mean, covariance } = levelOf(model.venues[venue], model.habits, model.features.length).state;
  const { driftDays, variances } = model.habits;
  const kept = Math.exp(-days / driftDays);
  const weights = new Float64Array(LEVEL_SIZE);
  const piece = (group: string, components: Record<number, number>): Part => {
    weights.fill(0);
    for (const [at, weight] of Object.entries(components)) weights[Number(at)] = weight;
    const passed = DRIFTING in components ? (1 - kept * kept) * variances.drifting : 0;
    return {
      group,
      mean: weights.reduce((sum, weight, at) => sum + weight * (mean[at] as number), 0),
      variance: Math.max(0, quadraticForm(covariance, weights)) + passed,
    };
  };
  const recent = { [DRIFTING]: kept };
  const onWeekday = { [MONDAY + weekday]: 1 };
  const drift = piece('recent', recent);
  const deviation = { ...piece('venueWeekday', onWeekday), level: String(weekday + 1) };
  const whole = piece('venue', {
    [LASTING]: 1,
    ...(oneSided(drift) ? {} : recent),
    ...(oneSided(deviation) ? {} : onWeekday),
  });
  // How the level would differ were the shared effects otherwise: what it is told against is itself an estimate.
  whole.variance += quadraticForm(model.effectCovariance, model.venues[venue]?.absorbed ?? []);
  return [whole, drift, deviation].filter((part) => part === whole || oneSided(part));
}

function oneSided({ mean, variance }: Part): boolean {
  return Math.abs(mean) > EIGHT_IN_TEN * Math.sqrt(variance);
}
