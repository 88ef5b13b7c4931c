import type { QueueSettings } from '@jemput/shared/bookings/queue-settings';
import { type ReleaseSchedule, releaseSchedule } from '@jemput/shared/bookings/release-schedule';
import { eq, inArray } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { places, queues } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { newCommitment } from '../draws/commit-seed.ts';
import { readQueueSettings } from './read-settings.ts';

type Within = Pick<Context, 'db' | 'now' | 'zone' | 'keys'>;
type Hours = Pick<typeof sessions.$inferSelect, 'date' | 'startsAt' | 'endsAt'>;

/** Bound values of one statement. */
const CHUNK = 200;

/**
 * Gives every session its queue, in the transaction that promises it; one that has a queue keeps it, with hours that follow the session's
 * as long as no place is laid out. Doing it twice changes nothing.
 */
export async function ensureQueues(ctx: Within, sessionIds: readonly string[]): Promise<void> {
  const settings = await readQueueSettings(ctx);
  for (let start = 0; start < sessionIds.length; start += CHUNK) {
    const ids = sessionIds.slice(start, start + CHUNK);
    const rows = await ctx.db
      .select({ session: sessions, queue: queues })
      .from(sessions)
      .leftJoin(queues, eq(queues.sessionId, sessions.id))
      .where(inArray(sessions.id, ids));
    const missing = rows.filter(({ queue, session }) => !queue && session.endsAt * 1000 > ctx.now());
    const values = missing.map(({ session }) => newQueue(ctx, settings, session));
    if (values.length > 0) await ctx.db.insert(queues).values(values);
    for (const { session, queue } of rows) if (queue) await followHours(ctx, settings, session, queue);
  }
}

function newQueue(ctx: Within, settings: QueueSettings, session: Hours & { id: string }) {
  const { opensAt, closesAt } = scheduleOf(settings, session, ctx.zone);
  const drawn = settings.release === 'draw' ? newCommitment(ctx, session.date) : { commitment: null, sealedSeed: null };
  return { sessionId: session.id, release: settings.release, opensAt, closesAt, ...drawn };
}

/** What was promised of the opening stays once numbers can be had; until when they can be had follows the session. */
async function followHours(
  { db, now, zone }: Within,
  settings: QueueSettings,
  session: Hours & { id: string },
  queue: typeof queues.$inferSelect,
): Promise<void> {
  const schedule = scheduleOf({ ...settings, release: queue.release }, session, zone);
  const opensAt = queue.laidOutAt === null && queue.opensAt > now() ? schedule.opensAt : queue.opensAt;
  const closesAt = queue.drawnAt === null ? schedule.closesAt : session.startsAt * 1000;
  if (opensAt === queue.opensAt && closesAt === queue.closesAt) return;
  await db.update(queues).set({ opensAt, closesAt }).where(eq(queues.sessionId, queue.sessionId));
}

export function scheduleOf(settings: QueueSettings, { date, startsAt, endsAt }: Hours, zone: string): ReleaseSchedule {
  return releaseSchedule(settings, { date, startsAt: startsAt * 1000, endsAt: endsAt * 1000, zone });
}

/** Lays out a session's places, once, in the caller's transaction. @returns false where that was done before */
export async function writePlaces(
  { db, now, zone }: Pick<Context, 'db' | 'now' | 'zone'>,
  session: Hours & { id: string },
  numbers: number,
): Promise<boolean> {
  const [queue] = await db.select().from(queues).where(eq(queues.sessionId, session.id));
  if (!queue || queue.laidOutAt !== null) return false;
  const settings = await readQueueSettings({ db });
  const { freeFrom } = scheduleOf({ ...settings, release: queue.release }, session, zone);
  const units = Array.from({ length: numbers }, (_, at) => at + 1);
  const rows = units.map((unit) => ({ sessionId: session.id, unit, freeFrom: freeFrom(unit, numbers) }));
  for (let start = 0; start < rows.length; start += CHUNK) {
    await db.insert(places).values(rows.slice(start, start + CHUNK));
  }
  await db.update(queues).set({ numbers, laidOutAt: now() }).where(eq(queues.sessionId, session.id));
  return true;
}
