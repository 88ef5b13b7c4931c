import { type TicketState, ticketLabel } from '@jemput/shared/bookings/ticket';
import { eq } from 'drizzle-orm';
import { acceptOffer } from '../bookings/accept-offer.ts';
import { cancelTicket } from '../bookings/cancel-ticket.ts';
import { freePlaces } from '../bookings/free-places.ts';
import { recordTicketEvent } from '../bookings/record-ticket-event.ts';
import { tellQueue } from '../bookings/tell-queues.ts';
import { readToken } from '../bookings/ticket-token.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { tickets } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { Conflict, NotFound } from '../errors.ts';
import { withdrawMessages } from '../messages/write-messages.ts';
import { takeOffer } from './take-offer.ts';
import { noOffer } from './wait-elsewhere.ts';

/** What somebody may say to a change of their session: take what is held for them, keep what they have, or give it up. */
export const answers = ['take_offer', 'stay', 'give_up'] as const;
export type Answer = (typeof answers)[number];

/** As committed: the ticket's state, its session and its number there. */
export interface Answered {
  state: TicketState;
  sessionId: string;
  label: string | null;
}

type Ticket = typeof tickets.$inferSelect;

/** The same answer twice is one. @throws NotFound; Conflict where there is nothing to answer, or it is too late */
export async function answerChange(
  ctx: Context,
  { token, choice }: { token: string; choice: Answer },
): Promise<Answered> {
  const id = readToken(ctx.secret, 'ticket', token);
  if (id === null) throw noSuchTicket();
  await inTransaction(ctx, async (tx) => {
    const within = { ...ctx, db: tx };
    await answer(within, await getTicket(within, id), choice);
  });
  const { state, sessionId, series, number } = await getTicket(ctx, id);
  return { state, sessionId, label: series && number !== null ? ticketLabel({ series, number }) : null };
}

async function answer(ctx: Context, ticket: Ticket, choice: Answer): Promise<void> {
  if (choice === 'take_offer') await take(ctx, ticket);
  else if (choice === 'stay') await stay(ctx, ticket);
  else {
    const offered = ticket.offeredSessionId;
    if (await cancelTicket(ctx, ticket.id, 'holder')) await tellQueue(ctx, ticket.sessionId);
    if (offered !== null) await tellQueue(ctx, offered);
  }
}

/** Answered before, the same way: what is held is held. */
async function take(ctx: Context, ticket: Ticket): Promise<void> {
  if (ticket.state === 'offered') {
    await acceptOffer(ctx, ticket.id);
    await tellQueue(ctx, ticket.sessionId);
  } else if (ticket.offeredSessionId !== null) await takeOffer(ctx, ticket);
  else if (ticket.state !== 'held' || ticket.followedFrom === null) throw nothingToAnswer();
}

/** Keeps its number where the session stands; what was held elsewhere goes to others. */
async function stay(ctx: Context, { id, sessionId, answerBy, offeredSessionId, state }: Ticket): Promise<void> {
  const [session] = await ctx.db.select({ status: sessions.status }).from(sessions).where(eq(sessions.id, sessionId));
  if (state !== 'held' || session?.status === 'cancelled') throw nothingToAnswer();
  if (answerBy === null && offeredSessionId === null) return;
  await keepOwn(ctx, { id, sessionId, offeredSessionId });
}

/** The number at its own session stays, and nothing is waited for any more. In the caller's transaction. */
export async function keepOwn(
  ctx: Context,
  { id: ticketId, sessionId, offeredSessionId }: Pick<Ticket, 'id' | 'sessionId' | 'offeredSessionId'>,
): Promise<void> {
  await ctx.db
    .update(tickets)
    .set({ ...noOffer, answerBy: null })
    .where(eq(tickets.id, ticketId));
  await recordTicketEvent(ctx, { ticketId, sessionId, what: 'stayed' });
  await withdrawMessages(ctx, [ticketId], ['answer_missing', 'offered']);
  if (offeredSessionId === null) return;
  await freePlaces(ctx, ticketId, offeredSessionId);
  await tellQueue(ctx, offeredSessionId);
}

async function getTicket({ db }: Pick<Context, 'db'>, id: string): Promise<Ticket> {
  const [ticket] = await db.select().from(tickets).where(eq(tickets.id, id));
  if (!ticket) throw noSuchTicket();
  return ticket;
}

function noSuchTicket(): NotFound {
  return new NotFound('There is no such number.');
}

function nothingToAnswer(): Conflict {
  return new Conflict('Nothing is held for this number any more.');
}
