import { BadInput } from './commands/command-io.ts';
import { UsageError } from './commands/usage-error.ts';
import { Conflict, Invalid, NotFound } from './errors.ts';
import { startFailure } from './start-failure.ts';

type Command = (args: string[]) => Promise<number>;

const commands: Record<string, { does: string; load(): Promise<Command> }> = {
  plan: { does: 'plan PROBLEM.json', load: async () => (await import('./commands/plan.ts')).plan },
  verify: { does: 'verify PROBLEM.json PLAN.json', load: async () => (await import('./commands/verify.ts')).verify },
  forecast: {
    does: 'forecast HISTORY.csv TARGETS.csv [--events EVENTS.csv]',
    load: async () => (await import('./commands/forecast.ts')).forecast,
  },
  backtest: {
    does: 'backtest HISTORY.csv [--events EVENTS.csv]',
    load: async () => (await import('./commands/backtest.ts')).backtest,
  },
  simulate: {
    does: 'simulate [--days N] [--seed K]',
    load: async () => (await import('./commands/simulate.ts')).simulate,
  },
  refit: { does: 'refit', load: async () => (await import('./commands/refit.ts')).refit },
  import: { does: 'import KIND FILE', load: async () => (await import('./commands/import.ts')).import_ },
  export: { does: 'export KIND', load: async () => (await import('./commands/export.ts')).export_ },
  'check-feed': {
    does: 'check-feed URL|DIR',
    load: async () => (await import('./commands/check-feed.ts')).checkFeed,
  },
  'verify-draw': {
    does: 'verify-draw URL|FILE',
    load: async () => (await import('./commands/verify-draw.ts')).verifyDrawCommand,
  },
  user: { does: 'user add|list|disable', load: async () => (await import('./commands/user.ts')).user },
  backup: { does: 'backup FILE', load: async () => (await import('./commands/backup.ts')).backup },
  restore: { does: 'restore FILE [--force]', load: async () => (await import('./commands/backup.ts')).restore },
};

const usage = `Usage: jemput COMMAND\n${Object.values(commands)
  .map(({ does }) => `  ${does}\n`)
  .join('')}`;

function isUsage(error: unknown): error is Error {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return error instanceof UsageError || error instanceof NotFound || code.startsWith('ERR_PARSE_ARGS');
}

/** Bad input is told whole, one fault a line; failures of ours keep their stack. */
function explain(error: unknown): { text: string; exitCode: number } {
  if (isUsage(error)) return { text: error.message, exitCode: 2 };
  if (error instanceof Invalid) {
    const faults = error.faults.map(
      ({ row, field, message }) => `${row === undefined ? '' : `row ${row} `}${field}: ${message}`,
    );
    return { text: faults.length > 0 ? faults.join('\n') : error.message, exitCode: 2 };
  }
  if (error instanceof Conflict) return { text: error.message, exitCode: 1 };
  if (error instanceof BadInput) return { text: error.message, exitCode: 2 };
  const { path, syscall, message } = error as NodeJS.ErrnoException;
  if (path !== undefined && syscall !== undefined) return { text: `${path}: ${message}.`, exitCode: 2 };
  const line = startFailure(error);
  if (line !== null) return { text: line, exitCode: 2 };
  return { text: error instanceof Error ? (error.stack ?? error.message) : String(error), exitCode: 1 };
}

const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command) {
  try {
    process.exitCode = await (await command.load())(args);
  } catch (error) {
    const { text, exitCode } = explain(error);
    process.stderr.write(`${text}\n`);
    process.exitCode = exitCode;
  }
} else {
  const asked = ['', 'help', '--help', '-h'].includes(name);
  process.stderr.write(asked ? usage : `There is no command ${name}.\n${usage}`);
  process.exitCode = asked && name !== '' ? 0 : 2;
}
