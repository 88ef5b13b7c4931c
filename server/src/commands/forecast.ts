import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { withDatedEvents } from '@jemput/shared/forecast/dated-events';
import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import { forecastSessions } from '@jemput/shared/forecast/forecast-sessions';
import type { HistoryRow, TargetRow } from '@jemput/shared/forecast/history';
import { inOrderOfDate } from '@jemput/shared/forecast/in-order-of-date';
import { type Parsed, parseHistory, parseTargets, type SplitFile } from '@jemput/shared/forecast/parse-history';
import type { TurnoutModel } from '@jemput/shared/forecast/turnout-model';
import { updateTurnout } from '@jemput/shared/forecast/update-turnout';
import { stringify } from 'csv-stringify/sync';
import { BadInput, type CommandIo, orBadInput, processIo } from './command-io.ts';
import { readModel, saveModel } from './model-file.ts';
import { historyFaultLines, readEvents, readSplitFile } from './read-split-file.ts';

const USAGE = `usage: jemput forecast HISTORY.csv TARGETS.csv [--events EVENTS.csv] [--save-model MODEL.json] [--out F.csv]
       jemput forecast --model MODEL.json [--report REPORTS.csv] TARGETS.csv [--events …] [--save-model …] [--out …]
  --events F      what is on at which dates: date, where wanted slot, kind, area, venue, and a column an event with 1 or 0
  --save-model F  the model as JSON, fitted or after the reports; TARGETS.csv may be left out then
  --model F       a saved model in place of the history: nothing is fitted
  --report F      sessions after its last report of their venue, in the columns of the history: they move it without a fit`;

const COLUMNS = ['venue', 'date', 'slot', 'mean', 'q05', 'q10', 'q25', 'q50', 'q75', 'q90', 'q95', 'served_mean'];

/** `jemput forecast`: exit 0 forecast, 2 bad input or usage. */
export function forecast(args: string[]): Promise<number> {
  return forecastCommand(args, processIo);
}

const options = {
  events: { type: 'string' },
  model: { type: 'string' },
  report: { type: 'string' },
  'save-model': { type: 'string' },
  out: { type: 'string' },
} as const;

export function forecastCommand(args: string[], io: CommandIo): Promise<number> {
  return orBadInput(io, USAGE, async () => {
    const { positionals, values } = parseArgs({ args, allowPositionals: true, options });
    const { historyPath, targetsPath } = pathsOf(positionals, values);
    const saved = values.model === undefined ? null : await readModel(values.model);
    const history = await readRows(saved ? values.report : historyPath, parseHistory);
    const targets = await readRows(targetsPath, parseTargets);
    const old = saved ? knownAlready(values.report ?? '', history, saved) : [];
    const events = await readEvents(values.events);
    const eventFaults = historyFaultLines(values.events ?? '', events.faults);
    const faults = [...history.faults, ...old, ...targets.faults, ...eventFaults];
    if (faults.length > 0) throw new BadInput(faults);
    const past = withDatedEvents(history.rows, events.rows);
    const model = saved ? inOrderOfDate(past).reduce(updateTurnout, saved) : fitTurnout(past);
    if (values['save-model'] !== undefined) await saveModel(values['save-model'], model);
    if (targetsPath === undefined) return 0;
    const text = forecastTable(model, withDatedEvents(targets.rows, events.rows));
    if (values.out === undefined) io.out(text);
    else await writeOut(values.out, text);
    return 0;
  });
}

interface Given {
  model?: string | undefined;
  report?: string | undefined;
  'save-model'?: string | undefined;
}

/** @throws BadInput with the usage where a file is missing, or one is too many */
function pathsOf(positionals: readonly string[], given: Given): { historyPath?: string; targetsPath?: string } {
  const isSaved = given.model !== undefined;
  const paths = isSaved ? [undefined, ...positionals] : positionals;
  const [historyPath, targetsPath, ...more] = paths;
  const isMissing = targetsPath === undefined && given['save-model'] === undefined;
  const isStray = !isSaved && (historyPath === undefined || given.report !== undefined);
  if (isMissing || isStray || more.length > 0) throw new BadInput([USAGE]);
  return {
    ...(historyPath === undefined ? {} : { historyPath }),
    ...(targetsPath === undefined ? {} : { targetsPath }),
  };
}

/** A file's rows, or its faults as lines; neither where no file is named. */
async function readRows<Row>(
  path: string | undefined,
  parse: (file: SplitFile) => Parsed<Row>,
): Promise<{ rows: Row[]; faults: string[]; lines: readonly number[] }> {
  if (path === undefined) return { rows: [], faults: [], lines: [] };
  const file = await readSplitFile(path);
  const { rows, faults } = parse(file);
  return { rows, faults: historyFaultLines(path, faults), lines: file.lines ?? [] };
}

/** One line a report not later than the model's last of its venue. The model keeps no slots: reports of one date must come together. */
function knownAlready(
  path: string,
  { rows, lines }: { rows: readonly HistoryRow[]; lines: readonly number[] },
  model: TurnoutModel,
): string[] {
  return rows.flatMap(({ venue, date }, at) => {
    const last = model.venues[venue]?.date;
    if (last === undefined || date > last) return [];
    const expected = `a date after ${last}, the model's last report of ${JSON.stringify(venue)}`;
    return [`${path}: row ${lines[at] ?? at + 2}: date: got "${date}", expected ${expected} [known_report]`];
  });
}

function forecastTable(model: TurnoutModel, targets: readonly TargetRow[]): string {
  const forecasts = forecastSessions(model, targets);
  const lines = targets.map(({ venue, date, slot }, at) => {
    const { servedMean = 0, mean = 0, ...quantiles } = forecasts[at] ?? {};
    return { venue, date, slot, ...quantiles, mean: rounded(mean), served_mean: rounded(servedMean) };
  });
  return stringify(lines, { header: true, columns: COLUMNS });
}

/** Four decimals: what is left out is far below what any forecast knows. */
function rounded(people: number): string {
  return String(Number(people.toFixed(4)));
}

async function writeOut(path: string, text: string): Promise<void> {
  await writeFile(path, text).catch((error: Error) => {
    throw new BadInput([`${path}: cannot be written: ${error.message}`]);
  });
}
