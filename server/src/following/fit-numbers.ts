import { and, desc, eq, isNull } from 'drizzle-orm';
import { scheduleOf } from '../bookings/ensure-queues.ts';
import { readQueueSettings } from '../bookings/read-settings.ts';
import type { Context } from '../context.ts';
import { places, queues } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';

type Within = Pick<Context, 'db' | 'now' | 'zone'>;

/** Bound values of one statement. */
const CHUNK = 200;

/**
 * Makes a session's places as many as asked, in the caller's transaction: further ones come after the last, and of too many those go that
 * nobody has, the latest first. Who has a place keeps it, so there may be more left than asked. Nothing before they are laid out.
 *
 * @returns people who have a place beyond what was asked for
 */
export async function fitNumbers(ctx: Within, sessionId: string, numbers: number): Promise<number> {
  const { db: tx } = ctx;
  const [row] = await tx
    .select({ session: sessions, queue: queues })
    .from(queues)
    .innerJoin(sessions, eq(sessions.id, queues.sessionId))
    .where(eq(queues.sessionId, sessionId));
  if (!row || row.queue.laidOutAt === null) return 0;
  const laid = await tx.select({ unit: places.unit }).from(places).where(eq(places.sessionId, sessionId));
  if (numbers > laid.length) {
    const last = laid.reduce((most, { unit }) => Math.max(most, unit), 0);
    const settings = { ...(await readQueueSettings(ctx)), release: row.queue.release };
    const { freeFrom } = scheduleOf(settings, row.session, ctx.zone);
    const units = Array.from({ length: numbers - laid.length }, (_, at) => last + 1 + at);
    const fresh = units.map((unit) => ({ sessionId, unit, freeFrom: freeFrom(Math.min(unit, numbers), numbers) }));
    for (let start = 0; start < fresh.length; start += CHUNK) {
      await tx.insert(places).values(fresh.slice(start, start + CHUNK));
    }
  } else await dropFree(tx, sessionId, laid.length - numbers);
  const left = await tx.$count(places, eq(places.sessionId, sessionId));
  await tx.update(queues).set({ numbers: left }).where(eq(queues.sessionId, sessionId));
  return Math.max(0, left - numbers);
}

async function dropFree(tx: Context['db'], sessionId: string, excess: number): Promise<void> {
  const free = await tx
    .select({ unit: places.unit })
    .from(places)
    .where(and(eq(places.sessionId, sessionId), isNull(places.ticketId)))
    .orderBy(desc(places.unit))
    .limit(excess);
  for (const { unit } of free) {
    await tx.delete(places).where(and(eq(places.sessionId, sessionId), eq(places.unit, unit), isNull(places.ticketId)));
  }
}
