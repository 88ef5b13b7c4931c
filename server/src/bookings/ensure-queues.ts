import type { QueueSettings } from '@jemput/shared/bookings/queue-settings';
import { type ReleaseSchedule, releaseSchedule } from '@jemput/shared/bookings/release-schedule';
import { eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { places, queues } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { newCommitment } from '../draws/commit-seed.ts';
import { readQueueSettings } from './read-settings.ts';

type Within = Pick<Context, 'db' | 'now' | 'zone' | 'keys'>;
type Hours = Pick<typeof sessions.$inferSelect, 'date' | 'startsAt' | 'endsAt'>;
type ScheduleOf = (release: QueueSettings['release'], hours: Hours) => ReleaseSchedule;

/** Bound values of one statement. */
const CHUNK = 500;

const ofSession = { id: sessions.id, date: sessions.date, startsAt: sessions.startsAt, endsAt: sessions.endsAt };
const ofQueue = {
  sessionId: queues.sessionId,
  release: queues.release,
  opensAt: queues.opensAt,
  closesAt: queues.closesAt,
  laidOutAt: queues.laidOutAt,
  drawnAt: queues.drawnAt,
};

/**
 * Gives every session its queue, in the transaction that promises it; one that has a queue keeps it, with hours that follow the session's
 * as long as no place is laid out. Doing it twice changes nothing.
 */
export async function ensureQueues(ctx: Within, sessionIds: readonly string[]): Promise<void> {
  const settings = await readQueueSettings(ctx);
  const schedule = schedulesOf(settings, ctx.zone);
  for (let start = 0; start < sessionIds.length; start += CHUNK) {
    const ids = sessionIds.slice(start, start + CHUNK);
    const rows = await ctx.db
      .select({ session: ofSession, queue: ofQueue })
      .from(sessions)
      .leftJoin(queues, eq(queues.sessionId, sessions.id))
      .where(inArray(sessions.id, ids));
    const missing = rows.filter(({ queue, session }) => !queue && session.endsAt * 1000 > ctx.now());
    await insertQueues(
      ctx,
      settings.release,
      missing.map(({ session }) => ({ ...session, ...schedule(settings.release, session) })),
    );
    const others = rows.flatMap(({ session, queue }) => (queue ? followedHours(ctx, schedule, session, queue) : []));
    await updateHours(ctx, others);
  }
}

type NewQueue = Pick<ReleaseSchedule, 'opensAt' | 'closesAt'> & { id: string; date: string };

/** One statement however many. */
async function insertQueues(ctx: Within, release: QueueSettings['release'], added: NewQueue[]): Promise<void> {
  if (added.length === 0) return;
  const rows = added.map(({ id, date, opensAt, closesAt }) => {
    const drawn = release === 'draw' ? newCommitment(ctx, date) : { commitment: null, sealedSeed: null };
    return [id, release, opensAt, closesAt, drawn.commitment, drawn.sealedSeed];
  });
  await ctx.db.run(sql`
    insert into ${queues} (session_id, release, opens_at, closes_at, commitment, sealed_seed)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5
    from json_each(${JSON.stringify(rows)})`);
}

type QueueHours = Pick<typeof queues.$inferSelect, keyof typeof ofQueue>;
type FollowedHours = [sessionId: string, opensAt: number, closesAt: number];

/** What was promised of the opening stays once numbers can be had; until when they can be had follows the session. Empty where nothing changes. */
function followedHours({ now }: Within, scheduleOf: ScheduleOf, session: Hours, queue: QueueHours): FollowedHours[] {
  const schedule = scheduleOf(queue.release, session);
  const opensAt = queue.laidOutAt === null && queue.opensAt > now() ? schedule.opensAt : queue.opensAt;
  const closesAt = queue.drawnAt === null ? schedule.closesAt : session.startsAt * 1000;
  if (opensAt === queue.opensAt && closesAt === queue.closesAt) return [];
  return [[queue.sessionId, opensAt, closesAt]];
}

async function updateHours({ db }: Within, changed: FollowedHours[]): Promise<void> {
  if (changed.length === 0) return;
  await db.run(sql`
    update ${queues} set opens_at = news.value ->> 1, closes_at = news.value ->> 2
    from json_each(${JSON.stringify(changed)}) as news
    where ${queues.sessionId} = news.value ->> 0`);
}

export function scheduleOf(settings: QueueSettings, { date, startsAt, endsAt }: Hours, zone: string): ReleaseSchedule {
  return releaseSchedule(settings, { date, startsAt: startsAt * 1000, endsAt: endsAt * 1000, zone });
}

/** The same for many: those of the same hours of a date have the same schedule, and a zone's clock is slow to read. */
export function schedulesOf(settings: QueueSettings, zone: string): ScheduleOf {
  const known = new Map<string, ReleaseSchedule>();
  return (release, hours) => {
    const key = `${release} ${hours.date} ${hours.startsAt} ${hours.endsAt}`;
    const schedule = known.get(key) ?? scheduleOf({ ...settings, release }, hours, zone);
    known.set(key, schedule);
    return schedule;
  };
}

/**
 * Lays out sessions' places, each once, in the caller's transaction.
 *
 * @param numbers of each session, by its id
 * @returns those of them that were not laid out before
 */
export async function writePlaces(
  { db, now, zone }: Pick<Context, 'db' | 'now' | 'zone'>,
  numbers: ReadonlyMap<string, number>,
): Promise<string[]> {
  const schedule = schedulesOf(await readQueueSettings({ db }), zone);
  const asked = await db
    .select({ session: ofSession, queue: ofQueue })
    .from(queues)
    .innerJoin(sessions, eq(sessions.id, queues.sessionId))
    .where(inArray(queues.sessionId, [...numbers.keys()]));
  const fresh = asked.filter(({ queue }) => queue.laidOutAt === null);
  if (fresh.length === 0) return [];
  const units = fresh.flatMap(({ session, queue }) => {
    const of = numbers.get(session.id) ?? 0;
    const { freeFrom } = schedule(queue.release, session);
    return Array.from({ length: of }, (_, at) => [session.id, at + 1, freeFrom(at + 1, of)]);
  });
  await db.run(sql`
    insert into ${places} (session_id, unit, free_from)
    select value ->> 0, value ->> 1, value ->> 2 from json_each(${JSON.stringify(units)})`);
  // What is left is known from now on, be it none: written again, so that whoever follows the queue is told.
  const laidOut = fresh.map(({ session: { id } }) => [id, numbers.get(id) ?? 0]);
  await db.run(sql`
    update ${queues} set numbers = news.value ->> 1, laid_out_at = ${now()}, told_left = told_left
    from json_each(${JSON.stringify(laidOut)}) as news
    where ${queues.sessionId} = news.value ->> 0`);
  return fresh.map(({ session }) => session.id);
}
