import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Context } from '../context.ts';
import { type Fault, Invalid } from '../errors.ts';
import { applyImport } from '../imports/apply-import.ts';
import { checkImport, type ImportFile, type ImportReport } from '../imports/check-import.ts';
import { importKinds, isImportKind } from '../imports/kinds.ts';
import { type CommandIo, processIo } from './command-io.ts';
import { orHelp } from './or-help.ts';
import { UsageError } from './usage-error.ts';
import { withContext } from './with-context.ts';

const usage = `jemput import KIND FILE.csv|.xlsx [--dry-run]
KIND: ${importKinds.join(', ')}`;

/** `jemput import`: all rows or none; exit 2 with every faulty row named. */
export function import_(args: string[]): Promise<number> {
  return orHelp(args, usage, () => importNamed(args));
}

async function importNamed(args: string[]): Promise<number> {
  const options = { 'dry-run': { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [kind = '', fileName, ...more] = positionals;
  if (!isImportKind(kind) || fileName === undefined || more.length > 0) throw new UsageError(usage);
  const bytes = await readFile(fileName).catch((error: Error) => {
    throw new UsageError(`${fileName} cannot be read: ${error.message}.`);
  });
  return withContext((ctx) =>
    importFile(ctx, { kind, fileName, bytes }, { isDryRun: values['dry-run'], io: processIo }),
  );
}

export async function importFile(
  ctx: Context,
  file: ImportFile,
  { isDryRun, io }: { isDryRun: boolean; io: CommandIo },
): Promise<number> {
  const report = isDryRun ? await checkImport(ctx, file) : await applyOrFaults(ctx, file);
  if (report.faults.length > 0) {
    for (const fault of report.faults) io.err(`${faultLine(file.fileName, fault)}\n`);
    io.err(`${report.faults.length === 1 ? 'One fault' : `${report.faults.length} faults`}; nothing was written.\n`);
    return 2;
  }
  const { rows, added, changed, unchanged } = report;
  const counts = `${rows} rows: ${added} added, ${changed} changed, ${unchanged} unchanged`;
  io.out(isDryRun ? `${counts}. Dry run; nothing was written.\n` : `${counts}.\n`);
  return 0;
}

async function applyOrFaults(ctx: Context, file: ImportFile): Promise<ImportReport> {
  try {
    return await applyImport(ctx, file);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return { rows: 0, added: 0, changed: 0, unchanged: 0, faults: error.faults };
  }
}

function faultLine(fileName: string, { row, field, message, code }: Fault): string {
  const parts = [fileName, ...(row === undefined ? [] : [`row ${row}`]), ...(field === '' ? [] : [field]), message];
  return `${parts.join(': ')} [${code}]`;
}
