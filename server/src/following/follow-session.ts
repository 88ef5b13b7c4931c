import { eq } from 'drizzle-orm';
import { readQueueSettings } from '../bookings/read-settings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { type Following, followCancelled } from './follow-cancelled.ts';
import { type Former, followMoved } from './follow-moved.ts';

/** Of one publication: what it did to sessions that people may hold numbers for. */
export interface SessionsChanged {
  moved: Former[];
  cancelled: string[];
}

/**
 * Takes the holders of changed sessions along, in the transaction that changes them: nobody is left without a ticket, a word or a choice. Call it
 * when all sessions stand as they will, with what is expected of them.
 */
export async function followSessions(ctx: Following, { moved, cancelled }: SessionsChanged): Promise<void> {
  if (moved.length + cancelled.length === 0) return;
  const settings = await readQueueSettings(ctx);
  for (const former of moved) {
    const cause = `moved:${await sequenceOf(ctx, former.sessionId)}`;
    await followMoved(ctx, former, { settings, cause });
  }
  for (const sessionId of cancelled) {
    const cause = `cancelled:${sessionId}`;
    await followCancelled(ctx, sessionId, { settings, cause });
  }
}

/** Grows with every published change of a session, so that each is told once. */
async function sequenceOf({ db }: Following, sessionId: string): Promise<string> {
  const [row] = await db.select({ sequence: sessions.sequence }).from(sessions).where(eq(sessions.id, sessionId));
  return `${sessionId}:${row?.sequence ?? 0}`;
}
