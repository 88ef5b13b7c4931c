import { type SurpriseReason, surpriseReasons } from '@jemput/shared/field/surprise-reason';
import { and, eq } from 'drizzle-orm';
import * as z from 'zod';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { reports, turnout } from '../db/schema/field.ts';
import { sessions } from '../db/schema/sessions.ts';
import { NotFound } from '../errors.ts';

export const givenReason = z.object({
  sessionId: z.string().max(100),
  reason: z.enum(surpriseReasons),
  /** No residents' names or numbers. */
  note: z.string().max(500),
});

/**
 * Says why a closed session brought as many as it did, in place of what was said before, which stays in the audit log. The next fit of the
 * forecast goes by it.
 *
 * @throws NotFound where no report has closed the session
 */
export function giveReason(
  ctx: Context,
  { sessionId, reason, note }: z.infer<typeof givenReason>,
): Promise<{ sessionId: string; reason: SurpriseReason; note: string }> {
  requirePermission(ctx, 'plans.write');
  return inTransaction(ctx, async (tx) => {
    const [closed] = await tx
      .select({ report: reports, session: sessions })
      .from(reports)
      .innerJoin(sessions, eq(sessions.id, reports.sessionId))
      .where(and(eq(reports.sessionId, sessionId), eq(reports.kind, 'closed')))
      .limit(1);
    if (!closed) throw new NotFound(`No report has closed the session ${sessionId}.`);
    const { report, session } = closed;
    await tx.update(reports).set({ reason, note }).where(eq(reports.id, report.id));
    await tx
      .update(turnout)
      .set({ reason })
      .where(
        and(eq(turnout.venueId, session.venueId), eq(turnout.date, session.date), eq(turnout.slotId, session.slotId)),
      );
    const before = { reason: report.reason, note: report.note };
    await recordAct(tx, ctx, 'forecast.giveReason', sessionId, { before, after: { reason, note } });
    return { sessionId, reason, note };
  });
}
