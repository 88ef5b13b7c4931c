import { blocksOfDates, type Span } from './blocks.ts';
import type { Design } from './design.ts';
import {
  commonAhead,
  type LevelHabits,
  type LevelState,
  levelAhead,
  logEvidenceOf,
  observeCommon,
  observeOwn,
  passCommonDays,
  passDays,
  unseenCommon,
  unseenLevel,
} from './level-filter.ts';
import { minimise } from './minimise.ts';

/** Rows that the habits are estimated from at most, and of them the latest of each venue: nine numbers need no more. */
const ROWS_LOOKED_AT = 12_000;
const LATEST_OF_A_VENUE = 400;

/** Weak prior knowledge of drift and weekdays: log-normal, a factor of about 4 either way. */
const USUAL_DRIFTING = 0.03;
const USUAL_WEEKDAY = 0.02;
const USUAL_DRIFT_DAYS = 60;
const USUAL_COMMON = 0.003;
const USUAL_COMMON_DAYS = 120;
const USUAL_SHOCK = 0.005;
const USUAL_ODD_SHARE = 0.02;
const PRIOR_SPREAD = 1.5;

/**
 * The habits under which every report was least surprising given the reports before its week: log evidence summed over the reports,
 * plus weak priors, at its greatest. A week ahead, not one date, because that is how plans are made; a composite likelihood, since
 * the reports of one week are each taken by itself.
 *
 * @param base log mean of every row at level zero
 * @param start where the search begins: variance between venues and dispersion as fitted without drift, or an earlier fit's habits
 * @see Harvey (1989), Forecasting, structural time series models and the Kalman filter, Cambridge University Press, 3.4;
 *   Varin, Reid & Firth (2011), An overview of composite likelihood methods, Statistica Sinica 21, 5–42.
 */
export function fitLevels(
  design: Design,
  base: Float64Array,
  start: { venueVariance: number; dispersion: number; lostShare: number; earlier?: LevelHabits },
): LevelHabits {
  const usual = [
    USUAL_DRIFTING,
    USUAL_WEEKDAY,
    USUAL_COMMON,
    USUAL_COMMON_DAYS,
    USUAL_SHOCK,
    USUAL_DRIFT_DAYS,
    USUAL_ODD_SHARE,
  ];
  const prior = [start.venueVariance, start.dispersion, ...usual].map(Math.log);
  if (design.rows === 0) return habitsFrom(prior, start.lostShare);
  const rows = rowsToLookAt(design);
  const blocks = blocksOfDates(rows.length, (at) => dayAt(design, rows, at));
  const cost = (at: readonly number[]) => {
    const surprise = at.reduce(
      (sum, value, axis) => sum + ((value - (prior[axis] as number)) / PRIOR_SPREAD) ** 2 / 2,
      0,
    );
    if (at.some((value) => value < -14 || value > 12)) return Number.MAX_VALUE;
    return surprise - logEvidence(design, base, rows, blocks, habitsFrom(at, start.lostShare));
  };
  const { earlier } = start;
  const from = earlier ? asLogs(earlier) : prior;
  const options = { spread: earlier ? 0.2 : 0.7, calls: earlier ? 80 : 260, tolerance: 0.05 };
  return habitsFrom(minimise(cost, from, options), start.lostShare);
}

function asLogs(habits: LevelHabits): number[] {
  const { variances, commonVariance, commonDays, shockVariance, driftDays, dispersion, oddShare } = habits;
  const { lasting, drifting, weekday } = variances;
  return [lasting, dispersion, drifting, weekday, commonVariance, commonDays, shockVariance, driftDays, oddShare].map(
    Math.log,
  );
}

type NineNumbers = [number, number, number, number, number, number, number, number, number];

function habitsFrom(logs: readonly number[], lostShare: number): LevelHabits {
  const numbers = logs.map(Math.exp) as NineNumbers;
  const [lasting, dispersion, drifting, weekday, commonVariance, commonDays, shockVariance, driftDays, oddShare] =
    numbers;
  return {
    variances: { lasting, drifting, weekday },
    driftDays,
    commonVariance,
    commonDays,
    shockVariance,
    dispersion: Math.max(1e-6, dispersion),
    lostShare,
    oddShare: Math.min(0.02, oddShare),
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

/** Log evidence of every report given what was known before its block of seven dates, summed. */
function logEvidence(
  design: Design,
  base: Float64Array,
  rows: Int32Array,
  blocks: Span[][],
  habits: LevelHabits,
): number {
  let sum = 0;
  const states = design.venueNames.map(() => unseenLevel(habits.variances));
  const lastDay = new Int32Array(states.length).fill(-1);
  const common = unseenCommon(habits);
  let today = dayAt(design, rows, 0);
  const stateAt = (row: number) => states[design.venue[row] as number] as LevelState;
  const daysSince = (row: number) => {
    const last = lastDay[design.venue[row] as number] as number;
    return last < 0 ? 0 : (design.day[row] as number) - last;
  };
  for (const block of blocks) {
    for (let at = (block[0] as Span).start; at < (block.at(-1) as Span).end; at++) {
      const row = rows[at] as number;
      const seen = seenAt(design, base, row);
      const own = levelAhead(stateAt(row), seen.weekday, daysSince(row), habits);
      const shared = commonAhead(common, (design.day[row] as number) - today, habits);
      const expected = { mean: seen.base + own.mean + shared.mean, variance: own.variance + shared.variance };
      sum += logEvidenceOf(seen, expected, habits);
    }
    for (const { start, end } of block) {
      passCommonDays(common, dayAt(design, rows, start) - today, habits);
      today = dayAt(design, rows, start);
      for (let at = start; at < end; at++) {
        const row = rows[at] as number;
        passDays(stateAt(row), daysSince(row), habits.variances, habits.driftDays);
        lastDay[design.venue[row] as number] = today;
        observeCommon(stateAt(row), common, seenAt(design, base, row), habits);
      }
      for (let at = start; at < end; at++) {
        const row = rows[at] as number;
        observeOwn(stateAt(row), common, seenAt(design, base, row), habits);
      }
    }
  }
  return sum;
}

function dayAt(design: Design, rows: Int32Array, at: number): number {
  return design.day[rows[at] as number] as number;
}

function seenAt(design: Design, base: Float64Array, row: number) {
  return {
    count: design.count[row] as number,
    censored: design.censored[row] === 1,
    base: base[row] as number,
    weekday: design.weekday[row] as number,
  };
}
