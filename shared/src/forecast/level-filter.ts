import type { CommonHabits } from './common-level.ts';
import type { OddityHabits, ReportWeight } from './report-evidence.ts';

/** Components of a venue's level: lasting, drifting, and a deviation on each of seven weekdays. */
export const LEVEL_SIZE = 9;
const LASTING = 0;
const DRIFTING = 1;
const MONDAY = 2;

export interface LevelVariances {
  lasting: number;
  drifting: number;
  weekday: number;
}

/** Mean and covariance (row by row) of the components of one venue's level, on the log scale. */
export interface LevelState {
  mean: Float64Array;
  covariance: Float64Array;
}

/** The same, or as a model saves it. */
export interface SavedState {
  mean: ArrayLike<number>;
  covariance: ArrayLike<number>;
}

/** The level of a venue without reports. */
export function unseenLevel(variances: LevelVariances): LevelState {
  const covariance = new Float64Array(LEVEL_SIZE * LEVEL_SIZE);
  for (let at = 0; at < LEVEL_SIZE; at++) covariance[at * (LEVEL_SIZE + 1)] = priorVariance(at, variances);
  return { mean: new Float64Array(LEVEL_SIZE), covariance };
}

function priorVariance(component: number, variances: LevelVariances): number {
  if (component === LASTING) return variances.lasting;
  return component === DRIFTING ? variances.drifting : variances.weekday;
}

/**
 * Time passes: the drifting part falls back towards zero by exp(−days / driftDays) and its variance grows back to its prior; weekdays
 * change their ways at random.
 *
 * @see Uhlenbeck & Ornstein (1930), On the theory of the Brownian motion, Physical Review 36, 823. doi:10.1103/PhysRev.36.823
 */
export function passDays(
  state: LevelState,
  days: number,
  { variances, driftDays, weekdayDrift }: Pick<LevelHabits, 'variances' | 'driftDays' | 'weekdayDrift'>,
): void {
  if (days <= 0) return;
  const kept = Math.exp(-days / driftDays);
  const { mean, covariance } = state;
  for (let at = MONDAY; at < LEVEL_SIZE; at++) {
    covariance[at * (LEVEL_SIZE + 1)] = (covariance[at * (LEVEL_SIZE + 1)] as number) + weekdayDrift * days;
  }
  mean[DRIFTING] = (mean[DRIFTING] as number) * kept;
  for (let at = 0; at < LEVEL_SIZE; at++) {
    covariance[DRIFTING * LEVEL_SIZE + at] = (covariance[DRIFTING * LEVEL_SIZE + at] as number) * kept;
    covariance[at * LEVEL_SIZE + DRIFTING] = (covariance[at * LEVEL_SIZE + DRIFTING] as number) * kept;
  }
  const own = DRIFTING * (LEVEL_SIZE + 1);
  covariance[own] = (covariance[own] as number) + variances.drifting * (1 - kept * kept);
}

/** Mean of the level on a weekday: the sum of its three components. */
export function levelMean(state: LevelState, weekday: number): number {
  return (state.mean[LASTING] as number) + (state.mean[DRIFTING] as number) + (state.mean[MONDAY + weekday] as number);
}

/** Covariance of every component with the level on a weekday, into `gain`; the variance of that level is returned. */
function crossCovariance(state: LevelState, weekday: number, gain: Float64Array): number {
  const column = MONDAY + weekday;
  for (let at = 0; at < LEVEL_SIZE; at++) {
    const row = at * LEVEL_SIZE;
    gain[at] =
      (state.covariance[row + LASTING] as number) +
      (state.covariance[row + DRIFTING] as number) +
      (state.covariance[row + column] as number);
  }
  return (gain[LASTING] as number) + (gain[DRIFTING] as number) + (gain[column] as number);
}

/** Mean and variance of a log mean, or of a part of it. */
export interface LogNormalPart {
  mean: number;
  variance: number;
}

/** A venue's level on a weekday (0 = Monday) some days after the state's own date; the state is left as it is. */
export function levelAhead(
  state: Readonly<SavedState>,
  weekday: number,
  days: number,
  habits: LevelHabits,
): LogNormalPart {
  const { mean, covariance } = state;
  const cell = (row: number, column: number) => covariance[row * LEVEL_SIZE + column] as number;
  const kept = Math.exp(-Math.max(0, days) / habits.driftDays);
  const own = MONDAY + weekday;
  const still =
    cell(LASTING, LASTING) + cell(own, own) + 2 * cell(LASTING, own) + Math.max(0, days) * habits.weekdayDrift;
  const moving = kept * kept * cell(DRIFTING, DRIFTING) + (1 - kept * kept) * habits.variances.drifting;
  const together = 2 * kept * (cell(LASTING, DRIFTING) + cell(DRIFTING, own));
  return {
    mean: (mean[LASTING] as number) + kept * (mean[DRIFTING] as number) + (mean[own] as number),
    variance: Math.max(0, still + moving + together),
  };
}

const gain = new Float64Array(LEVEL_SIZE);

/** How venue levels differ and move, how far one session strays from its expectation, and how often one is not like the others. */
export interface LevelHabits extends CommonHabits, OddityHabits {
  variances: LevelVariances;
  /** Days in which a drift falls to 1/e. */
  driftDays: number;
  /** Variance of the jump that a level may have made where a session was odd. */
  jumpVariance: number;
  /** Reports that a venue's dispersion being the usual one is worth. */
  spreadReports: number;
  /** NB2 dispersion of a usual venue. */
  dispersion: number;
}

/**
 * A report moves every component by its covariance with the level.
 *
 * @param weight what the report said where the level was as uncertain as in `state` and in what is common
 * @returns 0 … 1: the share of the level's old uncertainty that the report resolved
 */
export function observeOwn(state: LevelState, weekday: number, weight: ReportWeight): number {
  const own = crossCovariance(state, weekday, gain);
  for (let row = 0; row < LEVEL_SIZE; row++) {
    const covariance = gain[row] as number;
    state.mean[row] = (state.mean[row] as number) + covariance * weight.slope;
    for (let column = 0; column < LEVEL_SIZE; column++) {
      const cell = row * LEVEL_SIZE + column;
      state.covariance[cell] =
        (state.covariance[cell] as number) - covariance * (gain[column] as number) * weight.curvature;
    }
  }
  return own * weight.curvature;
}

/**
 * An odd session is a slip or the first of a new level: before it enters, the level becomes as uncertain as that makes it.
 *
 * @param chance probability that the session was odd
 * @returns the variance that was added
 * @see Harrison & Stevens (1976), Bayesian forecasting, JRSS B 38(3), 205–247 (outlier or change of level)
 */
export function allowJump(state: LevelState, chance: number, { jumpVariance }: LevelHabits): number {
  const own = DRIFTING * (LEVEL_SIZE + 1);
  state.covariance[own] = (state.covariance[own] as number) + chance * jumpVariance;
  return chance * jumpVariance;
}

/** What stays unsure after a slip must not make the expected crowd larger: the median gives way by half its variance. */
export function keepExpected(state: LevelState, added: number): void {
  state.mean[DRIFTING] = (state.mean[DRIFTING] as number) - added / 2;
}
