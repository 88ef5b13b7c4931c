import { and, eq } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import { requireMayServe } from '../bookings/may-serve.ts';
import { recordTicketEvent } from '../bookings/record-ticket-event.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { ticketEvents, tickets } from '../db/schema/bookings.ts';
import { NotFound } from '../errors.ts';

export const TOLD_BY_PHONE = 'told_by_phone';

/** Two taps within that are one. */
const ONE_TAP_MILLIS = 60_000;

/** Notes that somebody called a holder whom no message reached. @throws NotFound, Forbidden */
export async function markTold(
  ctx: Context,
  { sessionId, ticketId }: { sessionId: string; ticketId: string },
): Promise<void> {
  requirePermission(ctx, 'contacts.read');
  await requireMayServe(ctx, sessionId);
  await inTransaction(ctx, async (tx) => {
    const [ticket] = await tx.select({ id: tickets.id }).from(tickets).where(eq(tickets.id, ticketId));
    if (!ticket) throw new NotFound(`There is no ticket ${ticketId}.`);
    const before = await tx
      .select({ at: ticketEvents.receivedAt })
      .from(ticketEvents)
      .where(and(eq(ticketEvents.ticketId, ticketId), eq(ticketEvents.what, TOLD_BY_PHONE)));
    if (before.some(({ at }) => ctx.now() - at < ONE_TAP_MILLIS)) return;
    await recordTicketEvent({ ...ctx, db: tx }, { ticketId, sessionId, what: TOLD_BY_PHONE });
    await recordAct(tx, ctx, 'messages.told', ticketId, { sessionId });
  });
}
