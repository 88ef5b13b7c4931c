import { ticketLabel } from '@jemput/shared/bookings/ticket';
import type { DueRange, PlaceInLine } from '@jemput/shared/bookings/ticket-view';
import { instantOf } from '@jemput/shared/calendar/time-zone';
import { and, desc, eq, inArray, isNotNull, lt, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { tickets } from '../db/schema/bookings.ts';
import { type CallTimes, estimatesOf } from '../queue/evening-estimates.ts';
import type { ReadTicket } from './read-ticket.ts';

const MINUTE_MILLIS = 60_000;
/** So long before its session begins somebody is told how the line stands. */
const LINE_BEFORE_MILLIS = 120 * MINUTE_MILLIS;
/** What is told of a place where nothing better is known. */
const USUAL_RANGE_MILLIS = 30 * MINUTE_MILLIS;
/** Times are told to five minutes: nobody comes to the minute. */
const TOLD_MILLIS = 5 * MINUTE_MILLIS;
/** Nobody keeps to a narrower window on a bus. */
const NARROWEST_MILLIS = 15 * MINUTE_MILLIS;

/** When a session opens and closes, Unix milliseconds. */
export interface OpenHours {
  opensAt: number;
  closesAt: number;
}

/** When its holder is asked to come, and how the line stands; nulls where there is no such thing. */
export async function placeInLine(
  ctx: Pick<Context, 'db' | 'now' | 'zone'>,
  { ticket, session }: ReadTicket,
): Promise<{ due: DueRange | null; line: PlaceInLine | null }> {
  const waits = ticket.state === 'held' || ticket.state === 'skipped' || ticket.state === 'parked';
  const isHeld = ticket.state === 'offered' && ticket.offeredSessionId === null;
  if (ticket.placeAt === null || !(waits || isHeld)) return { due: null, line: null };
  if (session.status === 'cancelled') return { due: null, line: null };
  const now = ctx.now();
  const estimates = await estimatesOf(ctx, session.id);
  const times = estimates?.byTicket.get(ticket.id);
  const hours = { opensAt: session.startsAt * 1000, closesAt: session.endsAt * 1000 };
  const due = dueRange(ctx.zone, hours, ticket.placeAt, times);
  const isNear = session.startsAt * 1000 - LINE_BEFORE_MILLIS <= now && now < session.endsAt * 1000;
  if (!waits || !isNear) return { due, line: null };
  const asOf = estimates?.asOf ?? now;
  return {
    due,
    line: {
      serving: await lastCalled(ctx, session.id),
      aheadPeople: await peopleAhead(ctx, ticket),
      wait: times ? { p50Minutes: minutesFrom(asOf, times.p50At), p90Minutes: minutesFrom(asOf, times.p90At) } : null,
      asOf: instantOf(asOf, ctx.zone),
    },
  };
}

/**
 * When somebody with this place is asked to come: at least a quarter of an hour within the hours of the session. Where nothing is estimated,
 * from the place on.
 */
export function dueRange(zone: string, hours: OpenHours, placeAt: number, times?: CallTimes): DueRange {
  const { p10At, p90At } = times ?? { p10At: placeAt, p90At: placeAt + USUAL_RANGE_MILLIS };
  const { opensAt, closesAt } = hours;
  const earliest = Math.max(opensAt, Math.floor(p10At / TOLD_MILLIS) * TOLD_MILLIS);
  const latest = Math.max(earliest + NARROWEST_MILLIS, Math.ceil(p90At / TOLD_MILLIS) * TOLD_MILLIS);
  const to = Math.min(closesAt, latest);
  const from = Math.max(opensAt, Math.min(earliest, to - NARROWEST_MILLIS));
  return { from: instantOf(from, zone), to: instantOf(to, zone) };
}

function minutesFrom(from: number, to: number): number {
  return Math.max(0, Math.round((to - from) / MINUTE_MILLIS));
}

async function lastCalled({ db }: Pick<Context, 'db'>, sessionId: string): Promise<string | null> {
  const [row] = await db
    .select({ series: tickets.series, number: tickets.number })
    .from(tickets)
    .where(and(eq(tickets.sessionId, sessionId), isNotNull(tickets.calledAt)))
    .orderBy(desc(tickets.calledAt))
    .limit(1);
  return row?.series && row.number !== null ? ticketLabel({ series: row.series, number: row.number }) : null;
}

/** Everybody whose place comes before, by the public rule. */
async function peopleAhead({ db }: Pick<Context, 'db'>, { sessionId, placeAt }: ReadTicket['ticket']): Promise<number> {
  const [row] = await db
    .select({ people: sql<number>`coalesce(sum(${tickets.people}), 0)` })
    .from(tickets)
    .where(
      and(
        eq(tickets.sessionId, sessionId),
        inArray(tickets.state, ['held', 'called']),
        lt(tickets.placeAt, placeAt ?? 0),
      ),
    );
  return row?.people ?? 0;
}
