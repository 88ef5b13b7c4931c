import { type LiveState, liveState } from '@jemput/shared/field/live-state';
import type { ChangedField } from '@jemput/shared/sessions/session';
import { and, desc, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import { queues } from '../db/schema/bookings.ts';
import { reports } from '../db/schema/field.ts';
import { sessionChanges, sessions } from '../db/schema/sessions.ts';

type SessionRow = typeof sessions.$inferSelect;

interface Change {
  what: ChangedField;
  from: string | null;
  to: string | null;
  reason: string;
}

/**
 * Makes the session what all its reports together and its queue say, and writes every change of that into the public log. A report that is older than
 * what is told, or confirms it, changes nothing but the time at which the session was last looked at.
 */
export async function writeLiveState(ctx: Pick<Context, 'db' | 'now'>, session: SessionRow): Promise<void> {
  const { db: tx } = ctx;
  const told = orFull(
    liveState(await tx.select().from(reports).where(eq(reports.sessionId, session.id))),
    await fullSince(tx, session.id),
  );
  if (!told || session.status === 'cancelled') return;
  const checkedAt = Math.max(session.checkedAt, told.toldAt);
  const settled = session.status === 'done';
  const changes = settled ? [] : await changesTo(tx, session, told);
  const sequence = session.sequence + (changes.some(({ what }) => what === 'status') ? 1 : 0);
  const { status, room } = settled ? session : told;
  await tx.update(sessions).set({ status, room, sequence, checkedAt }).where(eq(sessions.id, session.id));
  for (const change of changes) {
    await tx.insert(sessionChanges).values({ sessionId: session.id, sequence, at: ctx.now(), ...change });
  }
}

/** Why the office says of itself that a session is full: nobody further could be served by closing (queue/close-out.ts). */
const NO_MORE_SERVABLE = 'no_more_servable';

type Told = LiveState & { why?: typeof NO_MORE_SERVABLE };

/** What a crew has opened is full where its queue says so; what rests or is over stays so. */
function orFull(told: LiveState | null, since: number | null): Told | null {
  if (told?.status !== 'open' || since === null) return told;
  return { ...told, status: 'full', room: null, why: NO_MORE_SERVABLE };
}

async function fullSince(tx: Database, sessionId: string): Promise<number | null> {
  const [queue] = await tx.select({ since: queues.fullSince }).from(queues).where(eq(queues.sessionId, sessionId));
  return queue?.since ?? null;
}

/** In the order in which they are told: what the session is now, then what room it has. */
async function changesTo(tx: Database, session: SessionRow, told: Told): Promise<Change[]> {
  const changes: Change[] = [];
  const reason = told.incident ?? told.why ?? '';
  const otherwise = told.status === 'paused' && reason !== (await lastReason(tx, session.id));
  if (told.status !== session.status || otherwise) {
    changes.push({ what: 'status', from: session.status, to: told.status, reason });
  }
  if (told.room !== null && told.room !== session.room) {
    changes.push({ what: 'room', from: session.room, to: told.room, reason: '' });
  }
  return changes;
}

async function lastReason(tx: Database, sessionId: string): Promise<string | undefined> {
  const [last] = await tx
    .select({ reason: sessionChanges.reason })
    .from(sessionChanges)
    .where(and(eq(sessionChanges.sessionId, sessionId), eq(sessionChanges.what, 'status')))
    .orderBy(desc(sessionChanges.seq))
    .limit(1);
  return last?.reason;
}
