import { Mutex, Semaphore } from 'async-mutex';
import { Conflict, Invalid } from '../errors.ts';
import { inThread } from '../threads.ts';
import { problemFaults } from './broken-rules.ts';
import { knownStints, type PlanningState } from './read-problem.ts';
import type { Present, RepairAnswer, RepairTask } from './repair-worker.ts';

/** Threads at once, and questions that wait for one: each takes a core for a second or two. */
const MOST_RUNNING = 2;
const MOST_WAITING = 4;

const cores = new Semaphore(MOST_RUNNING);
const turn = new Mutex();
let asked = 0;

/**
 * Computes for somebody who waits for the answer, in a thread of its own, so that everybody else is served meanwhile.
 *
 * @throws Conflict where too many are waiting already
 */
export async function inRepairThread<Task extends RepairTask>(task: Task): Promise<RepairAnswer<Task['kind']>> {
  if (asked >= MOST_RUNNING + MOST_WAITING) {
    throw new Conflict(`${asked} such questions are being computed or wait. Try again in a moment.`);
  }
  asked += 1;
  try {
    return await cores.runExclusive(() => atOnce(task));
  } finally {
    asked -= 1;
  }
}

/** The same for work that may wait: one after another, whatever becomes of those before. */
export function inTurn<Task extends RepairTask>(task: Task): Promise<RepairAnswer<Task['kind']>> {
  return turn.runExclusive(() => atOnce(task));
}

/** A thread at once, for a short count that nobody can ask for often. */
export function atOnce<Task extends RepairTask>(task: Task): Promise<RepairAnswer<Task['kind']>> {
  return inThread(new URL('./repair-worker.ts', import.meta.url), task);
}

/** A plan's stints that are still known, without what only people need of them, and its problem. */
export function presentOf(state: PlanningState): Present {
  const stints = knownStints(state).map(({ venue, slot, start, days, kits }) => ({ venue, slot, start, days, kits }));
  return { file: state.problem, stints };
}

/** @throws Invalid with every fault, where there is no answer */
export function answered<Value>(
  answer: { ok: true; value: Value } | Extract<RepairAnswer<'figures'>, { ok: false }>,
): Value {
  if (answer.ok) return answer.value;
  const faults = problemFaults(answer.faults);
  throw new Invalid(`That cannot be planned: ${faults.map(({ message }) => message).join('; ')}.`, faults);
}
