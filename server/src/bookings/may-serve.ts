import { and, eq } from 'drizzle-orm';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { counterStaff } from '../db/schema/counters.ts';
import { assignments, sessions } from '../db/schema/sessions.ts';
import { crewMembers } from '../db/schema/staff.ts';
import { Forbidden, NotFound } from '../errors.ts';

export type ServedSession = typeof sessions.$inferSelect;

/**
 * The session, for whoever may call numbers there: planners and administrators anywhere, crews only where they are assigned or belong to
 * the counter.
 *
 * @throws NotFound, Forbidden
 */
export async function requireMayServe(ctx: Context, sessionId: string): Promise<ServedSession> {
  requirePermission(ctx, 'queue.call');
  const [session] = await ctx.db.select().from(sessions).where(eq(sessions.id, sessionId)).limit(1);
  if (!session) throw new NotFound(`There is no session ${sessionId}.`);
  if (ctx.actor?.role !== 'crew' || (await standsAt(ctx, session))) return session;
  throw new Forbidden(`The session ${session.id} on ${session.date} is not assigned to ${ctx.actor.name}.`);
}

async function standsAt({ db, actor }: Context, session: ServedSession): Promise<boolean> {
  const self = and(eq(crewMembers.userId, actor?.id ?? ''), eq(crewMembers.active, true));
  const [assigned] = await db
    .select({ id: crewMembers.id })
    .from(assignments)
    .innerJoin(crewMembers, eq(crewMembers.id, assignments.crewMemberId))
    .where(and(eq(assignments.sessionId, session.id), self))
    .limit(1);
  if (assigned || session.counterId === null) return assigned !== undefined;
  const [ofCounter] = await db
    .select({ id: crewMembers.id })
    .from(counterStaff)
    .innerJoin(crewMembers, eq(crewMembers.id, counterStaff.crewMemberId))
    .where(and(eq(counterStaff.counterId, session.counterId), self))
    .limit(1);
  return ofCounter !== undefined;
}
