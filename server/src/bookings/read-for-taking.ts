import type { QueueSettings } from '@jemput/shared/bookings/queue-settings';
import { openStates } from '@jemput/shared/bookings/ticket';
import { and, eq, gte, inArray, or, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import { queues, tickets } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { nameCheckOf } from './name-check.ts';
import type { PreparedRequest } from './prepare-request.ts';
import { readQueueSettings } from './read-settings.ts';

/** A ticket that counts towards its household's cap. */
export interface HeldTicket {
  contactCheck: string | null;
  deviceCheck: string | null;
  sessionId: string;
}

/** A session whose numbers are asked for, and how they are given out. */
export interface TakenFrom {
  queue: Pick<typeof queues.$inferSelect, 'release' | 'opensAt' | 'closesAt' | 'numbers' | 'fullSince' | 'toldLeft'>;
  session: Pick<typeof sessions.$inferSelect, 'id' | 'status' | 'date' | 'startsAt' | 'endsAt'>;
}

export interface TakingFacts {
  settings: QueueSettings;
  /** Tickets that these requests already got, by request key. */
  known: Map<string, { id: string }>;
  queues: Map<string, TakenFrom>;
  held: HeldTicket[];
  /** People on each session's waiting list and the last place on it; nothing where nobody waits. */
  waiting: Map<string, { people: number; last: number }>;
  /** Tickets booked today, by the account that did. */
  assisted: Map<string, number>;
  /** Tickets under the same name at a session, by session and name check; left empty where nobody is gathered for a lot. */
  alike: Map<string, number>;
}

const { release, opensAt, closesAt, numbers, fullSince, toldLeft } = queues;
const ofQueue = { release, opensAt, closesAt, numbers, fullSince, toldLeft };
const { id, status, date, startsAt, endsAt } = sessions;
const ofSession = { id, status, date, startsAt, endsAt };

/** All that a batch of requests is judged by, in one look at each table. */
export async function readForTaking(
  ctx: Pick<Context, 'db' | 'now' | 'secret'>,
  asked: readonly PreparedRequest[],
  today: { from: number },
): Promise<TakingFacts> {
  const { db } = ctx;
  const sessionIds = [...new Set(asked.map(({ sessionId }) => sessionId))];
  const known = await db
    .select({ id: tickets.id, requestKey: tickets.requestKey })
    .from(tickets)
    .where(
      inArray(
        tickets.requestKey,
        asked.flatMap(({ requestKeys }) => requestKeys),
      ),
    );
  const rows = await db
    .select({ queue: ofQueue, session: ofSession })
    .from(queues)
    .innerJoin(sessions, eq(sessions.id, queues.sessionId))
    .where(inArray(queues.sessionId, sessionIds));
  return {
    settings: await readQueueSettings(ctx),
    known: new Map(known.map(({ id, requestKey }) => [requestKey, { id }])),
    queues: new Map(rows.map((row) => [row.session.id, row])),
    held: await readHeld(ctx, asked),
    waiting: await readWaiting(db, sessionIds),
    assisted: await readAssisted(db, asked, today.from),
    alike: rows.some(({ queue }) => queue.release !== 'first_come') ? await readAlike(ctx, asked) : new Map(),
  };
}

/** Tickets of the same contacts and devices for sessions that are not over. */
async function readHeld({ db, now }: Pick<Context, 'db' | 'now'>, asked: readonly PreparedRequest[]) {
  const contactChecks = asked.flatMap(({ contactCheck }) => contactCheck ?? []);
  const deviceChecks = asked.flatMap(({ deviceCheck }) => deviceCheck ?? []);
  if (contactChecks.length + deviceChecks.length === 0) return [];
  return db
    .select({
      contactCheck: tickets.contactCheck,
      deviceCheck: tickets.deviceCheck,
      sessionId: tickets.sessionId,
    })
    .from(tickets)
    .innerJoin(sessions, eq(sessions.id, tickets.sessionId))
    .where(
      and(
        or(inArray(tickets.contactCheck, contactChecks), inArray(tickets.deviceCheck, deviceChecks)),
        inArray(tickets.state, [...openStates]),
        sql`${sessions.endsAt} * 1000 > ${now()}`,
      ),
    );
}

async function readAlike({ db, secret }: Pick<Context, 'db' | 'secret'>, asked: readonly PreparedRequest[]) {
  const checks = [...new Set(asked.map(({ name }) => nameCheckOf(secret, name)))];
  const rows = await db
    .select({ sessionId: tickets.sessionId, nameCheck: tickets.nameCheck, count: sql<number>`count(*)` })
    .from(tickets)
    .where(
      and(
        inArray(tickets.sessionId, [...new Set(asked.map(({ sessionId }) => sessionId))]),
        inArray(tickets.nameCheck, checks),
        inArray(tickets.state, [...openStates]),
      ),
    )
    .groupBy(tickets.sessionId, tickets.nameCheck);
  return new Map(rows.map(({ sessionId, nameCheck, count }) => [`${sessionId} ${nameCheck}`, count]));
}

async function readWaiting(db: Database, sessionIds: string[]) {
  const rows = await db
    .select({
      sessionId: tickets.sessionId,
      people: sql<number>`sum(${tickets.people})`,
      last: sql<number>`coalesce(max(${tickets.waitOrder}), 0)`,
    })
    .from(tickets)
    .where(and(inArray(tickets.sessionId, sessionIds), eq(tickets.state, 'waiting_list')))
    .groupBy(tickets.sessionId);
  return new Map(rows.map(({ sessionId, ...list }) => [sessionId, list]));
}

async function readAssisted(db: Database, asked: readonly PreparedRequest[], from: number) {
  const accounts = [...new Set(asked.flatMap(({ bookedBy }) => bookedBy?.id ?? []))];
  if (accounts.length === 0) return new Map<string, number>();
  const rows = await db
    .select({ bookedBy: tickets.bookedBy, count: sql<number>`count(*)` })
    .from(tickets)
    .where(and(inArray(tickets.bookedBy, accounts), gte(tickets.askedAt, from)))
    .groupBy(tickets.bookedBy);
  return new Map(rows.flatMap(({ bookedBy, count }) => (bookedBy ? [[bookedBy, count] as const] : [])));
}
