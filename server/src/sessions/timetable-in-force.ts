import { instantOf } from '@jemput/shared/calendar/time-zone';
import { desc, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { timetables } from '../db/schema/sessions.ts';
import { user } from '../db/schema/staff.ts';

/** The newest publication; `id` 0 before the first. `by` says who and when, for those who come second. */
export async function timetableInForce({
  db,
  zone,
}: Pick<Context, 'db' | 'zone'>): Promise<{ id: number; by: string }> {
  const [row] = await db
    .select({ id: timetables.id, at: timetables.publishedAt, actorId: timetables.publishedBy, name: user.name })
    .from(timetables)
    .leftJoin(user, eq(user.id, timetables.publishedBy))
    .orderBy(desc(timetables.id))
    .limit(1);
  if (!row) return { id: 0, by: '' };
  return { id: row.id, by: `${row.name ?? row.actorId ?? 'somebody'} at ${instantOf(row.at, zone)}` };
}
