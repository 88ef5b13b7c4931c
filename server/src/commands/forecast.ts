import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { withDatedEvents } from '@jemput/shared/forecast/dated-events';
import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import { forecastSessions } from '@jemput/shared/forecast/forecast-sessions';
import { parseHistory, parseTargets } from '@jemput/shared/forecast/parse-history';
import { stringify } from 'csv-stringify/sync';
import { BadInput, type CommandIo, orBadInput, processIo } from './command-io.ts';
import { historyFaultLines, readEvents, readSplitFile } from './read-split-file.ts';

const USAGE = `usage: jemput forecast HISTORY.csv TARGETS.csv [--events EVENTS.csv] [--out F.csv]
  --events F  what is on at which dates: date, where wanted slot, kind, area, venue, and a column an event with 1 or 0`;

const COLUMNS = ['venue', 'date', 'slot', 'mean', 'q05', 'q10', 'q25', 'q50', 'q75', 'q90', 'q95', 'served_mean'];

/** `jemput forecast`: exit 0 forecast, 2 bad input or usage. */
export function forecast(args: string[]): Promise<number> {
  return forecastCommand(args, processIo);
}

export function forecastCommand(args: string[], io: CommandIo): Promise<number> {
  return orBadInput(io, USAGE, async () => {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { events: { type: 'string' }, out: { type: 'string' } },
    });
    const [historyPath, targetsPath, ...more] = positionals;
    if (!historyPath || !targetsPath || more.length > 0) throw new BadInput([USAGE]);
    const history = parseHistory(await readSplitFile(historyPath));
    const targets = parseTargets(await readSplitFile(targetsPath));
    const events = await readEvents(values.events);
    const faults = [
      ...historyFaultLines(historyPath, history.faults),
      ...historyFaultLines(targetsPath, targets.faults),
      ...historyFaultLines(values.events ?? '', events.faults),
    ];
    if (faults.length > 0) throw new BadInput(faults);
    const model = fitTurnout(withDatedEvents(history.rows, events.rows));
    const forecasts = forecastSessions(model, withDatedEvents(targets.rows, events.rows));
    const lines = targets.rows.map(({ venue, date, slot }, at) => {
      const { servedMean = 0, mean = 0, ...quantiles } = forecasts[at] ?? {};
      return { venue, date, slot, ...quantiles, mean: rounded(mean), served_mean: rounded(servedMean) };
    });
    const text = stringify(lines, { header: true, columns: COLUMNS });
    if (values.out === undefined) io.out(text);
    else await writeOut(values.out, text);
    return 0;
  });
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
