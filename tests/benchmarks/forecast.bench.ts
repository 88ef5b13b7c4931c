import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { backtest } from '@jemput/shared/forecast/backtest';
import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import { forecastSessions } from '@jemput/shared/forecast/forecast-sessions';
import type { HistoryRow } from '@jemput/shared/forecast/history';
import { updateTurnout } from '@jemput/shared/forecast/update-turnout';
import { simulateCity } from '../fixtures/a-history.ts';
import { readPanel } from './panel-file.ts';
import type { Benchmark } from './run.ts';

const city = { seed: 3, venues: 60, visits: 12, rate: 0.12, spread: 0.4, dispersion: 0.1 };

function scores(name: string, rows: HistoryRow[]): string {
  const { methods } = backtest(rows, { everyDates: 7 });
  const lines = methods.map(
    ({ name: method, score }) =>
      `| ${name} | ${method} | ${score.sessions} | ${score.pinballLoss.toFixed(3)} | ${(100 * score.wape).toFixed(1)} % | ${(100 * score.coverageShare).toFixed(1)} % |`,
  );
  return lines.join('\n');
}

function millis(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function speeds(): string {
  const { rows } = simulateCity({ ...city, venues: 1000, visits: 99 });
  let model = fitTurnout([]);
  const fit = millis(() => {
    model = fitTurnout(rows);
  });
  const [report] = rows;
  if (!report) throw new Error('the simulated city is empty');
  const update = millis(() => updateTurnout(model, { ...report, date: '2018-01-01' }));
  const targets = rows.slice(0, 1000).map((row) => ({ ...row, date: '2018-01-02' }));
  const forecasts = millis(() => forecastSessions(model, targets));
  const memory = process.memoryUsage().rss / 2 ** 20;
  return [
    `- fit of ${rows.length.toLocaleString('en')} rows at 1,000 venues: ${(fit / 1000).toFixed(1)} s; process memory ${memory.toFixed(0)} MiB`,
    `- one report into that model: ${update.toFixed(1)} ms`,
    `- forecast of 1,000 sessions: ${forecasts.toFixed(0)} ms`,
  ].join('\n');
}

/** Rolling origin, 7 dates ahead; panels of real counts from `--panels DIR`, simulated cities always. */
export const forecast: Benchmark = {
  title: 'Forecast',
  measure: async ({ panels }) => {
    const tables = [
      scores('simulated, 12 visits a venue', simulateCity(city).rows),
      scores('simulated, 4 visits a venue', simulateCity({ ...city, visits: 4, venues: 100 }).rows),
      scores('simulated, capacity near demand', simulateCity({ ...city, capacityShare: 1 }).rows),
    ];
    const files = panels === undefined ? [] : readdirSync(panels).filter((file) => /^panel_.*\.csv$/.test(file));
    for (const file of files.sort()) {
      tables.push(scores(basename(file, '.csv'), readPanel(join(panels ?? '', file), { withRemaining: false })));
    }
    const header =
      '| panel | method | sessions | pinball loss | WAPE | in 80 % interval |\n| --- | --- | --- | --- | --- | --- |';
    return `Smaller loss and WAPE are better, 80 % is right.\n\n${header}\n${tables.join('\n')}\n\n${speeds()}\n`;
  },
};
