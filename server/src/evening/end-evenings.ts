import { endWaiting } from '@jemput/shared/bookings/apply-evening-event';
import { addDays } from '@jemput/shared/calendar/local-date';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { and, eq, gte, inArray, isNull, lt, lte, ne, or } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { ticketEvents, tickets } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { loadEvening } from './load-evening.ts';
import { saveEvening } from './save-evening.ts';

/** After closing by the clock; an evening may run over, and a desk without network tells of it later all the same. */
const LATEST_HOURS = 12;
const DAYS_BACK = 14;
const atTheVenue = ['held', 'called', 'parked', 'skipped'] as const;
const notYetGiven = ['entered', 'waiting_list', 'offered'] as const;

/**
 * Ends the tickets of evenings that are over though nobody closed their queue: closed by the count alone, or left open. What a desk
 * tells later of whom it served is still taken in.
 *
 * @returns how many evenings were ended
 */
export async function endEvenings(ctx: Context): Promise<number> {
  const today = localDateAt(ctx.now(), ctx.zone);
  const over = or(eq(sessions.status, 'done'), lt(sessions.endsAt, ctx.now() / 1000 - LATEST_HOURS * 3600));
  const rows = await ctx.db
    .selectDistinct({ id: sessions.id })
    .from(sessions)
    .innerJoin(tickets, eq(tickets.sessionId, sessions.id))
    .where(
      and(
        gte(sessions.date, addDays(today, -DAYS_BACK)),
        lte(sessions.date, today),
        ne(sessions.status, 'cancelled'),
        over,
        inArray(tickets.state, [...atTheVenue, ...notYetGiven]),
        isNull(tickets.offeredSessionId),
      ),
    );
  for (const { id } of rows) await endEvening(ctx, id);
  return rows.length;
}

async function endEvening(ctx: Context, sessionId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const within = { ...ctx, db: tx };
    const [session] = await tx.select().from(sessions).where(eq(sessions.id, sessionId));
    const before = session && (await loadEvening(within, session));
    if (!session || !before) return;
    const after = structuredClone(before);
    const at = ctx.now();
    const ended = endWaiting(after.tickets, at);
    await saveEvening(within, session, { before, after, names: new Map() });
    for (const { ticketId, what } of ended) {
      const row = { id: `over:${sessionId}:${ticketId}:${at}`, ticketId, sessionId, what };
      await tx
        .insert(ticketEvents)
        .values({ ...row, madeAt: at, receivedAt: at })
        .onConflictDoNothing();
    }
    await tx
      .update(tickets)
      .set({ state: 'lapsed', endedAt: at, answerBy: null })
      .where(
        and(
          eq(tickets.sessionId, sessionId),
          inArray(tickets.state, [...notYetGiven]),
          isNull(tickets.offeredSessionId),
        ),
      );
  });
}
