import { openStates, type TicketState } from '@jemput/shared/bookings/ticket';
import { and, asc, eq, getTableColumns, inArray, or } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { places, tickets } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';

export type Ticket = typeof tickets.$inferSelect & {
  /** True where the session that it has a number for is not cancelled. */
  ownStands: boolean;
};

/** In the order in which they are taken along. */
export interface DisplacedTickets {
  /** Who have a number there, or one held there in place of a session that fell away before: in order of number. */
  holders: Ticket[];
  /** Who wait for a place, then who take part in its draw, these by their random ids: in an order that nobody chose. */
  waiting: Ticket[];
}

const rank: readonly TicketState[] = ['offered', 'waiting_list', 'entered'];

/** It has no number that it could keep. */
export function isWaiting({ state }: Pick<Ticket, 'state'>): boolean {
  return rank.includes(state);
}

/** Everybody who relies on a session. */
export async function readDisplaced({ db }: Pick<Context, 'db'>, sessionId: string): Promise<DisplacedTickets> {
  const withPlacesHere = db.select({ id: places.ticketId }).from(places).where(eq(places.sessionId, sessionId));
  const rows = await db
    .select({ ...getTableColumns(tickets), status: sessions.status })
    .from(tickets)
    .innerJoin(sessions, eq(sessions.id, tickets.sessionId))
    .where(
      and(
        inArray(tickets.state, [...openStates]),
        or(
          eq(tickets.sessionId, sessionId),
          and(eq(tickets.offeredSessionId, sessionId), inArray(tickets.id, withPlacesHere)),
        ),
      ),
    )
    .orderBy(asc(tickets.id));
  const all = rows.map(({ status, ...ticket }): Ticket => ({ ...ticket, ownStands: status !== 'cancelled' }));
  const waits = (ticket: Ticket) => rank.indexOf(ticket.state);
  const numberHere = (ticket: Ticket) =>
    (ticket.sessionId === sessionId ? ticket.number : ticket.offeredNumber) ?? Infinity;
  return {
    holders: all.filter((ticket) => !isWaiting(ticket)).sort((a, b) => numberHere(a) - numberHere(b)),
    waiting: all.filter(isWaiting).sort((a, b) => waits(a) - waits(b) || (a.waitOrder ?? 0) - (b.waitOrder ?? 0)),
  };
}
