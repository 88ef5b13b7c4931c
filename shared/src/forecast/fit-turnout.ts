import { absorbDate, type Level, levelOf, type Report } from './absorb-report.ts';
import { blocksOfDates, type Span } from './blocks.ts';
import { type CalibrationTally, calibrationFrom, emptyTally, tally } from './calibration.ts';
import { quadraticForm } from './cholesky.ts';
import { momentsOf } from './demand-distribution.ts';
import { buildDesign, type Design, EFFECT_GROUPS } from './design.ts';
import { fitEffects, type SharedEffects } from './fit-effects.ts';
import { fitLevels } from './fit-levels.ts';
import type { HistoryRow } from './history.ts';
import {
  commonAhead,
  type LevelHabits,
  type LogNormalPart,
  levelAhead,
  passCommonDays,
  passDays,
  unseenCommon,
} from './level-filter.ts';
import { negativeBinomialCdf } from './negative-binomial.ts';
import type { TurnoutModel, VenueLevel } from './turnout-model.ts';

export interface FitOptions {
  /** An earlier fit of much the same history: its habits are where the search begins. */
  earlier?: TurnoutModel;
  /** Without venue levels: the plain regression that the model is judged against. */
  pooled?: boolean;
}

/**
 * Fits the turnout model to past sessions: first the effects that venues share, then how venue levels differ and drift, then
 * each venue's own level and how its forecasts had done. Works from no rows at all (weak prior knowledge only) to many; linear in
 * rows; same rows, same model.
 *
 * @param history in any order; never changed
 */
export function fitTurnout(history: readonly HistoryRow[], { earlier, pooled = false }: FitOptions = {}): TurnoutModel {
  const design = buildDesign(history);
  const shared = fitEffects(design, { pooled });
  const base = baseOf(design, shared);
  const habits = pooled
    ? withoutLevels(shared)
    : fitLevels(design, base, { ...shared, ...(earlier ? { earlier: earlier.habits } : {}) });
  const [from, to] = [design.sorted[0]?.date, design.sorted.at(-1)?.date];
  const model: TurnoutModel = {
    version: 1,
    madeFrom: { rows: design.rows, venues: design.venueNames.length, ...(from && to ? { from, to } : {}) },
    usesRemaining: design.usesRemaining,
    typicalRemaining: design.typicalRemaining,
    features: design.features,
    effects: Array.from(shared.effects),
    effectCovariance: Array.from(shared.covariance),
    groupVariance: shared.groupVariance,
    habits,
    common: { ...unseenCommon(habits), date: to ?? design.firstDate },
    lostShares: new Array<number>(7).fill(habits.lostShare),
    calibration: calibrationFrom(emptyTally()),
    venues: {},
  };
  fillLevels(model, design, base, pooled);
  return model;
}

/** Venue levels of no size to speak of. */
function withoutLevels({ dispersion, lostShare }: SharedEffects): LevelHabits {
  return {
    variances: { lasting: 1e-12, drifting: 1e-12, weekday: 1e-12 },
    driftDays: 1,
    commonVariance: 1e-12,
    commonDays: 1,
    shockVariance: 1e-12,
    dispersion,
    lostShare,
    oddShare: 1e-6,
  };
}

/** Log mean of every row at level zero. */
function baseOf(design: Design, { effects }: SharedEffects): Float64Array {
  const width = EFFECT_GROUPS.length;
  return design.offset.map((offset, row) => {
    let sum = offset;
    for (let at = row * width; at < (row + 1) * width; at++) sum += effects[design.active[at] as number] as number;
    return sum;
  });
}

/** Reports looked at for the calibration at most. */
const CALIBRATION_ROWS = 6000;

/** Runs through the reports week by week: each is first held against its forecast, then enters the levels date by date. */
function fillLevels(model: TurnoutModel, design: Design, base: Float64Array, pooled: boolean): void {
  const levels = design.venueNames.map(() => levelOf(undefined, model));
  const lastDay = new Int32Array(levels.length).fill(-1);
  const tallied = emptyTally();
  const common = unseenCommon(model.habits);
  const stride = Math.max(1, Math.floor(design.rows / CALIBRATION_ROWS));
  const daysSince = (row: number) => {
    const last = lastDay[design.venue[row] as number] as number;
    return last < 0 ? 0 : (design.day[row] as number) - last;
  };
  let today = 0;
  for (const block of blocksOfDates(design.rows, (row) => design.day[row] as number)) {
    const [from, to] = [(block[0] as Span).start, (block.at(-1) as Span).end];
    reportsOf(design, base, levels, from, to).forEach(({ level, report }, at) => {
      const row = from + at;
      if (row % stride !== 0) return;
      const own = levelAhead(level.state, report.weekday, daysSince(row), model.habits);
      const shared = commonAhead(common, (design.day[row] as number) - today, model.habits);
      const expected = { mean: report.base + own.mean + shared.mean, variance: own.variance + shared.variance };
      compare(tallied, level, report, expected, design.weight[row] as number, model);
    });
    for (const { start, end } of block) {
      passCommonDays(common, (design.day[start] as number) - today, model.habits);
      today = design.day[start] as number;
      for (let row = start; row < end; row++) {
        const level = levels[design.venue[row] as number] as Level;
        passDays(level.state, daysSince(row), model.habits.variances, model.habits.driftDays);
        lastDay[design.venue[row] as number] = today;
      }
      absorbDate(reportsOf(design, base, levels, start, end), common, model);
    }
  }
  model.common = { ...common, date: model.common.date };
  model.calibration = calibrationFrom(tallied);
  model.lostShares = lostSharesOf(levels, model.habits.lostShare);
  if (pooled) return;
  model.venues = Object.fromEntries(
    levels.map((level, venue) => [design.venueNames[venue] as string, saved(level, venue, design)]),
  );
}

function reportsOf(design: Design, base: Float64Array, levels: readonly Level[], start: number, end: number) {
  const width = EFFECT_GROUPS.length;
  const reports: { level: Level; report: Report }[] = [];
  for (let row = start; row < end; row++) {
    const report = {
      count: design.count[row] as number,
      censored: design.censored[row] === 1,
      base: base[row] as number,
      weekday: design.weekday[row] as number,
      active: design.active.subarray(row * width, (row + 1) * width),
    };
    reports.push({ level: levels[design.venue[row] as number] as Level, report });
  }
  return reports;
}

/** Uncertainty of the mean up to which the moment-matched negative binomial stands for the mixture. */
const NARROW_LOG_VARIANCE = 0.6;

/** Notes where in its forecast a report fell. */
function compare(
  into: CalibrationTally,
  level: Level,
  report: Report,
  expected: LogNormalPart,
  weight: number,
  model: TurnoutModel,
): void {
  const open = level.absorbed.map((share) => -share);
  for (let at = 0; at < report.active.length; at++) {
    const feature = report.active[at] as number;
    open[feature] = (open[feature] as number) + 1;
  }
  const logVariance = expected.variance + quadraticForm(model.effectCovariance, open);
  if (logVariance > NARROW_LOG_VARIANCE) return;
  const { mean, dispersion } = momentsOf({ logMean: expected.mean, logVariance, dispersion: model.habits.dispersion });
  const low = negativeBinomialCdf(report.count - 1, mean, dispersion);
  const high = report.censored ? 1 : negativeBinomialCdf(report.count, mean, dispersion);
  tally(into, low, high, weight);
}

/** Sessions that the share over all weekdays is worth for one of them. */
const PRIOR_SESSIONS = 20;

function lostSharesOf(levels: readonly Level[], lostShare: number): number[] {
  return Array.from({ length: 7 }, (_, weekday) => {
    const held = levels.reduce((sum, level) => sum + (level.held[weekday] as number), 0);
    const lost = levels.reduce((sum, level) => sum + (level.lost[weekday] as number), 0);
    return (lost + PRIOR_SESSIONS * lostShare) / (held + PRIOR_SESSIONS);
  });
}

function saved(level: Level, venue: number, design: Design): VenueLevel {
  const last = design.lastRow[venue] as number;
  const row = design.sorted[last] as HistoryRow;
  const remaining = design.venueRemaining[venue] as number;
  return {
    ...(row.kind === undefined ? {} : { kind: row.kind }),
    ...(row.area === undefined ? {} : { area: row.area }),
    ...(remaining > 0 ? { typicalRemaining: remaining } : {}),
    date: row.date,
    stintDay: design.stintDay[last] as number,
    reports: level.held.reduce((sum, held) => sum + held, 0),
    mean: Array.from(level.state.mean),
    covariance: Array.from(level.state.covariance),
    held: Array.from(level.held),
    lost: Array.from(level.lost),
    absorbed: Array.from(level.absorbed),
  };
}
