import { addDays } from '@jemput/shared/calendar/local-date';
import { instantOf, localDateAt } from '@jemput/shared/calendar/time-zone';
import { and, asc, eq, gte, inArray, lte } from 'drizzle-orm';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { queues } from '../db/schema/bookings.ts';
import { counterStaff } from '../db/schema/counters.ts';
import { venues } from '../db/schema/places.ts';
import { assignments, sessions } from '../db/schema/sessions.ts';
import { crewMembers } from '../db/schema/staff.ts';

export interface MyEvening {
  sessionId: string;
  venueName: string;
  date: string;
  /** ISO 8601 with offset. */
  startsAt: string;
  endsAt: string;
  status: string;
  service: 'recording' | 'printing';
}

/** Sessions with numbers of yesterday, today and tomorrow at which the actor calls: a crew member's own, anybody's for planners. */
export async function listMyEvenings(ctx: Context): Promise<MyEvening[]> {
  requirePermission(ctx, 'queue.call');
  const today = localDateAt(ctx.now(), ctx.zone);
  const near = and(gte(sessions.date, addDays(today, -1)), lte(sessions.date, addDays(today, 1)));
  const own = ctx.actor?.role === 'crew' ? inArray(sessions.id, await ownSessions(ctx)) : undefined;
  const rows = await ctx.db
    .select({ session: sessions, venueName: venues.name })
    .from(sessions)
    .innerJoin(queues, eq(queues.sessionId, sessions.id))
    .innerJoin(venues, eq(venues.id, sessions.venueId))
    .where(and(near, own))
    .orderBy(asc(sessions.startsAt), asc(sessions.id));
  return rows.map(({ session, venueName }) => ({
    sessionId: session.id,
    venueName,
    date: session.date,
    startsAt: instantOf(session.startsAt * 1000, ctx.zone),
    endsAt: instantOf(session.endsAt * 1000, ctx.zone),
    status: session.status,
    service: session.service,
  }));
}

async function ownSessions({ db, actor }: Context): Promise<string[]> {
  const self = and(eq(crewMembers.userId, actor?.id ?? ''), eq(crewMembers.active, true));
  const assigned = await db
    .select({ id: assignments.sessionId })
    .from(assignments)
    .innerJoin(crewMembers, eq(crewMembers.id, assignments.crewMemberId))
    .where(self);
  const atCounters = await db
    .select({ id: sessions.id })
    .from(counterStaff)
    .innerJoin(crewMembers, eq(crewMembers.id, counterStaff.crewMemberId))
    .innerJoin(sessions, eq(sessions.counterId, counterStaff.counterId))
    .where(self);
  return [...assigned, ...atCounters].map(({ id }) => id);
}
