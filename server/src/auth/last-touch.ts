import { instantOf } from '@jemput/shared/calendar/time-zone';
import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { acts, user } from '../db/schema/staff.ts';

/**
 * ` by Sri at 2013-10-25T09:00:00+07:00`, of the last act on something; nothing where none is known.
 *
 * @param of names of the acts, where the subject's id may be that of something else too
 */
export async function lastTouch(
  { db, zone }: Pick<Context, 'db' | 'zone'>,
  subject: string,
  of: readonly string[] = [],
): Promise<string> {
  const [row] = await db
    .select({ at: acts.at, actorId: acts.actorId, name: user.name })
    .from(acts)
    .leftJoin(user, eq(user.id, acts.actorId))
    .where(and(eq(acts.subject, subject), of.length > 0 ? inArray(acts.act, [...of]) : undefined))
    .orderBy(desc(acts.id))
    .limit(1);
  return row ? ` by ${row.name ?? row.actorId ?? 'somebody'} at ${instantOf(row.at, zone)}` : '';
}
