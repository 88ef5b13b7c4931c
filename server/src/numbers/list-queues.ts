import { instantOf, localDateAt } from '@jemput/shared/calendar/time-zone';
import type { ReleaseMode } from '@jemput/shared/sessions/release';
import type { Service, SessionStatus } from '@jemput/shared/sessions/session';
import { and, asc, eq, gt, inArray, type or, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { places, queues, tickets } from '../db/schema/bookings.ts';
import { venues } from '../db/schema/places.ts';
import { sessions } from '../db/schema/sessions.ts';

/** How the numbers of one session stand, in people. */
export interface QueueState {
  sessionId: string;
  venueName: string;
  date: string;
  /** ISO 8601 with offset. */
  startsAt: string;
  endsAt: string;
  status: SessionStatus;
  /** True where it is the day of a counter. */
  ofCounter: boolean;
  service: Service;
  release: ReleaseMode;
  opensAt: string;
  closesAt: string;
  /** False before its numbers are counted out, which is when they can first be asked for. */
  isLaidOut: boolean;
  /** Places for people with a number from home, and those of them that nobody has. */
  numbers: number;
  free: number;
  /** People with a number, on the waiting list, in the draw, and offered a place. */
  held: number;
  waiting: number;
  entered: number;
  offered: number;
  /** People who were told of a change and have not answered. */
  unanswered: number;
  fullSince: string | null;
}

export interface ComingQueues {
  queues: QueueState[];
  total: number;
  /** Sessions that were cancelled and whose holders have not all answered yet. */
  cancelled: QueueState[];
  today: string;
}

/** Sessions with numbers that are not over, soonest first. */
export async function listQueues(
  ctx: Context,
  { skip, limit }: { skip: number; limit: number },
): Promise<ComingQueues> {
  const now = Math.floor(ctx.now() / 1000);
  const coming = and(
    gt(sessions.endsAt, now),
    inArray(sessions.status, ['scheduled', 'open', 'full', 'paused', 'moved']),
  );
  const [queueStates, [counted], cancelled] = await Promise.all([
    readQueues(ctx, coming, { skip, limit }),
    ctx.db
      .select({ total: sql<number>`count(*)` })
      .from(queues)
      .innerJoin(sessions, eq(sessions.id, queues.sessionId))
      .where(coming),
    readQueues(ctx, and(eq(sessions.status, 'cancelled'), hasOpenTickets(ctx)), { skip: 0, limit: 20 }),
  ]);
  return { queues: queueStates, total: counted?.total ?? 0, cancelled, today: localDateAt(ctx.now(), ctx.zone) };
}

function hasOpenTickets({ db }: Context) {
  const open = db.select({ id: tickets.sessionId }).from(tickets).where(sql`${tickets.endedAt} is null`);
  return inArray(queues.sessionId, open);
}

/** @param where of `queues` joined with `sessions` and `venues` */
export async function readQueues(
  { db, zone }: Context,
  where: ReturnType<typeof or>,
  { skip, limit }: { skip: number; limit: number },
): Promise<QueueState[]> {
  const rows = await db
    .select({ queue: queues, session: sessions, venueName: venues.name })
    .from(queues)
    .innerJoin(sessions, eq(sessions.id, queues.sessionId))
    .innerJoin(venues, eq(venues.id, sessions.venueId))
    .where(where)
    .orderBy(asc(sessions.startsAt), asc(venues.name))
    .limit(limit)
    .offset(skip);
  const counts = await countPeople(
    { db },
    rows.map(({ queue }) => queue.sessionId),
  );
  return rows.map(({ queue, session, venueName }) => ({
    sessionId: session.id,
    venueName,
    date: session.date,
    startsAt: instantOf(session.startsAt * 1000, zone),
    endsAt: instantOf(session.endsAt * 1000, zone),
    status: session.status,
    ofCounter: session.counterId !== null,
    service: session.service,
    release: queue.release,
    opensAt: instantOf(queue.opensAt, zone),
    closesAt: instantOf(queue.closesAt, zone),
    isLaidOut: queue.laidOutAt !== null,
    numbers: queue.numbers,
    ...(counts.get(session.id) ?? noPeople),
    fullSince: queue.fullSince === null ? null : instantOf(queue.fullSince, zone),
  }));
}

const noPeople = { free: 0, held: 0, waiting: 0, entered: 0, offered: 0, unanswered: 0 };

async function countPeople({ db }: Pick<Context, 'db'>, ids: string[]): Promise<Map<string, typeof noPeople>> {
  const people = (when: ReturnType<typeof sql>) =>
    sql<number>`coalesce(sum(case when ${when} then ${tickets.people} else 0 end), 0)`;
  const inState = (state: string) => people(sql`${tickets.state} = ${state}`);
  const wanting = await db
    .select({
      id: tickets.sessionId,
      held: people(sql`${tickets.state} in ('held', 'called', 'parked', 'skipped') and ${tickets.origin} <> 'walk_in'`),
      waiting: inState('waiting_list'),
      entered: inState('entered'),
      offered: inState('offered'),
      unanswered: people(sql`${tickets.state} = 'held' and ${tickets.answerBy} is not null`),
    })
    .from(tickets)
    .where(inArray(tickets.sessionId, ids))
    .groupBy(tickets.sessionId);
  const free = await db
    .select({ id: places.sessionId, free: sql<number>`count(*)` })
    .from(places)
    .where(and(inArray(places.sessionId, ids), sql`${places.ticketId} is null`))
    .groupBy(places.sessionId);
  const freeOf = new Map(free.map((row) => [row.id, row.free]));
  const known = new Map(wanting.map(({ id, ...counts }) => [id, counts]));
  return new Map(ids.map((id) => [id, { ...noPeople, ...known.get(id), free: freeOf.get(id) ?? 0 }]));
}
