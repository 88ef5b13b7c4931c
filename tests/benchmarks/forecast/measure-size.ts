import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import { forecastSessions } from '@jemput/shared/forecast/forecast-sessions';
import { updateTurnout } from '@jemput/shared/forecast/update-turnout';
import { simulateCity } from './simulated/city.ts';
import type { SizeAnswer } from './tasks.ts';

const UPDATES = 20;

function processorMillis(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** One fit of a history of so many rows, then what a day brings. */
export function measureSize({ rows: most, venues }: { rows: number; venues: number }): SizeAnswer {
  const stints = Math.ceil(most / venues / 3);
  const city = simulateCity({
    seed: 29,
    venues,
    stints,
    stintEveryDays: 30,
    rate: 0.12,
    spread: 0.4,
    dispersion: 0.1,
    fullShare: 0.2,
    driftPerDay: 0.01,
  });
  const rows = city.sessions.map(({ row }) => row).slice(0, most);
  let model = fitTurnout([]);
  const fitMillis = processorMillis(() => {
    model = fitTurnout(rows);
  });
  const last = rows.reduce((latest, { date }) => (date > latest ? date : latest), '');
  const nextYear = `${Number(last.slice(0, 4)) + 1}-01-02`;
  const reports = rows.slice(0, UPDATES).map((row) => ({ ...row, date: nextYear }));
  const updates = processorMillis(() => {
    for (const report of reports) updateTurnout(model, report);
  });
  const targets = rows.slice(0, 1000).map((row) => ({ ...row, date: nextYear }));
  const forecastMillis = processorMillis(() => forecastSessions(model, targets));
  return {
    rows: rows.length,
    fitSeconds: fitMillis / 1000,
    peakMiB: process.resourceUsage().maxRSS / 1024,
    updateMillis: updates / UPDATES,
    forecastMillis,
  };
}
