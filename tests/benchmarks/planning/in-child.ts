import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { ProblemFile } from '@jemput/shared/planning/problem-file';

/** Work for a process of its own, so that its memory and its cold start are its own too. */
export type Task =
  | { kind: 'engine'; file: ProblemFile; seconds: number; seed: number; stopAtGap?: number; isRecountedTwice?: boolean }
  | { kind: 'baseline'; file: ProblemFile; method: 'rotation' | 'greedy' }
  | { kind: 'exact'; file: ProblemFile; seconds: number }
  | { kind: 'replan'; file: ProblemFile; planSeconds: number; seconds: number };

/** What was at hand after so many seconds. */
export interface Moment {
  seconds: number;
  objective: number;
  bound: number;
}

export interface Measured {
  /** -Infinity is written as null: no plan was found. */
  objective: number | null;
  bound: number | null;
  seconds: number;
  peakMiB: number;
  /** Longest time for which the main thread answered nobody. */
  pauseMillis?: number;
  /** What is wrong with the plan, its claims or its bound; none where it is what it says. */
  faults: string[];
  moments: Moment[];
  steps?: number;
  replanned?: { pools: number; forced: number; sessionsLost: number; sessionsBefore: number; least: number };
}

const child = fileURLToPath(new URL('./child.ts', import.meta.url));

export async function measureInChild(task: Task): Promise<Measured> {
  const running = spawn(process.execPath, [child], { stdio: ['pipe', 'pipe', 'inherit'] });
  running.stdin.end(JSON.stringify(task));
  const ended = new Promise<number | null>((resolve) => {
    running.once('close', (code) => resolve(code));
  });
  const answer = await text(running.stdout);
  const code = await ended;
  if (code !== 0) throw new Error(`measuring ${task.kind} of ${task.file.name} ended with ${code}`);
  return JSON.parse(answer);
}

/** (bound − objective) / |bound|, at most 1 in what is drawn and told; 1 where nothing is known. */
export function gapOf({ objective, bound }: { objective: number | null; bound: number | null }): number {
  if (objective === null || bound === null || bound === 0) return 1;
  return Math.min(1, Math.max(0, (bound - objective) / Math.abs(bound)));
}

/** What was known at a time; undefined before the first word. */
export function momentAt(moments: readonly Moment[], seconds: number): Moment | undefined {
  return moments.findLast((moment) => moment.seconds <= seconds);
}

export function secondsToGap(moments: readonly Moment[], gap: number): number | undefined {
  return moments.find((moment) => gapOf(moment) <= gap)?.seconds;
}
