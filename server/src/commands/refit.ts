import { parseArgs } from 'node:util';
import { modelStatus } from '../forecast/model-status.ts';
import { refitTurnout } from '../forecast/refit-turnout.ts';
import { endThreads } from '../threads.ts';
import { processIo } from './command-io.ts';
import { orHelp } from './or-help.ts';
import { UsageError } from './usage-error.ts';
import { withContext } from './with-context.ts';

const USAGE = `usage: jemput refit
  fits the office's forecast to all its past sessions, also while it is served`;

/** `jemput refit`: fits the office's forecast to all its past sessions, also while it is served. */
export function refit(args: string[]): Promise<number> {
  return orHelp(args, USAGE, () => fitNow(args));
}

async function fitNow(args: string[]): Promise<number> {
  if (parseArgs({ args, allowPositionals: true }).positionals.length > 0) throw new UsageError(USAGE);
  try {
    return await withContext(async (ctx) => {
      const { rows } = await refitTurnout(ctx);
      const { name, score } = await modelStatus(ctx);
      const heldOut = score
        ? `; on ${score.sessions} sessions held out (${score.from} to ${score.to}) pinball loss ${score.pinballLoss.toFixed(2)}, ${(100 * score.coverageShare).toFixed(0)} % within the 80 % interval`
        : '';
      processIo.out(`Model ${name}: fitted to ${rows} sessions${heldOut}.\n`);
      return 0;
    });
  } finally {
    await endThreads();
  }
}
