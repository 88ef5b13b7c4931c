import { instantOf } from '@jemput/shared/calendar/time-zone';
import { pauseEnd, pauseStart } from '@jemput/shared/sessions/session-state';
import { eq, inArray } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { counters } from '../db/schema/counters.ts';
import { pools, venues } from '../db/schema/places.ts';
import { sessions } from '../db/schema/sessions.ts';
import { NotFound } from '../errors.ts';

type SessionRow = typeof sessions.$inferSelect;

/** Rests within a session's hours, Unix milliseconds. */
export interface Rest {
  from: number;
  to: number;
}

/** What an office says of walk-ins weighs as much as so many people counted. */
export const WALK_INS_KNOWN_PEOPLE = 50;

export interface SessionMeans {
  session: SessionRow;
  /** Unix milliseconds. */
  startsAt: number;
  endsAt: number;
  rests: Rest[];
  /** Desks that are planned, and the mean minutes that one person is planned to take at one. */
  desks: number;
  minutesPerPerson: number;
  /** People of its pool not yet recorded; more than enough at a counter. */
  remaining: number;
}

/**
 * What a session has to serve people with.
 *
 * @throws NotFound
 */
export async function getSessionMeans(ctx: Pick<Context, 'db' | 'zone'>, sessionId: string): Promise<SessionMeans> {
  const [means] = await readSessionMeans(ctx, [sessionId]);
  if (!means) throw new NotFound(`There is no session ${sessionId}.`);
  return means;
}

/** The same of several; of what is no session there is none. */
export async function readSessionMeans(
  { db, zone }: Pick<Context, 'db' | 'zone'>,
  sessionIds: readonly string[],
): Promise<SessionMeans[]> {
  const rows = await db
    .select({ session: sessions, remaining: pools.remaining, counter: counters })
    .from(sessions)
    .innerJoin(venues, eq(venues.id, sessions.venueId))
    .innerJoin(pools, eq(pools.id, venues.poolId))
    .leftJoin(counters, eq(counters.id, sessions.counterId))
    .where(inArray(sessions.id, [...sessionIds]));
  return rows.map(({ session, counter, remaining }) => {
    const [startsAt, endsAt] = [session.startsAt * 1000, session.endsAt * 1000];
    const openMinutes = (endsAt - startsAt) / 60_000;
    return {
      session,
      startsAt,
      endsAt,
      rests: restsOf(session, zone),
      desks: counter?.desks ?? session.kits,
      minutesPerPerson: counter?.minutesPerPerson ?? (session.kits * openMinutes) / Math.max(1, session.capacity),
      remaining: counter ? Number.MAX_SAFE_INTEGER : remaining,
    };
  });
}

/** Where there are none no clock is read, which is slow. */
function restsOf({ startsAt, pauses }: SessionRow, zone: string): Rest[] {
  if (pauses.length === 0) return [];
  const told = { startsAt: instantOf(startsAt * 1000, zone) };
  return pauses.map((pause) => ({ from: pauseStart(told, pause), to: pauseEnd(told, pause) }));
}

/** Minutes of the session in which people are served. */
export function servingMinutes({
  startsAt,
  endsAt,
  rests,
}: Pick<SessionMeans, 'startsAt' | 'endsAt' | 'rests'>): number {
  const rested = rests.reduce((sum, { from, to }) => {
    return sum + Math.max(0, Math.min(to, endsAt) - Math.max(from, startsAt));
  }, 0);
  return (endsAt - startsAt - rested) / 60_000;
}
