import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { indexProblem } from '@jemput/shared/planning/index-problem';
import { readStints } from '@jemput/shared/planning/plan';
import { toPlanFile } from '@jemput/shared/planning/plan-file';
import { checkProblem } from '@jemput/shared/planning/problem';
import { afterSteps, solve } from '@jemput/shared/planning/solve';
import type { Context } from '../context.ts';
import { readSettings } from '../env.ts';
import { Invalid } from '../errors.ts';
import { writeFeeds } from '../feeds/write-feeds.ts';
import { exportFile } from '../imports/export-file.ts';
import { importKinds, isImportKind } from '../imports/kinds.ts';
import { problemFaults } from '../planning/broken-rules.ts';
import { readBoard } from '../planning/read-board.ts';
import { refuseUnwritable } from './command-io.ts';
import { orHelp } from './or-help.ts';
import { UsageError } from './usage-error.ts';
import { withContext } from './with-context.ts';

const usage = `jemput export KIND [--out FILE.csv|.xlsx]
jemput export problem [--out PROBLEM.json]
jemput export plan [--out PLAN.json]
jemput export feed DIR
KIND: ${importKinds.join(', ')}`;

/** Enough steps for a bound worth having; the plan stays as it is. */
const BOUND_STEPS = 20;

/** `jemput export`: what an import takes, what `plan` and `verify` take, or all feeds as files. */
export function export_(args: string[]): Promise<number> {
  return orHelp(args, usage, () => exportNamed(args));
}

async function exportNamed(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { out: { type: 'string' } } });
  const [what = '', directory, ...more] = positionals;
  if (more.length > 0 || (directory !== undefined) !== (what === 'feed')) throw new UsageError(usage);
  if (what === 'feed' && directory !== undefined) {
    const { origin } = readSettings();
    const files = await withContext((ctx) => writeFeeds(ctx, { directory, origin }));
    process.stdout.write(`${files} files in ${directory}.\n`);
    return 0;
  }
  if (values.out !== undefined) await refuseUnwritable(values.out);
  const content = await withContext((ctx) => contentOf(ctx, what, values.out));
  if (values.out === undefined) process.stdout.write(content);
  else await writeFile(values.out, content);
  return 0;
}

/** @param out tells the format of a table: XLSX where it ends so, CSV otherwise */
export async function contentOf(ctx: Context, what: string, out?: string): Promise<string | Buffer> {
  if (isImportKind(what)) return exportFile(ctx.db, what, /\.xlsx$/i.test(out ?? '') ? 'xlsx' : 'csv');
  if (what === 'problem') return asJson((await readBoard(ctx, {})).problem);
  if (what === 'plan') return asJson(await planInWork(ctx));
  throw new UsageError(usage);
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}

/** The newest draft, else the plan in force, with objective and bound of the problem as it is now. */
async function planInWork(ctx: Context) {
  const board = await readBoard(ctx, {});
  const check = checkProblem(board.problem);
  if (!check.ok) throw new Invalid('The problem cannot be planned.', problemFaults(check.faults));
  const problem = indexProblem(check.problem);
  const plan = readStints(problem, board.stints);
  const proof = solve(problem, { stop: afterSteps(BOUND_STEPS), start: plan });
  return toPlanFile(problem, plan, proof, proof.seed);
}
