import type { DrawRecord } from '@jemput/shared/bookings/draw-record';
import { instantOf } from '@jemput/shared/calendar/time-zone';
import { eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { draws, queues } from '../db/schema/bookings.ts';
import { NotFound } from '../errors.ts';

/** A session's draw as anybody may read it. */
export interface PublishedDraw {
  sessionId: string;
  /** SHA-256 of the seed's 32 bytes, hex. */
  commitment: string;
  /** ISO 8601 with offset: until when one can enter; the draw follows within the minute. */
  drawsAt: string;
  /** Null until it is drawn. */
  draw: DrawRecord | null;
}

/** @throws NotFound where no numbers are drawn */
export async function readDraw(
  { db, zone }: Pick<Context, 'db' | 'zone'>,
  { id }: { id: string },
): Promise<PublishedDraw> {
  const [row] = await db
    .select({ queue: queues, record: draws.record })
    .from(queues)
    .leftJoin(draws, eq(draws.sessionId, queues.sessionId))
    .where(eq(queues.sessionId, id));
  const { commitment, closesAt, drawnAt } = row?.queue ?? {};
  if (!row || !commitment) throw new NotFound(`There is no session ${id} whose numbers are drawn.`);
  const drawsAt = instantOf(drawnAt ?? closesAt ?? 0, zone);
  return { sessionId: id, commitment, drawsAt, draw: row.record };
}
