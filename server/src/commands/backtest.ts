import { parseArgs } from 'node:util';
import { type BacktestResult, backtest as runBacktest } from '@jemput/shared/forecast/backtest';
import { withDatedEvents } from '@jemput/shared/forecast/dated-events';
import { parseHistory } from '@jemput/shared/forecast/parse-history';
import { BadInput, type CommandIo, orBadInput, processIo } from './command-io.ts';
import { historyFaultLines, readEvents, readSplitFile } from './read-split-file.ts';

const USAGE = `usage: jemput backtest HISTORY.csv [--every 7] [--events EVENTS.csv] [--json]
  --every N  dates forecast from one origin, and from one origin to the next (7)
  --events F  what is on at which dates, as in jemput forecast`;

/** `jemput backtest`: exit 0 scored, 2 bad input or usage, 3 too few dates to score anything. */
export function backtest(args: string[]): Promise<number> {
  return backtestCommand(args, processIo);
}

export function backtestCommand(args: string[], io: CommandIo): Promise<number> {
  return orBadInput(io, USAGE, async () => {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        every: { type: 'string', default: '7' },
        events: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const [path, ...more] = positionals;
    if (!path || more.length > 0) throw new BadInput([USAGE]);
    if (!/^[1-9]\d{0,3}$/.test(values.every)) {
      throw new BadInput([`--every: got ${JSON.stringify(values.every)}, expected a whole number from 1 to 9999`]);
    }
    const history = parseHistory(await readSplitFile(path));
    const events = await readEvents(values.events);
    const faults = [
      ...historyFaultLines(path, history.faults),
      ...historyFaultLines(values.events ?? '', events.faults),
    ];
    if (faults.length > 0) throw new BadInput(faults);
    const result = runBacktest(withDatedEvents(history.rows, events.rows), {
      everyDates: Number(values.every),
      onFold: progressOn(io),
    });
    if (result.folds === 0) {
      io.err(`${path}: fewer than ${Number(values.every) + 1} dates with sessions: nothing can be scored\n`);
      return 3;
    }
    io.out(values.json ? `${JSON.stringify(result, undefined, 2)}\n` : table(result));
    return 0;
  });
}

/** So often at most, milliseconds: a short one says nothing. */
const PROGRESS_MILLIS = 2_000;

function progressOn(io: CommandIo): (fold: number, folds: number) => void {
  let told = io.now();
  return (fold, folds) => {
    if (fold === folds || io.now() - told < PROGRESS_MILLIS) return;
    told = io.now();
    io.err(`${fold} of ${folds} origins\n`);
  };
}

function table({ folds, firstOrigin, methods }: BacktestResult): string {
  const lines = methods.map(({ name, score }) =>
    [
      name.padEnd(24),
      score.pinballLoss.toFixed(3).padStart(12),
      `${(100 * score.wape).toFixed(1)} %`.padStart(9),
      `${(100 * score.coverageShare).toFixed(1)} %`.padStart(12),
    ].join(' '),
  );
  const header = `${'method'.padEnd(24)} ${'pinball loss'.padStart(12)} ${'WAPE'.padStart(9)} ${'in 80 % int.'.padStart(12)}`;
  const sessions = methods[0]?.score.sessions ?? 0;
  return `${sessions} sessions, ${folds} origins from ${firstOrigin}; smaller loss and WAPE are better, 80 % is right\n${[header, ...lines].join('\n')}\n`;
}
