import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { foldsOf } from '@jemput/shared/forecast/folds';
import type { HistoryRow } from '@jemput/shared/forecast/history';
import type { TurnoutForecast } from '@jemput/shared/forecast/turnout-model';
import { parse } from 'csv-parse/sync';
import { historyCsv } from './history-csv.ts';
import { EVERY_DATES } from './judge-methods.ts';
import { type MethodScore, type Pair, scoreMethod } from './method-score.ts';

/** Functions of `rolling-origin.R`, by the name in the table. */
const R_METHODS: Readonly<Record<string, string>> = {
  'R glmmTMB': 'glmmTMB',
  'R lme4': 'lme4',
  'R mgcv': 'mgcv',
  'R ets': 'ets',
  'R auto.arima': 'arima',
};

/** Seconds a method may spend on refitting a panel as often as ours; beyond, it refits when its history has doubled; at three times, it is left out. */
const METHOD_SECONDS = 40;

const script = fileURLToPath(new URL('./rolling-origin.R', import.meta.url));

/** The same folds and scores for statistical packages of R, one after the other. */
export async function judgeR(history: readonly HistoryRow[]): Promise<MethodScore[]> {
  const folder = mkdtempSync(join(tmpdir(), 'jemput-r-'));
  const rows = foldsOf(history, EVERY_DATES);
  try {
    writeFileSync(join(folder, 'history.csv'), historyCsv(rows));
    const scores: MethodScore[] = [];
    for (const [name, method] of Object.entries(R_METHODS))
      scores.push(await judgeOne(folder, rows.slice(1).flat(), name, method));
    return scores;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param rows the folds from the second on, in their order */
export async function judgeOne(
  folder: string,
  rows: readonly HistoryRow[],
  name: string,
  method: string,
): Promise<MethodScore> {
  const out = join(folder, `${method}.csv`);
  const running = spawn(
    'Rscript',
    ['--vanilla', script, method, join(folder, 'history.csv'), out, String(METHOD_SECONDS)],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
    },
  );
  const code = await new Promise<number | null>((resolve) => {
    running.once('close', (ended) => resolve(ended));
  });
  if (code === TOO_SLOW) return { ...scoreMethod(name, [], 0), note: `left out: over ${3 * METHOD_SECONDS} s` };
  if (code !== 0) return { ...scoreMethod(name, [], 0), note: `left out: R ended with ${code}` };
  const [facts = {}, ...records]: Record<string, string>[] = parse(readFileSync(out, 'utf8'), { columns: true });
  const pairs = rows.map((row, at): Pair => ({ row, forecast: toForecast(records[at] ?? {}) }));
  const note = `${Number(facts.mean)} fits${Number(facts.q05) === 0 ? '' : `, ${Number(facts.q05)} failed`}`;
  return { ...scoreMethod(name, pairs, Number(facts.row)), note };
}

/** What `rolling-origin.R` ends with when it had to stop. */
const TOO_SLOW = 4;

function toForecast(record: Record<string, string>): TurnoutForecast {
  const number = (key: string) => {
    const value = Number(record[key]);
    if (record[key] === undefined || !Number.isFinite(value)) throw new Error(`R forecast ${key} as ${record[key]}`);
    return value;
  };
  return {
    mean: number('mean'),
    dispersion: 0,
    q05: number('q05'),
    q10: number('q10'),
    q25: number('q25'),
    q50: number('q50'),
    q75: number('q75'),
    q90: number('q90'),
    q95: number('q95'),
    servedMean: number('served'),
  };
}
