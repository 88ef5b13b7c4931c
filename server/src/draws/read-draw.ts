import type { DrawRecord } from '@jemput/shared/bookings/draw-record';
import { instantOf } from '@jemput/shared/calendar/time-zone';
import { eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { draws, queues } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { NotFound } from '../errors.ts';

/** A session's draw as anybody may read it; all null where its numbers are not drawn. */
export interface PublishedDraw {
  sessionId: string;
  /** SHA-256 of the seed's 32 bytes, hex. */
  commitment: string | null;
  /** ISO 8601 with offset: until when one can enter; the draw follows within the minute. */
  drawsAt: string | null;
  /** Null until it is drawn. */
  draw: DrawRecord | null;
}

/** @throws NotFound */
export async function readDraw(
  { db, zone }: Pick<Context, 'db' | 'zone'>,
  { id }: { id: string },
): Promise<PublishedDraw> {
  const [row] = await db
    .select({ queue: queues, record: draws.record })
    .from(sessions)
    .leftJoin(queues, eq(queues.sessionId, sessions.id))
    .leftJoin(draws, eq(draws.sessionId, sessions.id))
    .where(eq(sessions.id, id));
  if (!row) throw new NotFound(`There is no session ${id}.`);
  const { commitment = null, closesAt, drawnAt } = row.queue ?? {};
  if (commitment === null) return { sessionId: id, commitment, drawsAt: null, draw: null };
  return { sessionId: id, commitment, drawsAt: instantOf(drawnAt ?? closesAt ?? 0, zone), draw: row.record };
}
