import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { type Fault, Invalid } from '../errors.ts';
import { type ImportFile, type ImportReport, readImport } from './check-import.ts';
import { importers } from './importers.ts';

/**
 * Writes a whole file, or nothing of it. Rows that the file does not have stay as they are.
 *
 * @throws Invalid with every fault of every row
 */
export async function applyImport(ctx: Context, file: ImportFile): Promise<ImportReport> {
  requirePermission(ctx, 'imports.write');
  const read = await readImport(file);
  if ('faults' in read) throw refusal(file, read.faults);
  const today = localDateAt(ctx.now(), ctx.zone);
  return inTransaction(ctx, async (tx) => {
    const { write, ...report } = await importers[file.kind].examine(tx, read.table, today);
    if (report.faults.length > 0) throw refusal(file, report.faults);
    await write(tx, ctx);
    const { rows, added, changed } = report;
    await recordAct(tx, ctx, 'imports.apply', file.kind, { rows, added, changed });
    return report;
  });
}

function refusal({ fileName }: ImportFile, faults: Fault[]): Invalid {
  const many = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
  return new Invalid(`${fileName} has ${many}; nothing was written.`, faults);
}
