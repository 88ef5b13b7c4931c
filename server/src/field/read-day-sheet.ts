import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import { instantOf, localDateAt } from '@jemput/shared/calendar/time-zone';
import type { Assignment, DaySheet } from '@jemput/shared/field/day-sheet';
import { newestState, toldAt } from '@jemput/shared/field/live-state';
import { parentOf } from '@jemput/shared/places/area';
import { and, asc, eq, gte, inArray, lte, notInArray, or } from 'drizzle-orm';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import { queues } from '../db/schema/bookings.ts';
import { reports, sessionForecasts } from '../db/schema/field.ts';
import { areas, kits, venues } from '../db/schema/places.ts';
import { assignments, sessionChanges, sessionKits, sessions } from '../db/schema/sessions.ts';
import { crewMembers } from '../db/schema/staff.ts';
import { NotFound } from '../errors.ts';

const DAYS_AHEAD = 13;
/** An evening without network is reported the day after, or on Monday. */
const DAYS_BACK = 3;

/**
 * Sessions of the last days that the signed-in crew member has not closed, today's, and those of the next two weeks. An administrator who is no
 * crew member sees everybody's.
 *
 * @throws NotFound where the account belongs to no crew member
 */
export async function readDaySheet(ctx: Context): Promise<DaySheet> {
  requirePermission(ctx, 'field.report');
  const today = localDateAt(ctx.now(), ctx.zone);
  const crewMember = await findCrewMember(ctx);
  const whole = crewMember.whole;
  const ids = await sessionIds(ctx.db, whole ? null : crewMember.id, today);
  return {
    crewMember: { id: crewMember.id, name: crewMember.name },
    today,
    madeAt: instantOf(ctx.now(), ctx.zone),
    assignments: await readAssignments(ctx, ids, crewMember.id),
  };
}

async function findCrewMember({ db, actor }: Context): Promise<{ id: string; name: string; whole: boolean }> {
  const userId = actor?.id ?? '';
  const [member] = await db
    .select({ id: crewMembers.id, name: crewMembers.name })
    .from(crewMembers)
    .where(and(eq(crewMembers.userId, userId), eq(crewMembers.active, true)))
    .limit(1);
  if (member) return { ...member, whole: false };
  if (actor?.role === 'admin') return { id: userId, name: actor.name, whole: true };
  throw new NotFound(`The account ${actor?.name ?? ''} belongs to no active crew member. The office can set that.`);
}

async function sessionIds(db: Database, crewMemberId: string | null, today: LocalDate): Promise<string[]> {
  const unclosed = and(
    gte(sessions.date, addDays(today, -DAYS_BACK)),
    notInArray(sessions.status, ['done', 'cancelled']),
  );
  const shown = and(or(gte(sessions.date, today), unclosed), lte(sessions.date, addDays(today, DAYS_AHEAD)));
  if (crewMemberId === null)
    return (await db.select({ id: sessions.id }).from(sessions).where(shown)).map(({ id }) => id);
  const rows = await db
    .select({ id: sessions.id })
    .from(assignments)
    .innerJoin(sessions, eq(sessions.id, assignments.sessionId))
    .where(and(eq(assignments.crewMemberId, crewMemberId), shown));
  return rows.map(({ id }) => id);
}

async function readAssignments({ db, zone }: Context, ids: string[], crewMemberId: string): Promise<Assignment[]> {
  const rows = await db
    .select({ session: sessions, venue: venues })
    .from(sessions)
    .innerJoin(venues, eq(venues.id, sessions.venueId))
    .where(inArray(sessions.id, ids))
    .orderBy(asc(sessions.startsAt), asc(sessions.id));
  const around = await readAround(db, ids);
  const areaRows = await db.select({ code: areas.code, name: areas.name }).from(areas);
  const nameOf = new Map(areaRows.map(({ code, name }) => [code, name]));
  const iso = (epochMillis: number) => instantOf(epochMillis, zone);
  return rows.map(({ session, venue }) => {
    const { id, name, kind, address, lat, lon, areaCode: code, contactName, contactPhone } = venue;
    const area = { code, name: nameOf.get(code) ?? code, district: nameOf.get(parentOf(code) ?? '') ?? '' };
    const crew = around.crew.get(session.id) ?? [];
    const reported = around.reports.get(session.id) ?? [];
    const closed = reported.find((report) => report.kind === 'closed');
    const told = newestState(reported);
    return {
      sessionId: session.id,
      status: session.status,
      date: session.date,
      startsAt: iso(session.startsAt * 1000),
      endsAt: iso(session.endsAt * 1000),
      venue: { id, name, kind, address, lat, lon, area, contactName, contactPhone },
      kits: (around.kits.get(session.id) ?? []).map((kit) => ({ id: kit.id, name: kit.name })),
      colleagues: crew.filter((member) => member.id !== crewMemberId).map((member) => member.name),
      capacity: session.capacity,
      expectedMean: session.expectedMean,
      usual: around.kept.get(session.id)?.[0]?.usual ?? { low: session.expectedLow, high: session.expectedHigh },
      numbers: around.numbers.get(session.id)?.[0]?.told ?? null,
      changes: (around.changes.get(session.id) ?? []).map(({ what, from, to, reason, at }) => {
        return { what, from, to, reason, at: iso(at) };
      }),
      told: told && { id: told.id, state: told.state, incident: told.incident, toldAt: toldAt(told) },
      closed: closed
        ? { served: closed.served ?? 0, turnedAway: closed.turnedAway, receivedAt: iso(closed.receivedAt) }
        : null,
    };
  });
}

/** What hangs on these sessions, by session. */
async function readAround(db: Database, ids: string[]) {
  const kitRows = await db
    .select({ sessionId: sessionKits.sessionId, id: kits.id, name: kits.name })
    .from(sessionKits)
    .innerJoin(kits, eq(kits.id, sessionKits.kitId))
    .where(inArray(sessionKits.sessionId, ids))
    .orderBy(asc(kits.id));
  const crewRows = await db
    .select({ sessionId: assignments.sessionId, id: crewMembers.id, name: crewMembers.name })
    .from(assignments)
    .innerJoin(crewMembers, eq(crewMembers.id, assignments.crewMemberId))
    .where(inArray(assignments.sessionId, ids))
    .orderBy(asc(crewMembers.name));
  const changeRows = await db
    .select()
    .from(sessionChanges)
    .where(inArray(sessionChanges.sessionId, ids))
    .orderBy(asc(sessionChanges.seq));
  const reportRows = await db.select().from(reports).where(inArray(reports.sessionId, ids));
  const keptRows = await db.select().from(sessionForecasts).where(inArray(sessionForecasts.sessionId, ids));
  const kept = keptRows.map(({ sessionId, forecast }) => ({
    sessionId,
    usual: { low: forecast.q10, high: forecast.q90 },
  }));
  const queueRows = await db.select().from(queues).where(inArray(queues.sessionId, ids));
  const numbers = queueRows.map(({ sessionId, toldIssued: issued, toldLeft: left }) => {
    return { sessionId, told: { issued, left } };
  });
  const bySession = <T extends { sessionId: string }>(list: T[]) => Map.groupBy(list, (row) => row.sessionId);
  return {
    kits: bySession(kitRows),
    crew: bySession(crewRows),
    changes: bySession(changeRows),
    reports: bySession(reportRows),
    kept: bySession(kept),
    numbers: bySession(numbers),
  };
}
