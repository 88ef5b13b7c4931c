import { and, eq, isNull, lte } from 'drizzle-orm';
import { freePlaces } from '../bookings/free-places.ts';
import { readQueueSettings } from '../bookings/read-settings.ts';
import { recordTicketEvent } from '../bookings/record-ticket-event.ts';
import { tellQueue } from '../bookings/tell-queues.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { tickets } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { KEPT_DAYS } from '../messages/add-contact.ts';
import { withdrawMessages, writeMessages } from '../messages/write-messages.ts';
import { keepOwn } from './answer-change.ts';
import { followCancelled } from './follow-cancelled.ts';
import { readAlternatives, reliedOn } from './read-alternatives.ts';
import { noOffer } from './wait-elsewhere.ts';

const DAY_SECONDS = 86_400;

/**
 * What is so when nobody answered until the deadline that was told: who has a number at a session that stands keeps it; what was held in
 * place of a cancelled one goes to others, and its holder is told.
 *
 * @returns tickets whose time to answer had passed
 */
export async function lapseUnanswered(ctx: Context): Promise<number> {
  const due = await ctx.db
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(lte(tickets.answerBy, ctx.now()), eq(tickets.state, 'held')));
  for (const { id } of due) await inTransaction(ctx, (tx) => lapse({ ...ctx, db: tx }, id));
  return due.length;
}

async function lapse(ctx: Context, ticketId: string): Promise<void> {
  const { db: tx, now } = ctx;
  const [row] = await tx
    .select({ ticket: tickets, status: sessions.status })
    .from(tickets)
    .innerJoin(sessions, eq(sessions.id, tickets.sessionId))
    .where(and(eq(tickets.id, ticketId), eq(tickets.state, 'held'), lte(tickets.answerBy, now())));
  if (!row) return;
  const { sessionId, offeredSessionId } = row.ticket;
  if (row.status !== 'cancelled') return keepOwn(ctx, row.ticket);
  await end(ctx, ticketId, sessionId);
  await freePlaces(ctx, ticketId);
  if (offeredSessionId !== null) await tellQueue(ctx, offeredSessionId);
}

async function end(ctx: Context, ticketId: string, sessionId: string): Promise<void> {
  await ctx.db
    .update(tickets)
    .set({ ...noOffer, state: 'lapsed', answerBy: null, endedAt: ctx.now() })
    .where(eq(tickets.id, ticketId));
  await recordTicketEvent(ctx, { ticketId, sessionId, what: 'lapsed' });
  await withdrawMessages(ctx, [ticketId], ['answer_missing', 'cancelled']);
  await writeMessages(ctx, [ticketId], { kind: 'lapsed', cause: `lapsed:${sessionId}`, sessionId });
}

/**
 * Holders of cancelled sessions for whom there was nothing to offer: as soon as there is, they are offered it, in their order; a week after
 * their session they are told that it came to nothing.
 *
 * @returns sessions whose holders were looked at
 */
export async function offerStranded(ctx: Context): Promise<number> {
  const stranded = await ctx.db
    .selectDistinct({ sessionId: tickets.sessionId, endsAt: sessions.endsAt })
    .from(tickets)
    .innerJoin(sessions, and(eq(sessions.id, tickets.sessionId), eq(sessions.status, 'cancelled')))
    .where(and(isNull(tickets.answerBy), isNull(tickets.endedAt)));
  for (const { sessionId, endsAt } of stranded) {
    const isPast = (endsAt + KEPT_DAYS * DAY_SECONDS) * 1000 <= ctx.now();
    await inTransaction(ctx, (tx) => (isPast ? endAll : offerNow)({ ...ctx, db: tx }, sessionId));
  }
  return stranded.length;
}

async function endAll(ctx: Context, sessionId: string): Promise<void> {
  const left = await ctx.db
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(eq(tickets.sessionId, sessionId), isNull(tickets.endedAt)));
  for (const { id } of left) await end(ctx, id, sessionId);
}

async function offerNow(ctx: Context, sessionId: string): Promise<void> {
  const [best] = await readAlternatives(ctx, await reliedOn(ctx, sessionId));
  if (!best) return;
  const settings = await readQueueSettings(ctx);
  await followCancelled(ctx, sessionId, {
    settings,
    cause: `found:${sessionId}:${best.sessionId}`,
    onlyStranded: true,
  });
}
