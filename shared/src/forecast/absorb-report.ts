import {
  type CommonLevel,
  type LevelState,
  type LevelUpdate,
  type Observation,
  observeCommon,
  observeOwn,
  unseenLevel,
} from './level-filter.ts';
import type { TurnoutModel, VenueLevel } from './turnout-model.ts';

/** A venue's level while reports enter it; the working form of `VenueLevel`. */
export interface Level {
  state: LevelState;
  absorbed: Float64Array;
  held: Float64Array;
  lost: Float64Array;
}

export interface Report extends Observation {
  /** Indexes of the shared effects at work in it; −1 for one that the model does not know. */
  active: ArrayLike<number>;
}

export function levelOf(venue: VenueLevel | undefined, model: Pick<TurnoutModel, 'habits' | 'features'>): Level {
  if (!venue) {
    const absorbed = new Float64Array(model.features.length);
    return {
      state: unseenLevel(model.habits.variances),
      absorbed,
      held: new Float64Array(7),
      lost: new Float64Array(7),
    };
  }
  return {
    state: { mean: Float64Array.from(venue.mean), covariance: Float64Array.from(venue.covariance) },
    absorbed: Float64Array.from(venue.absorbed),
    held: Float64Array.from(venue.held),
    lost: Float64Array.from(venue.lost),
  };
}

/**
 * The reports of one date enter the common level, then each its venue's; all levels have come to that date. `absorbed` follows how
 * far a level has come to compensate errors of the shared effects: were effect j larger by d, the level would be lower by
 * absorbed[j] · d. What is absorbed no longer makes this venue's forecast uncertain.
 */
export function absorbDate(
  reports: readonly { level: Level; report: Report }[],
  common: CommonLevel,
  { habits }: Pick<TurnoutModel, 'habits'>,
): void {
  for (const { level, report } of reports) observeCommon(level.state, common, report, habits);
  for (const { level, report } of reports) {
    keepAccount(level, report, observeOwn(level.state, common, report, habits));
  }
}

function keepAccount(level: Level, report: Report, update: LevelUpdate): void {
  const { absorbed, held, lost } = level;
  for (let feature = 0; feature < absorbed.length; feature++) {
    absorbed[feature] = (absorbed[feature] as number) * (1 - update.weight);
  }
  for (let at = 0; at < report.active.length; at++) {
    const feature = report.active[at] as number;
    if (feature >= 0) absorbed[feature] = (absorbed[feature] as number) + update.weight;
  }
  held[report.weekday] = (held[report.weekday] as number) + 1;
  if (report.count === 0) lost[report.weekday] = (lost[report.weekday] as number) + 1 - update.regular;
}

/** Sessions on a weekday that the other venues' share of lost ones is worth. */
const PRIOR_SESSIONS = 1;

/** Probability that a session on a weekday (0 = Monday) comes to nothing for reasons of its own. */
export function lostChance(level: Level, lostShares: readonly number[], weekday: number): number {
  const expected = PRIOR_SESSIONS * (lostShares[weekday] ?? 0);
  return ((level.lost[weekday] as number) + expected) / ((level.held[weekday] as number) + PRIOR_SESSIONS);
}
