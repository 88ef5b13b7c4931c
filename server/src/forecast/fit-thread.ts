import { createHash } from 'node:crypto';
import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import { type HeldOutScore, heldOutScore } from '@jemput/shared/forecast/held-out-score';
import type { HistoryRow } from '@jemput/shared/forecast/history';
import { inOrderOfDate } from '@jemput/shared/forecast/in-order-of-date';
import type { TurnoutModel } from '@jemput/shared/forecast/turnout-model';

export interface FitTask {
  /** Parts of the history, each a JSON list of `HistoryRow`: text passes between threads quickest. */
  parts: string[];
  /** Where the search for a better one may begin. */
  earlier: TurnoutModel | null;
  /** A history that needs no fit. */
  known: string | null;
}

export interface FitAnswer {
  rows: number;
  /** Fingerprint of what was fitted to. */
  history: string;
  /** Null where the history is the known one. */
  fit: { model: TurnoutModel; score: HeldOutScore | null } | null;
}

/** Four weeks have every weekday four times. */
const HELD_OUT_DAYS = 28;

/** Runs in a thread: years of a city take seconds. */
export default function fitInThread({ parts, earlier, known }: FitTask): FitAnswer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  const history = hash.digest('base64url');
  const rows = inOrderOfDate(parts.flatMap((part) => JSON.parse(part) as HistoryRow[]));
  if (history === known) return { rows: rows.length, history, fit: null };
  const model = fitTurnout(rows, earlier ? { earlier } : {});
  return { rows: rows.length, history, fit: { model, score: heldOutScore(rows, { days: HELD_OUT_DAYS }) ?? null } };
}
