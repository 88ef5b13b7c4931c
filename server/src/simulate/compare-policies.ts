import { availableParallelism } from 'node:os';
import { inThread } from '../threads.ts';
import type { PolicyName } from './policies.ts';
import type { SimulatedWeek } from './simulate-office.ts';
import type { SimulationAnswer, SimulationTask } from './simulate-thread.ts';
import type { WorldParameters } from './world-parameters.ts';

export interface ComparisonTask {
  policies: readonly PolicyName[];
  seeds: readonly number[];
  days: number;
  kits: number;
  world: WorldParameters;
}

/** Mean over the seeds and its standard error; the error is null for a single seed. */
export interface Estimate {
  mean: number;
  standardError: number | null;
}

export interface PolicyResult {
  policy: PolicyName;
  /** People recorded from the start to the deadline, one number a seed. */
  recorded: number[];
  estimate: Estimate;
  setups: Estimate;
  /** Means over the seeds. */
  weeks: SimulatedWeek[];
  /** Of all sessions that were forecast, those that fell inside their 80 % interval; null where nothing was forecast. */
  insideShare: number | null;
  /** What the first policy recorded more than this one in the same worlds, as a share of this one's mean. */
  firstIsMoreBy: Estimate;
}

/** Every policy in the worlds of the same seeds, on all cores; the first policy is compared with each other. */
export async function comparePolicies(
  task: ComparisonTask,
  onDone: (done: number, all: number) => void = () => {},
): Promise<PolicyResult[]> {
  const { seeds, policies, days, kits, world } = task;
  const tasks = seeds.flatMap((seed) =>
    policies.map((policy): SimulationTask => ({ policy, seed, days, kits, world })),
  );
  const answers = await allInThreads(tasks, onDone);
  const of = (policy: PolicyName) => answers.filter((_, at) => tasks[at]?.policy === policy);
  const first = of(policies[0] ?? 'forecast').map(({ recorded }) => recorded);
  return policies.map((policy) => resultOf(policy, of(policy), first));
}

async function allInThreads(tasks: readonly SimulationTask[], onDone: (done: number, all: number) => void) {
  const answers = new Array<SimulationAnswer>(tasks.length);
  const module = new URL('./simulate-thread.ts', import.meta.url);
  const waiting = [...tasks.entries()];
  let done = 0;
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [at, task] = next;
      answers[at] = await inThread<SimulationAnswer>(module, task);
      onDone(++done, tasks.length);
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), tasks.length) }, work));
  return answers;
}

function resultOf(policy: PolicyName, answers: readonly SimulationAnswer[], first: readonly number[]): PolicyResult {
  const recorded = answers.map((answer) => answer.recorded);
  const estimate = estimateOf(recorded);
  const more = estimateOf(first.map((people, at) => people - (recorded[at] ?? 0)));
  const weeks = (answers[0]?.weeks ?? []).map((_, week) => meanWeek(answers.flatMap(({ weeks }) => weeks[week] ?? [])));
  const foreseen = weeks.reduce((sum, week) => sum + week.foreseen, 0);
  return {
    policy,
    recorded,
    estimate,
    setups: estimateOf(answers.map(({ setups }) => setups)),
    weeks,
    insideShare: foreseen > 0 ? weeks.reduce((sum, week) => sum + week.inside, 0) / foreseen : null,
    firstIsMoreBy: {
      mean: more.mean / estimate.mean,
      standardError: more.standardError === null ? null : more.standardError / estimate.mean,
    },
  };
}

export function estimateOf(values: readonly number[]): Estimate {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length < 2) return { mean, standardError: null };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, standardError: Math.sqrt(variance / values.length) };
}

const COUNTS = [
  'sessions',
  'recorded',
  'came',
  'remaining',
  'cancelled',
  'expected',
  'inside',
  'foreseen',
] as const satisfies (keyof SimulatedWeek)[];

function meanWeek(weeks: readonly SimulatedWeek[]): SimulatedWeek {
  const mean = { ...(weeks[0] as SimulatedWeek) };
  for (const count of COUNTS) mean[count] = weeks.reduce((sum, week) => sum + week[count], 0) / weeks.length;
  return mean;
}
