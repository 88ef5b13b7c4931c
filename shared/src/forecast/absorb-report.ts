import { type CommonLevel, commonAt, observeCommon, shockOf, widenShock } from './common-level.ts';
import { weighDate } from './date-evidence.ts';
import {
  allowJump,
  keepExpected,
  type LevelHabits,
  type LevelState,
  levelAhead,
  observeOwn,
  unseenLevel,
} from './level-filter.ts';
import { unevenness } from './recurring-dates.ts';
import { type ReportWeight, weighReport } from './report-evidence.ts';
import { dispersionAt, noteSpread, type Spread, type Spreads, usualSpread } from './spread.ts';
import type { VenueLevel } from './turnout-model.ts';

/** A venue's level while reports enter it; the working form of `VenueLevel`. */
export interface Level {
  state: LevelState;
  spread: Spread;
  absorbed: Float64Array;
  held: Float64Array;
  lost: Float64Array;
}

export interface Report {
  count: number;
  censored: boolean;
  /** Log mean of a venue at level zero, without what is common to its date: offset and steady effects. */
  base: number;
  /** 0 = Monday. */
  weekday: number;
  /** Indexes of the steady effects at work in it; −1 for one that the model does not know. */
  active: ArrayLike<number>;
  /** Components of the common level at work in it besides level and shock. */
  dated: ArrayLike<number>;
}

export function levelOf(venue: VenueLevel | undefined, habits: LevelHabits, steadyFeatures: number): Level {
  if (!venue) {
    return {
      state: unseenLevel(habits.variances),
      spread: usualSpread(),
      absorbed: new Float64Array(steadyFeatures),
      held: new Float64Array(7),
      lost: new Float64Array(7),
    };
  }
  return {
    state: { mean: Float64Array.from(venue.mean), covariance: Float64Array.from(venue.covariance) },
    spread: { ...venue.spread },
    absorbed: Float64Array.from(venue.absorbed),
    held: Float64Array.from(venue.held),
    lost: Float64Array.from(venue.lost),
  };
}

/** @param weekday 0 = Monday */
export function spreadsOf(
  { spread }: Pick<Level, 'spread'>,
  { spreads }: Pick<CommonLevel, 'spreads'>,
  weekday: number,
): Spreads {
  return { venue: spread, weekday: spreads[weekday] as Spread };
}

/** The reports of one date enter the common level together, then each its venue's; all levels have come to that date. */
export function absorbDate(
  reports: readonly { level: Level; report: Report }[],
  common: CommonLevel,
  habits: LevelHabits,
): void {
  let variance = 0;
  const expected = reports.map(({ level, report }) => {
    const own = levelAhead(level.state, report.weekday, 0, habits);
    const shared = commonAt(common, report.dated);
    variance += shared.variance / reports.length;
    const dispersion = dispersionAt(spreadsOf(level, common, report.weekday), habits);
    const mean = report.base + own.mean + shared.mean;
    return { seen: { ...report, dispersion }, mean, variance: own.variance, shared: shared.mean };
  });
  const { shift, feast, weights } = weighDate(expected, variance, habits);
  widenShock(common, feast * habits.feastVariance);
  reports.forEach(({ report }, at) => {
    const { slope, curvature } = weights[at] as ReportWeight;
    if (curvature <= 0) return;
    const measured = (expected[at] as { shared: number }).shared + shift + slope / curvature;
    observeCommon(common, report.dated, measured, curvature);
  });
  for (const { level, report } of reports) absorbOwn(level, report, common, habits);
}

const weight: ReportWeight = { logEvidence: 0, slope: 0, curvature: 0, regular: 1 };

/** Chance of an odd session that is not worth a second look. */
const SLIGHT = 0.02;

/**
 * `absorbed` follows how far a level has come to compensate errors of the steady effects: were effect j larger by d, the level
 * would be lower by absorbed[j] · d. What is absorbed no longer makes this venue's forecast uncertain.
 */
function absorbOwn(level: Level, report: Report, common: CommonLevel, habits: LevelHabits): void {
  const shared = commonAt(common, report.dated);
  const uneven = unevenness(shockOf(common));
  const spreads = spreadsOf(level, common, report.weekday);
  const seen = { ...report, dispersion: dispersionAt(spreads, habits) + uneven };
  const weigh = () => {
    const own = levelAhead(level.state, report.weekday, 0, habits);
    const expected = { mean: report.base + own.mean + shared.mean, variance: own.variance + shared.variance };
    weighReport(seen, expected.mean, expected.variance, habits, weight);
    return { ...expected, regular: weight.regular };
  };
  const { mean, variance, regular } = weigh();
  noteSpread(spreads, report, { mean, variance: variance + uneven, regular }, habits);
  if (report.count > 0 && regular < 1 - SLIGHT) {
    const added = allowJump(level.state, 1 - regular, habits);
    weigh();
    keepExpected(level.state, added * (1 - weight.regular));
  }
  const resolved = observeOwn(level.state, report.weekday, weight);
  const { absorbed, held, lost } = level;
  for (let feature = 0; feature < absorbed.length; feature++) {
    absorbed[feature] = (absorbed[feature] as number) * (1 - resolved);
  }
  for (let at = 0; at < report.active.length; at++) {
    const feature = report.active[at] as number;
    if (feature >= 0) absorbed[feature] = (absorbed[feature] as number) + resolved;
  }
  held[report.weekday] = (held[report.weekday] as number) + 1;
  if (report.count === 0) lost[report.weekday] = (lost[report.weekday] as number) + 1 - weight.regular;
}

/** Sessions on a weekday that the other venues' share of lost ones is worth. */
const PRIOR_SESSIONS = 1;

/** Probability that a session on a weekday (0 = Monday) comes to nothing for reasons of its own. */
export function lostChance(
  level: { held: ArrayLike<number>; lost: ArrayLike<number> },
  lostShares: readonly number[],
  weekday: number,
): number {
  const expected = PRIOR_SESSIONS * (lostShares[weekday] ?? 0);
  return ((level.lost[weekday] as number) + expected) / ((level.held[weekday] as number) + PRIOR_SESSIONS);
}
