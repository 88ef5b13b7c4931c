import type { TicketState } from '@jemput/shared/bookings/ticket';
import { NO_SHOWS } from '@jemput/shared/queue/assumptions';
import type { EveningSoFar, TicketSoFar } from '@jemput/shared/queue/evening-so-far';
import { measuredShare } from '@jemput/shared/queue/measured-shares';
import { KNOWN_PEOPLE } from '@jemput/shared/queue/service-times';
import { and, eq, isNotNull, isNull, min } from 'drizzle-orm';
import { lettingIn, placeAtOf } from '../bookings/letting-in.ts';
import { readQueueSettings } from '../bookings/read-settings.ts';
import type { Context } from '../context.ts';
import { desks, places, queues, tickets } from '../db/schema/bookings.ts';
import { readPastShares } from './past-evenings.ts';
import { readPastPace } from './past-pace.ts';
import { getSessionMeans, type SessionMeans, WALK_INS_KNOWN_PEOPLE } from './session-means.ts';

/** A session that rests for a reason that nobody planned goes on after so many minutes. Assumed. */
const PAUSED_MILLIS = 20 * 60_000;

const kinds: Partial<Record<TicketState, TicketSoFar['is']>> = {
  held: 'waiting',
  offered: 'waiting',
  called: 'called',
  parked: 'aside',
  skipped: 'aside',
  served: 'served',
};

/** What a session's evening shows so far; null where it gives no numbers, is over or is called off. */
export async function readEveningSoFar(
  ctx: Pick<Context, 'db' | 'now' | 'zone'>,
  sessionId: string,
): Promise<EveningSoFar | null> {
  const means = await getSessionMeans(ctx, sessionId);
  const { session } = means;
  const now = ctx.now();
  const [queue] = await ctx.db.select().from(queues).where(eq(queues.sessionId, sessionId));
  if (!queue || now >= means.endsAt || session.status === 'cancelled' || session.status === 'done') return null;
  const settings = await readQueueSettings(ctx);
  const shares = await readPastShares(ctx, session.date);
  const walkInShare = measuredShare(
    { meanShare: settings.walkInShare, knownNumbers: WALK_INS_KNOWN_PEOPLE },
    shares.walkIns,
  ).meanShare;
  const hours = lettingIn(session);
  return {
    now,
    opensAt: means.startsAt,
    doorsCloseAt: hours.doorsCloseAt,
    closesAt: means.endsAt,
    rests: restsNow(means, now),
    lateRule: settings,
    tickets: await readTicketsSoFar(ctx, sessionId, (unit) => placeAtOf(unit, queue.numbers, hours)),
    openDesks: await readOpenDesks(ctx, sessionId),
    plannedDesks: Math.max(1, means.desks),
    service: { meanMinutes: means.minutesPerPerson * (await readPastPace(ctx, session)), knownPeople: KNOWN_PEOPLE },
    noShows: measuredShare(NO_SHOWS, shares.noShows),
    walkInsExpected: walkInShare * Math.min(session.expectedMean, session.capacity),
  };
}

function restsNow({ session, rests }: SessionMeans, now: number): EveningSoFar['rests'] {
  return session.status === 'paused' ? [...rests, { from: now, to: now + PAUSED_MILLIS }] : rests;
}

async function readTicketsSoFar(
  { db }: Pick<Context, 'db'>,
  sessionId: string,
  instantOfUnit: (unit: number) => number,
): Promise<TicketSoFar[]> {
  const rows = await db
    .select()
    .from(tickets)
    .where(and(eq(tickets.sessionId, sessionId), isNotNull(tickets.number)));
  const firstUnits = await db
    .select({ ticketId: places.ticketId, unit: min(places.unit) })
    .from(places)
    .where(and(eq(places.sessionId, sessionId), isNotNull(places.ticketId)))
    .groupBy(places.ticketId);
  const unitOf = new Map(firstUnits.map(({ ticketId, unit }) => [ticketId, unit]));
  return rows.map(({ id, people, state, origin, placeAt, askedAt, arrivedAt, calledAt, desk }) => {
    const unit = unitOf.get(id);
    const place = placeAt ?? askedAt;
    const dueAt = typeof unit === 'number' ? instantOfUnit(unit) : place;
    const walkIn = origin === 'walk_in';
    return { id, people, placeAt: place, arrivedAt, is: kinds[state] ?? 'gone', walkIn, dueAt, calledAt, desk };
  });
}

async function readOpenDesks({ db }: Pick<Context, 'db'>, sessionId: string): Promise<string[]> {
  const open = and(eq(desks.sessionId, sessionId), isNull(desks.closedAt));
  const rows = await db.select({ letter: desks.letter }).from(desks).where(open);
  return rows.map(({ letter }) => letter);
}
