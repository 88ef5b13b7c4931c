import type { Design } from './design.ts';
import { type LevelHabits, type LevelUpdate, observe, passCommonDays, passDays, unseenCommon, unseenLevel } from './level-filter.ts';
import { minimise } from './minimise.ts';

/** Rows that the habits are estimated from at most, and of them the latest of each venue: eight numbers need no more. */
const ROWS_LOOKED_AT = 12_000;
const LATEST_OF_A_VENUE = 400;

/** Weak prior knowledge of drift and weekdays: log-normal, a factor of about 4 either way. */
const USUAL_DRIFTING = 0.03;
const USUAL_WEEKDAY = 0.02;
const USUAL_DRIFT_DAYS = 60;
const USUAL_COMMON = 0.02;
const USUAL_SHOCK = 0.005;
const USUAL_ODD_SHARE = 0.02;
const PRIOR_SPREAD = 1.5;

/**
 * The habits under which every report was least surprising given the reports before it (prediction error decomposition):
 * log evidence summed over the reports, plus weak priors, at its greatest.
 *
 * @param base log mean of every row at level zero
 * @param start where the search begins: variance between venues and dispersion as fitted without drift, or an earlier fit's habits
 * @see Harvey (1989), Forecasting, structural time series models and the Kalman filter, Cambridge University Press, 3.4
 */
export function fitLevels(
  design: Design,
  base: Float64Array,
  start: { venueVariance: number; dispersion: number; lostShare: number; earlier?: LevelHabits },
): LevelHabits {
  const usual = [USUAL_DRIFTING, USUAL_WEEKDAY, USUAL_COMMON, USUAL_SHOCK, USUAL_DRIFT_DAYS, USUAL_ODD_SHARE];
  const prior = [start.venueVariance, start.dispersion, ...usual].map(Math.log);
  if (design.rows === 0) return habitsFrom(prior, start.lostShare);
  const rows = rowsToLookAt(design);
  const cost = (at: readonly number[]) => {
    const surprise = at.reduce((sum, value, axis) => sum + ((value - (prior[axis] as number)) / PRIOR_SPREAD) ** 2 / 2, 0);
    if (at.some((value) => value < -14 || value > 12)) return Number.MAX_VALUE;
    return surprise - logEvidence(design, base, rows, habitsFrom(at, start.lostShare));
  };
  const { earlier } = start;
  const from = earlier ? asLogs(earlier) : prior;
  const options = { spread: earlier ? 0.2 : 0.7, calls: earlier ? 60 : 220, tolerance: 0.05 };
  return habitsFrom(minimise(cost, from, options), start.lostShare);
}

function asLogs({ variances, commonVariance, shockVariance, driftDays, dispersion, oddShare }: LevelHabits): number[] {
  const { lasting, drifting, weekday } = variances;
  return [lasting, dispersion, drifting, weekday, commonVariance, shockVariance, driftDays, oddShare].map(Math.log);
}

type EightNumbers = [number, number, number, number, number, number, number, number];

function habitsFrom(logs: readonly number[], lostShare: number): LevelHabits {
  const numbers = logs.map(Math.exp) as EightNumbers;
  const [lasting, dispersion, drifting, weekday, commonVariance, shockVariance, driftDays, oddShare] = numbers;
  return {
    variances: { lasting, drifting, weekday },
    driftDays,
    commonVariance,
    shockVariance,
    dispersion: Math.max(1e-6, dispersion),
    lostShare,
    oddShare: Math.min(0.3, oddShare),
  };
}

/** Rows of every so many venues, the latest of each, in order of date. */
function rowsToLookAt(design: Design): Int32Array {
  const later = new Int32Array(design.venueNames.length);
  const latest: number[] = [];
  for (let row = design.rows - 1; row >= 0; row--) {
    const venue = design.venue[row] as number;
    later[venue] = (later[venue] as number) + 1;
    if ((later[venue] as number) <= LATEST_OF_A_VENUE) latest.push(row);
  }
  const stride = Math.max(1, Math.ceil(latest.length / ROWS_LOOKED_AT));
  return Int32Array.from(latest.filter((row) => (design.venue[row] as number) % stride === 0)).reverse();
}

const update: LevelUpdate = { weight: 0, regular: 1, logEvidence: 0 };

function logEvidence(design: Design, base: Float64Array, rows: Int32Array, habits: LevelHabits): number {
  let sum = 0;
  const levels = design.venueNames.map(() => ({ state: unseenLevel(habits.variances), day: -1 }));
  const common = unseenCommon(habits);
  let today = design.day[rows[0] as number] as number;
  for (const row of rows) {
    const day = design.day[row] as number;
    const level = levels[design.venue[row] as number];
    if (!level) continue;
    passCommonDays(common, day - today, habits);
    if (level.day >= 0) passDays(level.state, day - level.day, habits.variances, habits.driftDays);
    today = day;
    level.day = day;
    observe(level.state, common, seenAt(design, base, row), habits, update);
    sum += update.logEvidence;
  }
  return sum;
}

function seenAt(design: Design, base: Float64Array, row: number) {
  return {
    count: design.count[row] as number,
    censored: design.censored[row] === 1,
    base: base[row] as number,
    weekday: design.weekday[row] as number,
  };
}
