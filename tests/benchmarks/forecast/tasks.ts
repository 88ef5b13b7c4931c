import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { MethodScore } from './method-score.ts';

/** Where a panel's rows come from. */
export type PanelSource = { simulated: string } | { file: string; withEligible: boolean };

/** Work for a process of its own, so that its memory and its cold start are its own too, and two can run at once. */
export type Task =
  | { kind: 'panel'; source: PanelSource; withR: boolean }
  | { kind: 'size'; rows: number; venues: number }
  | { kind: 'rates'; fullShare: number; seeds: readonly number[] }
  | { kind: 'capacity'; seeds: readonly number[] }
  | { kind: 'events'; seeds: readonly number[] }
  | { kind: 'unseen' };

export interface PanelAnswer {
  /** What a simulated panel calls itself. */
  name?: string;
  rows: number;
  sites: number;
  dates: number;
  /** Share of sessions that were full with nobody counting who was sent home. */
  fullShare: number;
  methods: MethodScore[];
}

/** Seconds are of the processor. */
export interface SizeAnswer {
  rows: number;
  fitSeconds: number;
  peakMiB: number;
  updateMillis: number;
  forecastMillis: number;
}

/** Recovered mean rates against the truth: sum over venues, less 1, and the mean over venues of how far each is off. */
export interface RateBias {
  way: string;
  bias: number;
  venueError: number;
}

export interface RatesAnswer {
  fullShare: number;
  ways: RateBias[];
}

export interface CapacityAnswer {
  /** Demand estimated under half the capacity, against that under the whole, less 1, one a seed. */
  changes: number[];
  fullShares: number[];
}

export interface EventsAnswer {
  name: string;
  truth: number;
  /** Median over seeds of the estimated factor. */
  estimate: number;
  /** Seeds whose 80 % interval holds the truth, of `seeds`. */
  inside: number;
  seeds: number;
}

export interface UnseenAnswer {
  mean: number;
  /** (q90 − q10) / q50 of a site never seen, and the widest of its kind with ten rows. */
  width: number;
  widestKnown: number;
}

interface Answers {
  panel: PanelAnswer;
  size: SizeAnswer;
  rates: RatesAnswer;
  capacity: CapacityAnswer;
  events: EventsAnswer[];
  unseen: UnseenAnswer;
}

const child = fileURLToPath(new URL('./child.ts', import.meta.url));

export async function inChild<Kind extends Task['kind']>(task: Extract<Task, { kind: Kind }>): Promise<Answers[Kind]> {
  const running = spawn(process.execPath, [child], { stdio: ['pipe', 'pipe', 'inherit'] });
  running.stdin.end(JSON.stringify(task));
  const ended = new Promise<number | null>((resolve) => {
    running.once('close', (code) => resolve(code));
  });
  const answer = await text(running.stdout);
  const code = await ended;
  if (code !== 0) throw new Error(`measuring ${JSON.stringify(task)} ended with ${code}`);
  return JSON.parse(answer);
}

/** Runs all pieces of work, so many at once; answers in their order. */
export async function atOnce<Answer>(most: number, work: readonly (() => Promise<Answer>)[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  let next = 0;
  const worker = async () => {
    while (next < work.length) {
      const at = next++;
      answers[at] = await (work[at] as () => Promise<Answer>)();
    }
  };
  await Promise.all(Array.from({ length: most }, worker));
  return answers;
}
