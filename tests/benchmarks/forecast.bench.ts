import { writeCalibrationPlot } from './forecast/calibration-plot.ts';
import { installR } from './forecast/install-r.ts';
import { judgePanel, methodTable, panelSources, shortcomings, summaryTable } from './forecast/panel-tables.ts';
import { sizeTable } from './forecast/size-table.ts';
import { atOnce } from './forecast/tasks.ts';
import { capacityText, eventsTable, ratesTable, unseenText } from './forecast/truth-tables.ts';
import type { Benchmark, BenchmarkOptions } from './run.ts';

const PLOT = '![Nominal quantile levels against observed shares](../../.github/forecast-calibration.svg)';
const PROCESSES = 2;

const HOW = `Rolling origin every 7 dates with sessions, forecast the next 7, all methods on the same sessions. Pinball loss is the mean over seven quantiles, in people;
smaller is better, also of WAPE. Sessions that were full with nobody counted outside are scored by what was served. Our model is fitted
anew whenever its history has grown by 3 % and updated in between, packages of R whenever it has grown by a tenth; baselines move with every row. "In 80 %" and "in 50 %" count the ends of the interval as inside, so that panels of small counts
and of full sessions lie above however right the forecast; "ends shared" is right at 80 % there too, and is what is held against the asked 77 to 83 %. Seconds are
of the processor, over all folds.`;

async function measure({ panels, quick, withR, only }: BenchmarkOptions): Promise<string> {
  if (withR) installR();
  const work = panelSources(panels, only).map(({ name, source }) => async () => {
    const judged = await judgePanel(name, source, withR);
    console.error(`${name}: judged`);
    return judged;
  });
  const judged = await atOnce(PROCESSES, work);
  const short = shortcomings(judged);
  const parts: [title: string, text: string][] = [
    ['Beside the best other method', `${HOW}\n\n${summaryTable(judged)}`],
    ['Where less was reached than asked', short.length > 0 ? short.map((line) => `- ${line}`).join('\n') : 'Nowhere.'],
  ];
  if (only.length === 0) {
    const told = await atOnce(PROCESSES, [
      () => ratesTable(quick),
      () => eventsTable(quick),
      () => capacityText(quick),
      () => unseenText(),
    ]);
    parts.push(['Recovered truth', told.join('\n\n')]);
    parts.push(['Size and speed', await sizeTable(quick)]);
  }
  for (const panel of judged) parts.push([panel.name, methodTable(panel)]);
  if (!quick && only.length === 0) writeCalibrationPlot(judged);
  return [PLOT, ...parts.map(([title, text]) => `### ${title}\n\n${text}`)].join('\n\n');
}

/** Panels of real counts from `--panels DIR`, simulated histories always; packages of R beside with `--with-r`; `--only PART` of a panel's name. */
export const forecast: Benchmark = { title: 'Forecast', measure };
