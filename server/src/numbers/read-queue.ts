import { ticketLabel } from '@jemput/shared/bookings/ticket';
import { type ToldTicketEvent, toldTicketEvents } from '@jemput/shared/bookings/ticket-event';
import { instantOf } from '@jemput/shared/calendar/time-zone';
import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { queues, ticketEvents, tickets } from '../db/schema/bookings.ts';
import { user } from '../db/schema/staff.ts';
import { NotFound } from '../errors.ts';
import { numbersFor } from '../queue/numbers-for.ts';
import { type QueueState, readQueues } from './list-queues.ts';

export interface QueueEvent {
  seq: number;
  /** ISO 8601 with offset, by the office's clock. */
  at: string;
  what: ToldTicketEvent;
  /** `A-057` as the ticket has it now; null where it has none. */
  label: string | null;
  people: number | null;
  desk: string | null;
  reason: string | null;
  /** Name of the account; null for the holder and the office's own clock. */
  by: string | null;
}

export interface QueueDetail {
  queue: QueueState;
  commitment: string | null;
  /** How many numbers can be kept with 90 % probability, by what is known now, and people expected without one. */
  advised: { numbers: number; walkIns: number };
  /** Newest first, without any name. */
  events: QueueEvent[];
}

const EVENTS_SHOWN = 60;

/** The numbers of one session and what became of them. @throws NotFound */
export async function readQueue(ctx: Context, { sessionId }: { sessionId: string }): Promise<QueueDetail> {
  const [queue] = await readQueues(ctx, eq(queues.sessionId, sessionId), { skip: 0, limit: 1 });
  if (!queue) throw new NotFound(`Session ${sessionId} gives no numbers.`);
  const [row] = await ctx.db
    .select({ commitment: queues.commitment })
    .from(queues)
    .where(eq(queues.sessionId, sessionId));
  return {
    queue,
    commitment: row?.commitment ?? null,
    advised: await numbersFor(ctx, sessionId),
    events: await readEvents(ctx, sessionId),
  };
}

async function readEvents({ db, zone }: Context, sessionId: string): Promise<QueueEvent[]> {
  const rows = await db
    .select({
      event: ticketEvents,
      series: tickets.series,
      number: tickets.number,
      people: tickets.people,
      by: user.name,
    })
    .from(ticketEvents)
    .leftJoin(tickets, eq(tickets.id, ticketEvents.ticketId))
    .leftJoin(user, eq(user.id, ticketEvents.actorId))
    .where(and(eq(ticketEvents.sessionId, sessionId), inArray(ticketEvents.what, [...toldTicketEvents])))
    .orderBy(desc(ticketEvents.seq))
    .limit(EVENTS_SHOWN);
  return rows.map(({ event, series, number, people, by }) => ({
    seq: event.seq,
    at: instantOf(event.receivedAt, zone),
    what: event.what as ToldTicketEvent,
    label: series && number !== null ? ticketLabel({ series, number }) : null,
    people,
    desk: event.desk,
    reason: event.reason,
    by,
  }));
}
