import { buildDesign, type Design, EFFECT_GROUPS } from './design.ts';
import { fitEffects, type SharedEffects } from './fit-effects.ts';
import { fitLevels, type LevelHabits } from './fit-levels.ts';
import type { HistoryRow } from './history.ts';
import { unseenLevel } from './level-filter.ts';
import { absorbReport } from './absorb-report.ts';
import type { TurnoutModel, VenueLevel } from './turnout-model.ts';

export interface FitOptions {
  /** An earlier fit of much the same history: its habits are where the search begins. */
  earlier?: TurnoutModel;
  /** Without venue levels: the plain regression that the model is judged against. */
  pooled?: boolean;
}

/**
 * Fits the turnout model to past sessions: first the effects that venues share, then how venue levels differ and drift, then
 * each venue's own level. Works from no rows at all (weak prior knowledge only) to many; linear in rows; same rows, same model.
 *
 * @param history in any order; never changed
 */
export function fitTurnout(history: readonly HistoryRow[], { earlier, pooled = false }: FitOptions = {}): TurnoutModel {
  const design = buildDesign(history);
  const shared = fitEffects(design, { pooled });
  const base = baseOf(design, shared);
  const habits = pooled ? withoutLevels(shared) : fitLevels(design, base, startOf(shared, earlier));
  const dates = { from: design.sorted[0]?.date, to: design.sorted.at(-1)?.date };
  const model: TurnoutModel = {
    version: 1,
    madeFrom: { rows: design.rows, venues: design.venueNames.length, ...(dates.from && dates.to ? { from: dates.from, to: dates.to } : {}) },
    usesRemaining: design.usesRemaining,
    typicalRemaining: design.typicalRemaining,
    dispersion: habits.dispersion,
    features: design.features,
    effects: Array.from(shared.effects),
    effectCovariance: Array.from(shared.covariance),
    groupVariance: shared.groupVariance,
    levelVariance: habits.variances,
    driftDays: habits.driftDays,
    venues: {},
  };
  if (!pooled) model.venues = levelsOf(design, base, model);
  return model;
}

function startOf(shared: SharedEffects, earlier: TurnoutModel | undefined) {
  const { venueVariance, dispersion } = shared;
  if (!earlier) return { venueVariance, dispersion };
  const { levelVariance: variances, driftDays } = earlier;
  return { venueVariance, dispersion, earlier: { variances, driftDays, dispersion: earlier.dispersion } };
}

/** Venue levels of no size to speak of. */
function withoutLevels({ dispersion }: SharedEffects): LevelHabits {
  return { variances: { lasting: 1e-12, drifting: 1e-12, weekday: 1e-12 }, driftDays: 1, dispersion };
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

function levelsOf(design: Design, base: Float64Array, model: TurnoutModel): Record<string, VenueLevel> {
  const width = EFFECT_GROUPS.length;
  const levels = design.venueNames.map(() => ({
    state: unseenLevel(model.levelVariance),
    absorbed: new Float64Array(model.features.length),
    day: 0,
    reports: 0,
  }));
  for (let row = 0; row < design.rows; row++) {
    const level = levels[design.venue[row] as number];
    if (!level) continue;
    const day = design.day[row] as number;
    absorbReport(
      level,
      {
        days: level.reports === 0 ? 0 : day - level.day,
        count: design.count[row] as number,
        censored: design.censored[row] === 1,
        base: base[row] as number,
        weekday: design.weekday[row] as number,
        active: design.active.subarray(row * width, (row + 1) * width),
      },
      model,
    );
    level.day = day;
    level.reports += 1;
  }
  return Object.fromEntries(levels.map((level, venue) => [design.venueNames[venue] as string, saved(level, venue, design)]));
}

function saved(
  level: { state: { mean: Float64Array; covariance: Float64Array }; absorbed: Float64Array; reports: number },
  venue: number,
  design: Design,
): VenueLevel {
  const last = design.lastRow[venue] as number;
  const row = design.sorted[last] as HistoryRow;
  const remaining = design.venueRemaining[venue] as number;
  return {
    ...(row.kind === undefined ? {} : { kind: row.kind }),
    ...(row.area === undefined ? {} : { area: row.area }),
    ...(remaining > 0 ? { typicalRemaining: remaining } : {}),
    date: row.date,
    stintDay: design.stintDay[last] as number,
    reports: level.reports,
    mean: Array.from(level.state.mean),
    covariance: Array.from(level.state.covariance),
    absorbed: Array.from(level.absorbed),
  };
}
