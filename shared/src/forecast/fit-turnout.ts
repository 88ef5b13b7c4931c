import type { Level } from './absorb-report.ts';
import { emptyTally } from './calibration.ts';
import { saveCommon } from './common-level.ts';
import { buildDesign, type Design, groupOf } from './design.ts';
import { fitEffects, type SharedEffects } from './fit-effects.ts';
import { fitLevels, usualHabits } from './fit-levels.ts';
import type { HistoryRow } from './history.ts';
import { type RunStart, runReports } from './history-run.ts';
import type { LevelHabits } from './level-filter.ts';
import { tallyReport } from './tally-report.ts';
import type { TurnoutModel, VenueLevel } from './turnout-model.ts';
import type { Visit } from './visit.ts';

export interface FitOptions {
  /** An earlier fit of much the same history: its habits are where the search begins, and how its forecasts did is kept. */
  earlier?: TurnoutModel;
  /** Without venue levels: the plain regression that the model is judged against. */
  pooled?: boolean;
}

/** Sweeps of the search for the habits, and where an earlier fit's are at hand. */
const SWEEPS = 12;
const SWEEPS_AGAIN = 2;

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
  const start = startOf(design, shared, { pooled, ...(earlier ? { earlier } : {}) });
  const usual = { lasting: shared.venueVariance, dispersion: shared.dispersion };
  const { habits, likeliest } = pooled
    ? { habits: start.habits, likeliest: start.habits }
    : fitLevels(start, usual, earlier ? SWEEPS_AGAIN : SWEEPS);
  const [from, to] = [design.sorted[0]?.date, design.sorted.at(-1)?.date];
  const tallied = emptyTally();
  const stride = Math.max(1, Math.floor(design.rows / CALIBRATION_ROWS));
  const covariance = steadyPart(shared.covariance, design);
  const { levels, common } = runReports({ ...start, habits }, (reports) => {
    for (const judged of reports) {
      if (judged.row % stride !== 0) continue;
      const weight = design.weight[judged.row] as number;
      tallyReport(tallied, judged, { covariance, together: reports.length, weight });
    }
  });
  return {
    version: 2,
    madeFrom: { rows: design.rows, venues: design.venueNames.length, ...(from && to ? { from, to } : {}) },
    usesRemaining: design.usesRemaining,
    typicalRemaining: design.typicalRemaining,
    sizeEffect: design.sizeEffect,
    features: design.features.slice(0, design.steadyFeatures),
    effects: Array.from(shared.effects.subarray(0, design.steadyFeatures)),
    effectCovariance: Array.from(covariance),
    groupVariance: shared.groupVariance,
    habits,
    likeliest,
    common: saveCommon(common),
    lostShares: lostSharesOf(levels, habits.lostShare),
    calibration: pooled ? tallied : (earlier?.calibration ?? tallied),
    venues: pooled
      ? {}
      : Object.fromEntries(
          levels.map((level, venue) => [design.venueNames[venue] as string, saved(level, venue, design)]),
        ),
  };
}

/** What is believed before the reports are run through. */
function startOf(
  design: Design,
  shared: SharedEffects,
  { pooled, earlier }: { pooled: boolean; earlier?: TurnoutModel },
): RunStart {
  const { effects, groupVariance, venueVariance, dispersion, lostShare } = shared;
  const usual = usualHabits({ lasting: venueVariance, dispersion, lostShare });
  const dated = design.features.slice(design.steadyFeatures).map((name, at) => {
    if (pooled) return { name, mean: effects[design.steadyFeatures + at] as number, variance: 1e-12 };
    return { name, mean: 0, variance: groupVariance[groupOf(name)] };
  });
  const habits = pooled ? withoutLevels(usual) : earlier ? { ...earlier.likeliest, lostShare } : usual;
  return { design, base: baseOf(design, shared), habits, dated };
}

/** Levels of no size to speak of. */
function withoutLevels(usual: LevelHabits): LevelHabits {
  return {
    ...usual,
    variances: { lasting: 1e-12, drifting: 1e-12, weekday: 1e-12 },
    commonVariance: 1e-12,
    shockVariance: 1e-12,
    feastShare: 1e-9,
    oddShare: 1e-6,
    spreadReports: 1e9,
    jumpVariance: 1e-12,
    weekdayDrift: 0,
  };
}

/** Log mean of every row at level zero: offset and steady effects. */
function baseOf(design: Design, { effects }: SharedEffects): Float64Array {
  return design.offset.map((offset, row) =>
    (design.steady[row] as Int32Array).reduce((sum, feature) => sum + (effects[feature] as number), offset),
  );
}

/** Covariance of the steady effects alone. */
function steadyPart(covariance: Float64Array, { features, steadyFeatures }: Design): Float64Array {
  const part = new Float64Array(steadyFeatures * steadyFeatures);
  for (let row = 0; row < steadyFeatures; row++) {
    part.set(covariance.subarray(row * features.length, row * features.length + steadyFeatures), row * steadyFeatures);
  }
  return part;
}

/** Reports looked at for the calibration at most. */
const CALIBRATION_ROWS = 6000;

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
    visit: design.visit[last] as Visit,
    reports: level.held.reduce((sum, held) => sum + held, 0),
    mean: Array.from(level.state.mean),
    covariance: Array.from(level.state.covariance),
    spread: level.spread,
    held: Array.from(level.held),
    lost: Array.from(level.lost),
    absorbed: Array.from(level.absorbed),
  };
}
