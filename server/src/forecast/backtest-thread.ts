import type { MessagePort } from 'node:worker_threads';
import { type BacktestResult, backtest } from '@jemput/shared/forecast/backtest';
import type { HistoryRow } from '@jemput/shared/forecast/history';
import { inOrderOfDate } from '@jemput/shared/forecast/in-order-of-date';

export interface BacktestTask {
  /** Parts of the history, each a JSON list of `HistoryRow`: text passes between threads quickest. */
  parts: string[];
  everyDates: number;
  /** Is told `{ fold, folds }` after every fold. */
  progress: MessagePort;
}

/** Runs in a thread: it fits the model anew many times. */
export default function backtestInThread({ parts, everyDates, progress }: BacktestTask): BacktestResult {
  const rows = inOrderOfDate(parts.flatMap((part) => JSON.parse(part) as HistoryRow[]));
  const result = backtest(rows, { everyDates, onFold: (fold, folds) => progress.postMessage({ fold, folds }) });
  progress.close();
  return result;
}
