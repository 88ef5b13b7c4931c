import { type LiveState, liveState } from '@jemput/shared/field/live-state';
import type { ChangedField } from '@jemput/shared/sessions/session';
import { and, desc, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
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
 * Makes the session what all its reports together say, and writes every change of that into the public log. A report that is older than
 * what is told, or confirms it, changes nothing but the time at which the session was last looked at.
 */
export async function writeLiveState(ctx: Pick<Context, 'db' | 'now'>, session: SessionRow): Promise<void> {
  const { db: tx } = ctx;
  const told = liveState(await tx.select().from(reports).where(eq(reports.sessionId, session.id)));
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

/** In the order in which they are told: what the session is now, then what room it has. */
async function changesTo(tx: Database, session: SessionRow, told: LiveState): Promise<Change[]> {
  const changes: Change[] = [];
  const reason = told.incident ?? '';
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
