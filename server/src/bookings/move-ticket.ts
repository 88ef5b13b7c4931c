import type { Taken, TakeRefusal } from '@jemput/shared/bookings/take-number';
import { ticketLabel } from '@jemput/shared/bookings/ticket';
import { eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { queues, tickets } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { sealAnew } from '../following/seal-anew.ts';
import { writeReminders } from '../messages/reminders.ts';
import { withdrawMessages, writeMessages } from '../messages/write-messages.ts';
import { freePlaces } from './free-places.ts';
import { givePlaces } from './give-places.ts';
import { type ReadTicket, readTicket } from './read-ticket.ts';
import { recordTicketEvent } from './record-ticket-event.ts';
import { tellQueue } from './tell-queues.ts';
import { abilities } from './view-ticket.ts';
import { readWaiting } from './waiting-list.ts';

class Refusal extends Error {
  readonly refusal: TakeRefusal;
  constructor(refusal: TakeRefusal) {
    super(refusal);
    this.refusal = refusal;
  }
}

/**
 * Gives up a number here for one at another session, with the same link: both or nothing. Doing it twice does it once.
 *
 * @throws NotFound
 */
export async function moveTicket(
  ctx: Context,
  { token, toSessionId }: { token: string; toSessionId: string },
): Promise<Taken> {
  try {
    const repeated = await inTransaction(ctx, (tx) => move({ ...ctx, db: tx }, token, toSessionId));
    const { ticket } = await readTicket(ctx, token);
    const { series, number } = ticket;
    const label = series && number !== null ? ticketLabel({ series, number }) : null;
    return { outcome: 'number', token, label, repeated };
  } catch (error) {
    if (error instanceof Refusal) return { outcome: 'refused', refusal: error.refusal };
    throw error;
  }
}

async function move(ctx: Context, token: string, sessionId: string): Promise<boolean> {
  const read = await readTicket(ctx, token);
  const { id, people, sessionId: fromId } = read.ticket;
  if (fromId === sessionId && read.ticket.state === 'held') return true;
  if (!abilities(ctx, read).move) throw new Refusal('past');
  const closed = await whyClosed(ctx, sessionId);
  if (closed) throw new Refusal(closed);
  await leave(ctx, read);
  const given = await givePlaces(ctx, { ticketId: id, sessionId, people });
  if (!given) throw new Refusal('full');
  const none = { waitOrder: null, answerBy: null, offeredSessionId: null, offeredNumber: null, offeredPlaceAt: null };
  await ctx.db
    .update(tickets)
    .set({ sessionId, state: 'held', ...given, ...none, arrivedAt: null })
    .where(eq(tickets.id, id));
  await recordTicketEvent(ctx, { ticketId: id, sessionId, what: 'came_from', reason: fromId });
  const [to] = await ctx.db.select({ date: sessions.date }).from(sessions).where(eq(sessions.id, sessionId));
  if (to) await sealAnew(ctx, [id], to.date);
  await writeMessages(ctx, [id], { kind: 'confirmed', cause: `confirmed:${sessionId}`, sessionId });
  await writeReminders(ctx, [id]);
  await tellQueue(ctx, fromId);
  await tellQueue(ctx, sessionId);
  return false;
}

/** All that it has where it is now, and what is kept for it elsewhere. */
async function leave(ctx: Context, { ticket }: ReadTicket): Promise<void> {
  await recordTicketEvent(ctx, { ticketId: ticket.id, sessionId: ticket.sessionId, what: 'went_elsewhere' });
  await withdrawMessages(ctx, [ticket.id], ['offered', 'answer_missing', 'turn_near', 'confirmed']);
  await freePlaces(ctx, ticket.id);
}

/** Who comes from elsewhere stands behind those who wait there. */
async function whyClosed(ctx: Context, sessionId: string): Promise<TakeRefusal | undefined> {
  const [found] = await ctx.db
    .select({ session: sessions, queue: queues })
    .from(queues)
    .innerJoin(sessions, eq(sessions.id, queues.sessionId))
    .where(eq(queues.sessionId, sessionId));
  if (!found) return 'no_numbers_here';
  const { session, queue } = found;
  const now = ctx.now();
  if (session.status === 'cancelled') return 'cancelled';
  if (session.status === 'done' || session.endsAt * 1000 <= now) return 'past';
  if (session.startsAt * 1000 <= now) return 'begun';
  if (now < queue.opensAt || (queue.release === 'draw' && queue.drawnAt === null)) return 'not_open_yet';
  if (queue.fullSince !== null || (await readWaiting(ctx, sessionId)).length > 0) return 'full';
  return undefined;
}
