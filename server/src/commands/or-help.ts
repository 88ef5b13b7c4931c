import { processIo } from './command-io.ts';

/** Tells how a command is used where that is asked, `--help` or `-h`; else runs it. */
export async function orHelp(args: readonly string[], usage: string, run: () => Promise<number>): Promise<number> {
  if (!args.includes('--help') && !args.includes('-h')) return run();
  processIo.out(`${usage}\n`);
  return 0;
}
