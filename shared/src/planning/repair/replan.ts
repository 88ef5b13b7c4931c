import { objectiveOf } from '../objective.ts';
import { type Plan, type PlanFile, writeStints } from '../plan.ts';
import { toPlanFile } from '../plan-file.ts';
import type { Problem, StintFile } from '../problem.ts';
import { type StopRule, solve } from '../solve.ts';
import { keepWhatStands } from './keep-what-stands.ts';
import { mend, partBroken } from './mend.ts';
import { type PeopleAffected, peopleAffected } from './people-affected.ts';
import { type ChangedPool, changedPools } from './plan-difference.ts';
import { undoPool } from './undo-pool.ts';

/** One pool's change, and why it is made. */
export interface PaidChange extends ChangedPool {
  /** Objective lost, in recordings, if it were undone and what cannot be held were given up without replacement. */
  gain: number;
  /** True where what was planned cannot be held any more. */
  forced: boolean;
  people: PeopleAffected;
}

export interface Replanned {
  file: PlanFile;
  plan: Plan;
  stints: StintFile[];
  changes: PaidChange[];
  people: PeopleAffected;
  /** Expected recordings and kilometres of the plan as it was, and as it is now. */
  recordingsBefore: number;
  kmBefore: number;
}

export interface ReplanOptions {
  stop: StopRule;
  seed?: number;
  /** Recordings that a change to a pool must bring, or it is not made. */
  leastGain?: number;
}

/** Fewer than this and nobody could say why a crew should go elsewhere. */
const LEAST_GAIN = 1;

/**
 * Plans again after a disruption, and changes only what gains by it: what is broken is mended, the engine looks for
 * better, and every difference that does not pay is taken back.
 *
 * What lies before the horizon is history and not in the problem; pinned stints stay, published dates move at
 * `changeCost` for each person holding a number.
 *
 * @param before the plan that was promised and the problem it was made for
 * @param problem the same with what has happened since; kits, pools and venues only added at the end
 * @returns a plan that keeps the rules; undoing any one pool's change never raises its objective
 */
export function replan(
  before: { problem: Problem; plan: Plan },
  problem: Problem,
  { stop, seed = 0, leastGain = LEAST_GAIN }: ReplanOptions,
): Replanned {
  const mended = mend(problem, before.plan);
  const solved = solve(problem, { stop, seed, start: mended });
  const kept = [solved.plan, mended].map((to) => keepWhatStands(problem, { from: before.plan, mended, to }, leastGain));
  const plan = bestOf(problem, kept) ?? mended;
  const worthBefore = objectiveOf(before.problem, before.plan);
  return {
    file: toPlanFile(problem, plan, solved, seed),
    plan,
    stints: writeStints(problem, plan),
    changes: paidChanges(before, problem, plan),
    people: peopleAffected(before, plan),
    recordingsBefore: worthBefore.recordings,
    kmBefore: worthBefore.km,
  };
}

function bestOf(problem: Problem, plans: readonly Plan[]): Plan | undefined {
  const judged = plans.map((plan) => ({ plan, worth: objectiveOf(problem, plan).objective }));
  return judged.sort((a, b) => b.worth - a.worth)[0]?.plan;
}

function paidChanges(before: { problem: Problem; plan: Plan }, problem: Problem, plan: Plan): PaidChange[] {
  const { objective } = objectiveOf(problem, plan);
  const { sound, broken } = partBroken(problem, before.plan);
  const forced = new Set(broken.map(({ venue }) => problem.venuePool[venue]));
  return changedPools(before, problem, plan).map((change) => {
    const pool = problem.index.pool.get(change.pool) ?? -1;
    const undone = undoPool(problem, { from: sound, to: plan }, pool);
    const gain = undone ? objective - objectiveOf(problem, undone.plan).objective : 0;
    return { ...change, gain, forced: forced.has(pool), people: peopleAffected(before, plan, new Set([pool])) };
  });
}
