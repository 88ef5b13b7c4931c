import { checkPrice, type PriceCheck } from '@jemput/shared/planning/explain/check-price';
import {
  changeTold,
  type ExplainedPlan,
  explainPlan,
  type ServingChangeTold,
  type UnservedTold,
  unservedTold,
  type WindowTold,
  windowTold,
} from '@jemput/shared/planning/explain/explained';
import { fitRequest, type RatesOfPlace, type SessionRequest } from '@jemput/shared/planning/explain/fit-request';
import { PlanLedger } from '@jemput/shared/planning/explain/plan-ledger';
import { type SolveAgain, smallestChanges } from '@jemput/shared/planning/explain/smallest-changes';
import type { Prices } from '@jemput/shared/planning/explain/stint-worth';
import { lacks, provenReason, whyUnserved } from '@jemput/shared/planning/explain/why-unserved';
import { indexProblem } from '@jemput/shared/planning/index-problem';
import { type Plan, readStints } from '@jemput/shared/planning/plan';
import type { Problem, ProblemFile, StintFile } from '@jemput/shared/planning/problem';
import { afterMillis, improve, solve } from '@jemput/shared/planning/solve';

/** A plan, and the problem it was made for, accepted by `checkProblem`. */
interface Present {
  file: ProblemFile;
  stints: StintFile[];
  prices: Prices | null;
}

export type ExplainTask = Present &
  (
    | { kind: 'plan' }
    | { kind: 'pool'; pool: string }
    | { kind: 'price'; date: string }
    | { kind: 'request'; request: SessionRequest; rates: RatesOfPlace }
  );

/** Why a pool is not served, and what would serve it; null where it has all the sessions asked for. */
export type ExplainedPool = { why: UnservedTold; changes: ServingChangeTold[] } | null;

export interface ExplainResults {
  plan: ExplainedPlan;
  pool: ExplainedPool;
  price: PriceCheck;
  request: WindowTold[];
}

/** A solve of this length from a good plan mends what a small change broke. */
const AGAIN_MILLIS = 250;
const WINDOWS = 5;

const soon = () => afterMillis(AGAIN_MILLIS, () => performance.now());
const priced = (problem: Problem, start: Plan) => solve(problem, { start, stop: soon() }).file.prices;
const solveAgain: SolveAgain = (problem, start) => improve(problem, { start, stop: soon() });

function explainPool(problem: Problem, plan: Plan, prices: Prices | null, id: string): ExplainedPool {
  const pool = problem.index.pool.get(id);
  const ledger = new PlanLedger(problem, plan);
  if (pool === undefined || !lacks(ledger, pool)) return null;
  const known = prices ?? priced(problem, plan);
  const changes = smallestChanges({ problem, plan, pool, prices: known, solveAgain });
  const why = provenReason(ledger, whyUnserved(ledger, pool), changes);
  return { why: unservedTold(ledger, why), changes: changes.map((change) => changeTold(ledger, change)) };
}

/** Runs in a thread: some of it takes seconds. */
export default function explain(task: ExplainTask): ExplainResults[ExplainTask['kind']] {
  const { file, stints, prices } = task;
  if (task.kind === 'request') {
    const asked = { request: task.request, rates: task.rates, most: WINDOWS };
    const { ledger, windows } = fitRequest(file, (problem) => readStints(problem, stints), asked);
    return windows.map((window) => windowTold(ledger, window));
  }
  const problem = indexProblem(file);
  const plan = readStints(problem, stints);
  if (task.kind === 'plan') return explainPlan(problem, plan, prices);
  if (task.kind === 'pool') return explainPool(problem, plan, prices, task.pool);
  const known = prices ?? priced(problem, plan) ?? {};
  return checkPrice(problem, { plan, prices: known }, [task.date], solveAgain);
}
