import type { FieldReport } from '@jemput/shared/field/field-report';
import { newestState, toldAt } from '@jemput/shared/field/live-state';
import { eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { reports } from '../db/schema/field.ts';
import { Invalid } from '../errors.ts';

/**
 * "Still so" holds only for the state that its phone showed: whoever has not seen what another phone told since must not undo it.
 *
 * @throws Invalid with the newest state as the fault's value
 */
export async function refuseOvertaken({ db, now }: Context, report: FieldReport): Promise<void> {
  if (report.kind !== 'state' || !report.confirms) return;
  const newest = newestState(await db.select().from(reports).where(eq(reports.sessionId, report.sessionId)));
  if (!newest || toldAt(newest) > toldAt({ madeAt: report.madeAt, receivedAt: now() })) return;
  if (newest.state === report.state && newest.incident === report.incident) return;
  const message = `was ${newest.state} by another report when it was said to be still ${report.state}`;
  const fault = { field: 'state', value: newest.state, code: 'told_otherwise', message };
  throw new Invalid('The state was told otherwise meanwhile, and was not confirmed.', [fault]);
}
