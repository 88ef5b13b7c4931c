import { entryCodeOf } from '@jemput/shared/bookings/draw-order';
import { openStates, ticketLabel } from '@jemput/shared/bookings/ticket';
import type { TicketView } from '@jemput/shared/bookings/ticket-view';
import { instantOf } from '@jemput/shared/calendar/time-zone';
import type { Session } from '@jemput/shared/sessions/session';
import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { tickets } from '../db/schema/bookings.ts';
import { contacts } from '../db/schema/messages.ts';
import { NotFound } from '../errors.ts';
import { currentTimetable } from '../sessions/timetable-snapshot.ts';
import { withAlternatives } from '../sessions/with-alternatives.ts';
import { scheduleOf } from './ensure-queues.ts';
import { dueRange, type OpenHours, placeInLine } from './place-in-line.ts';
import { readQueueSettings } from './read-settings.ts';
import { type ReadTicket, readTicket } from './read-ticket.ts';

/** What a ticket's link shows now. @throws NotFound where the link is none of this office's */
export async function viewTicket(ctx: Context, token: string): Promise<TicketView> {
  const read = await readTicket(ctx, token);
  const { ticket } = read;
  const [{ due, line }, session, offer] = await Promise.all([
    placeInLine(ctx, read),
    readSession(ctx, ticket.sessionId),
    readOffer(ctx, read),
  ]);
  return {
    state: ticket.state,
    label: labelOf(ticket.series, ticket.number),
    people: ticket.people,
    session,
    due,
    line,
    desk: ticket.state === 'called' ? ticket.desk : null,
    waitingPlace: ticket.state === 'waiting_list' ? await waitingPlace(ctx, ticket) : null,
    offer,
    followedFrom: await followedFrom(ctx, ticket),
    draw: drawOf(ctx, read),
    gatheredUntil: await gatheredUntil(ctx, read),
    channels: await channelsOf(ctx, ticket.id),
    can: abilities(ctx, read),
  };
}

function labelOf(series: ReadTicket['ticket']['series'], number: number | null): string | null {
  return series && number !== null ? ticketLabel({ series, number }) : null;
}

async function readSession(ctx: Context, id: string): Promise<Session> {
  const timetable = await currentTimetable(ctx);
  const entry = timetable.byId.get(id);
  if (!entry) throw new NotFound(`There is no session ${id}.`);
  return withAlternatives(timetable, entry, ctx.now());
}

async function followedFrom(ctx: Context, ticket: ReadTicket['ticket']): Promise<TicketView['followedFrom']> {
  if (ticket.followedFrom === null) return null;
  const { venue, date } = await readSession(ctx, ticket.followedFrom);
  return { venue: venue.name, date };
}

async function readOffer(ctx: Context, { ticket }: ReadTicket): Promise<TicketView['offer']> {
  const { offeredSessionId, answerBy, state } = ticket;
  if (answerBy === null || (offeredSessionId === null && state !== 'offered')) return null;
  const elsewhere = offeredSessionId !== null;
  const session = await readSession(ctx, offeredSessionId ?? ticket.sessionId);
  const at = elsewhere ? ticket.offeredPlaceAt : ticket.placeAt;
  return {
    session,
    label: elsewhere ? labelOf('A', ticket.offeredNumber) : labelOf(ticket.series, ticket.number),
    due: at === null ? null : dueRange(ctx.zone, hoursOf(session), at),
    answerBy: instantOf(answerBy, ctx.zone),
  };
}

/** Of a session as residents see it. */
export function hoursOf({ startsAt, endsAt }: Session): OpenHours {
  return { opensAt: Date.parse(startsAt), closesAt: Date.parse(endsAt) };
}

/** On the waiting list; 1 is the next. */
export async function waitingPlace(
  { db }: Pick<Context, 'db'>,
  { sessionId, waitOrder }: Pick<ReadTicket['ticket'], 'sessionId' | 'waitOrder'>,
): Promise<number> {
  const [row] = await db
    .select({ before: sql<number>`count(*)` })
    .from(tickets)
    .where(
      and(
        eq(tickets.sessionId, sessionId),
        eq(tickets.state, 'waiting_list'),
        sql`${tickets.waitOrder} < ${waitOrder ?? 0}`,
      ),
    );
  return (row?.before ?? 0) + 1;
}

function drawOf({ zone }: Context, { ticket, queue }: ReadTicket): TicketView['draw'] {
  if (queue.release !== 'draw' || queue.commitment === null) return null;
  return {
    commitment: queue.commitment,
    drawsAt: instantOf(queue.closesAt, zone),
    entryCode: entryCodeOf(ticket.id),
    drawnAt: queue.drawnAt === null ? null : instantOf(queue.drawnAt, zone),
  };
}

async function gatheredUntil(ctx: Context, { ticket, queue, session }: ReadTicket): Promise<string | null> {
  if (ticket.state !== 'entered' || queue.release === 'draw') return null;
  const settings = { ...(await readQueueSettings(ctx)), release: queue.release };
  const until = scheduleOf(settings, session, ctx.zone).gatheredUntil(ticket.askedAt);
  return until === null ? null : instantOf(until, ctx.zone);
}

async function channelsOf({ db }: Context, ticketId: string): Promise<TicketView['channels']> {
  const rows = await db
    .selectDistinct({ channel: contacts.channel })
    .from(contacts)
    .where(eq(contacts.ticketId, ticketId))
    .orderBy(contacts.channel);
  return rows.map(({ channel }) => channel);
}

/** What its holder may do now. */
export function abilities({ now }: Pick<Context, 'now'>, { ticket, session }: ReadTicket): TicketView['can'] {
  const { state, answerBy, arrivedAt } = ticket;
  const lives = openStates.includes(state) && state !== 'called';
  const isOver = session.endsAt * 1000 <= now() || session.status === 'done';
  const isToday = session.startsAt * 1000 - ARRIVE_BEFORE_MILLIS <= now() && !isOver && session.status !== 'cancelled';
  return {
    cancel: lives && !isOver,
    move: lives && state !== 'entered' && !isOver,
    answer: answerBy !== null && now() < answerBy,
    arrive: state === 'held' && arrivedAt === null && isToday,
  };
}

/** Nobody is here earlier. */
const ARRIVE_BEFORE_MILLIS = 60 * 60_000;
