import { eq, max, min } from 'drizzle-orm';
import { recordTicketEvent } from '../bookings/record-ticket-event.ts';
import type { Context } from '../context.ts';
import { tickets } from '../db/schema/bookings.ts';
import { isWaiting, type Ticket } from './read-displaced.ts';

type Within = Pick<Context, 'db' | 'now' | 'actor'>;

export const noOffer = { offeredSessionId: null, offeredNumber: null, offeredPlaceAt: null } as const;

/**
 * Those for whom no place is left: on the waiting list of the best alternative. Who held a number goes before those who wait there already,
 * the others behind them, each in their order. Who keeps its own session, because only what was offered instead fell away, stays there.
 *
 * @param best null where there is no alternative: they stay where they are, without an offer
 * @param cancelled the session that fell away
 */
export async function waitAt(
  ctx: Within,
  best: string | null,
  cancelled: string,
  without: readonly Ticket[],
): Promise<void> {
  const stands = without.filter((ticket) => ticket.sessionId !== cancelled && ticket.ownStands);
  for (const { id } of best === null ? without : stands) {
    await ctx.db
      .update(tickets)
      .set({ ...noOffer, answerBy: null })
      .where(eq(tickets.id, id));
  }
  if (best === null) return;
  const first = await ordersAt(ctx, best);
  const moving = without.filter((ticket) => !stands.includes(ticket));
  const holders = moving.filter((ticket) => !isWaiting(ticket));
  const others = moving.filter(isWaiting);
  const inOrder = [
    ...holders.map((ticket, at) => ({ ticket, waitOrder: first.least - holders.length + at })),
    ...others.map((ticket, at) => ({ ticket, waitOrder: first.most + 1 + at })),
  ];
  for (const { ticket, waitOrder } of inOrder) {
    const nothing = { ...noOffer, series: null, number: null, placeAt: null, answerBy: null };
    const there = { sessionId: best, state: 'waiting_list' as const, waitOrder, followedFrom: ticket.sessionId };
    await ctx.db
      .update(tickets)
      .set({ ...nothing, ...there })
      .where(eq(tickets.id, ticket.id));
    await recordTicketEvent(ctx, { ticketId: ticket.id, sessionId: best, what: 'waits_elsewhere' });
  }
}

/** Between which orders others wait there. */
async function ordersAt({ db }: Within, sessionId: string): Promise<{ least: number; most: number }> {
  const [row] = await db
    .select({ least: min(tickets.waitOrder), most: max(tickets.waitOrder) })
    .from(tickets)
    .where(eq(tickets.sessionId, sessionId));
  return { least: row?.least ?? 1, most: row?.most ?? 0 };
}
