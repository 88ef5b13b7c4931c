import type { Design } from './design.ts';
import { type LevelHabits, type LevelUpdate, observe, passDays, unseenLevel } from './level-filter.ts';
import { minimise } from './minimise.ts';

/** Rows that the habits are estimated from at most, and of them the latest of each venue: five numbers need no more. */
const ROWS_LOOKED_AT = 12_000;
const LATEST_OF_A_VENUE = 400;

/** Weak prior knowledge of drift and weekdays: log-normal, a factor of about 4 either way. */
const USUAL_DRIFTING = 0.03;
const USUAL_WEEKDAY = 0.02;
const USUAL_DRIFT_DAYS = 60;
const USUAL_ODD_SHARE = 0.02;
const PRIOR_SPREAD = 1.5;

/**
 * The habits under which every report was least surprising given the reports before it (prediction error decomposition):
 * log evidence summed over the reports of each venue, plus weak priors, at its greatest.
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
  const prior = [start.venueVariance, USUAL_DRIFTING, USUAL_WEEKDAY, USUAL_DRIFT_DAYS, start.dispersion, USUAL_ODD_SHARE].map(
    Math.log,
  );
  if (design.rows === 0) return habitsFrom(prior, start.lostShare);
  const histories = rowsToLookAt(design);
  const cost = (at: readonly number[]) => {
    const surprise = at.reduce((sum, value, axis) => sum + ((value - (prior[axis] as number)) / PRIOR_SPREAD) ** 2 / 2, 0);
    if (at.some((value) => value < -14 || value > 12)) return Number.MAX_VALUE;
    return surprise - logEvidence(design, base, histories, habitsFrom(at, start.lostShare));
  };
  const { earlier } = start;
  const from = earlier ? asLogs(earlier) : prior;
  const options = { spread: earlier ? 0.2 : 0.7, calls: earlier ? 40 : 150, tolerance: 0.05 };
  return habitsFrom(minimise(cost, from, options), start.lostShare);
}

function asLogs({ variances, driftDays, dispersion, oddShare }: LevelHabits): number[] {
  return [variances.lasting, variances.drifting, variances.weekday, driftDays, dispersion, oddShare].map(Math.log);
}

function habitsFrom(logs: readonly number[], lostShare: number): LevelHabits {
  const [lasting, drifting, weekday, driftDays, dispersion, oddShare] = logs.map(Math.exp) as Logs;
  return {
    variances: { lasting, drifting, weekday },
    driftDays,
    dispersion: Math.max(1e-6, dispersion),
    lostShare,
    oddShare: Math.min(0.3, oddShare),
  };
}

type Logs = [number, number, number, number, number, number];

/** Rows of each venue, whole venues at even steps until there are enough. */
function rowsToLookAt(design: Design): number[][] {
  const byVenue: number[][] = design.venueNames.map(() => []);
  for (let row = 0; row < design.rows; row++) byVenue[design.venue[row] as number]?.push(row);
  const latest = byVenue.map((rows) => rows.slice(-LATEST_OF_A_VENUE));
  const all = latest.reduce((sum, rows) => sum + rows.length, 0);
  const stride = Math.max(1, Math.ceil(all / ROWS_LOOKED_AT));
  return latest.filter((_, venue) => venue % stride === 0);
}

const update: LevelUpdate = { weight: 0, regular: 1, logEvidence: 0 };

function logEvidence(design: Design, base: Float64Array, histories: number[][], habits: LevelHabits): number {
  let sum = 0;
  for (const rows of histories) {
    const level = unseenLevel(habits.variances);
    let day = design.day[rows[0] as number] as number;
    for (const row of rows) {
      passDays(level, (design.day[row] as number) - day, habits.variances, habits.driftDays);
      day = design.day[row] as number;
      const seen = {
        count: design.count[row] as number,
        censored: design.censored[row] === 1,
        base: base[row] as number,
        weekday: design.weekday[row] as number,
      };
      observe(level, seen, habits, update);
      sum += update.logEvidence;
    }
  }
  return sum;
}
