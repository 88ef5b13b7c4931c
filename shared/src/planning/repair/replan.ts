import { objectiveOf, type Worth } from '../objective.ts';
import { matchPinned, type Plan, readStints, writeStints } from '../plan.ts';
import { checkProblem, indexProblem, type Problem, type StintFile } from '../problem.ts';
import { checkRules } from '../rules/rules.ts';
import { improve, type StopRule } from '../solve.ts';
import { keepWhatStands } from './keep-what-stands.ts';
import { mend, partBroken } from './mend.ts';
import { nearProblem } from './near-problem.ts';
import { type PaidChange, paidChanges } from './paid-changes.ts';
import { type PeopleAffected, peopleAffected } from './people-affected.ts';

export interface Replanned {
  plan: Plan;
  stints: StintFile[];
  changes: PaidChange[];
  /** Objective, in recordings, that all of them bring over giving up what cannot be held. */
  gain: number;
  people: PeopleAffected;
  /** Of the plan as it is now, and as it was before anything happened. */
  worth: Worth;
  worthBefore: Worth;
}

export interface ReplanOptions {
  stop: StopRule;
  seed?: number;
  /** Recordings that a change must bring for each pool it changes, or it is not made; `changeCost` without it. */
  leastGain?: number;
}

/** Fewer recordings than these and nobody could say why a crew should go elsewhere. */
const LEAST_GAIN = 1;

/**
 * Plans again after a disruption, and changes only what gains by it: what is broken is mended, the engine looks for
 * better, and every difference that does not pay, or would have paid before, is taken back. Where `before.problem` is
 * `problem`, whatever pays is kept.
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
  { stop, seed = 0, leastGain = Math.max(LEAST_GAIN, problem.rules.changeCost) }: ReplanOptions,
): Replanned {
  const mended = mend(problem, before.plan);
  const solved = solvedAround(before.plan, problem, mended, { stop, seed });
  const better = objectiveOf(problem, solved).objective > objectiveOf(problem, mended).objective ? [solved] : [];
  const kept = [...better, mended].map((to) => keepWhatStands({ before, problem, mended, to }, leastGain));
  const plan = bestOf(problem, kept) ?? mended;
  const worth = objectiveOf(problem, plan);
  return {
    plan,
    stints: writeStints(problem, plan),
    worth,
    worthBefore: objectiveOf(before.problem, before.plan),
    changes: paidChanges(before, problem, plan),
    gain: worth.objective - objectiveOf(problem, partBroken(problem, before.plan).sound).objective,
    people: peopleAffected(before, plan),
  };
}

/** A better plan: where stints are broken, planned anew around them only; the mended one where none is found. */
function solvedAround(
  from: Plan,
  problem: Problem,
  mended: Plan,
  { stop, seed }: Required<Pick<ReplanOptions, 'stop' | 'seed'>>,
): Plan {
  const { broken } = partBroken(problem, from);
  if (broken.length === 0) return improve(problem, { stop, seed, start: mended });
  const first = Math.max(0, Math.min(...broken.map(({ start }) => start)));
  const last = Math.max(...broken.map(({ start, days }) => start + days - 1));
  const { file, far } = nearProblem(problem, mended, { first, last });
  const checked = checkProblem(file);
  if (!checked.ok) return mended;
  const near = indexProblem(checked.problem);
  const start = writeStints(problem, { stints: mended.stints.filter((stint) => !far.includes(stint)) });
  const pinned = writeStints(near, { stints: near.pinned });
  const solved = improve(near, { stop, seed, start: readStints(near, [...start, ...pinned]) });
  const { isPinned } = matchPinned(solved, near);
  const found = solved.stints.filter((_, at) => !isPinned[at]);
  const plan = { stints: [...far, ...readStints(problem, writeStints(near, { stints: found })).stints] };
  return checkRules(plan, problem).length === 0 ? plan : mended;
}

function bestOf(problem: Problem, plans: readonly Plan[]): Plan | undefined {
  const judged = plans.map((plan) => ({ plan, worth: objectiveOf(problem, plan).objective }));
  return judged.sort((a, b) => b.worth - a.worth)[0]?.plan;
}
