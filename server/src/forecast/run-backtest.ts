import { MessageChannel } from 'node:worker_threads';
import { instantOf } from '@jemput/shared/calendar/time-zone';
import type { BacktestResult } from '@jemput/shared/forecast/backtest';
import { binomialRange } from '@jemput/shared/forecast/binomial-range';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import { Conflict } from '../errors.ts';
import { inThread } from '../threads.ts';
import type { BacktestTask } from './backtest-thread.ts';
import { historyInParts } from './read-history.ts';

/** Plans look a week ahead. */
const EVERY_DATES = 7;

/** `at` and `since` in ISO 8601; `fine` is the 95 % range of sessions inside an exactly right 80 % interval. A result is forgotten when the server restarts. */
export type BacktestState =
  | { state: 'none' }
  | { state: 'running'; since: string; by: string; fold: number; folds: number }
  | { state: 'done'; at: string; result: BacktestResult; fine: { low: number; high: number } }
  | { state: 'cancelled'; at: string }
  | { state: 'failed'; at: string };

interface Run {
  told: BacktestState;
  ending: AbortController;
}

const runs = new WeakMap<Database, Run>();

export function readBacktest({ db }: Pick<Context, 'db'>): BacktestState {
  return runs.get(db)?.told ?? { state: 'none' };
}

/**
 * Starts forecasting the whole history anew as it came in, in a thread beside; `readBacktest` tells how far it is.
 *
 * @throws Conflict where one is running
 */
export async function startBacktest(ctx: Context): Promise<BacktestState> {
  requirePermission(ctx, 'plans.write');
  const before = readBacktest(ctx);
  if (before.state === 'running') throw new Conflict(`${before.by} started it at ${before.since}; it is running.`);
  const since = instantOf(ctx.now(), ctx.zone);
  const told: BacktestState = { state: 'running', since, by: ctx.actor?.name ?? '', fold: 0, folds: 0 };
  const run: Run = { told, ending: new AbortController() };
  runs.set(ctx.db, run);
  void compute(ctx, run);
  await recordAct(ctx.db, ctx, 'forecast.backtest', 'turnout');
  return told;
}

/** Ends one that is running; what was told before is gone. */
export function cancelBacktest(ctx: Context): BacktestState {
  requirePermission(ctx, 'plans.write');
  const run = runs.get(ctx.db);
  if (run?.told.state === 'running') run.ending.abort();
  return readBacktest(ctx);
}

async function compute(ctx: Context, run: Run): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  port1.on('message', ({ fold, folds }: { fold: number; folds: number }) => {
    if (run.told.state === 'running') run.told = { ...run.told, fold, folds };
  });
  try {
    const parts: string[] = [];
    for await (const part of historyInParts(ctx.db)) parts.push(JSON.stringify(part));
    const task: BacktestTask = { parts, everyDates: EVERY_DATES, progress: port2 };
    const options = { transferList: [port2], signal: run.ending.signal };
    const result = await inThread<BacktestResult>(new URL('./backtest-thread.ts', import.meta.url), task, options);
    const fine = binomialRange(result.methods[0]?.score.sessions ?? 0, 0.8);
    run.told = { state: 'done', at: instantOf(ctx.now(), ctx.zone), result, fine };
  } catch (error) {
    const cancelled = run.ending.signal.aborted;
    if (!cancelled) ctx.log.error({ err: error }, 'the backtest of the forecast failed');
    const at = instantOf(ctx.now(), ctx.zone);
    run.told = cancelled ? { state: 'cancelled', at } : { state: 'failed', at };
  } finally {
    port1.close();
  }
}
