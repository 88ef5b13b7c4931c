import { addDays, isoWeekday, type LocalDate } from '@jemput/shared/calendar/local-date';
import type { StintFile } from '@jemput/shared/planning/problem-file';
import { and, asc, count, eq, gte, inArray, lt, ne, or } from 'drizzle-orm';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import { slots, venues } from '../db/schema/places.ts';
import { sessions } from '../db/schema/sessions.ts';
import { hasBegun } from '../sessions/has-begun.ts';
import { ofPlans } from '../sessions/of-plans.ts';
import { changeable, readSessionKits } from '../sessions/planned-changes.ts';

/** A session that is or was promised, as planning looks at it. */
export interface StandingSession {
  venue: string;
  pool: string;
  slot: string;
  date: LocalDate;
  kits: string[];
  /** People it is still expected to record; 0 once its report is in. */
  stillExpected: number;
}

export interface StandingSessions {
  /** Over, under way, or before the first date that is planned: nothing can be changed about them. */
  fixed: StandingSession[];
  /** Published and still movable. */
  movable: StandingSession[];
}

/** Sessions that bear on planning from `start` on; cancelled ones do not. */
export async function readStanding(
  { db, now, zone }: Pick<Context, 'db' | 'now' | 'zone'>,
  { start, today, lookBackDays }: { start: LocalDate; today: LocalDate; lookBackDays: number },
): Promise<StandingSessions> {
  const mondayOf = addDays(start, 1 - isoWeekday(start));
  const looked = addDays(start, -lookBackDays);
  const from = [mondayOf, looked, today].sort()[0] ?? today;
  const rows = await db
    .select({ session: sessions, pool: venues.poolId, slotStart: slots.startTime })
    .from(sessions)
    .innerJoin(venues, eq(venues.id, sessions.venueId))
    .innerJoin(slots, eq(slots.id, sessions.slotId))
    .where(and(ofPlans, gte(sessions.date, from), ne(sessions.status, 'cancelled')))
    .orderBy(asc(sessions.date), asc(sessions.venueId));
  const kitsOf = await readSessionKits(db, from);
  const standing: StandingSessions = { fixed: [], movable: [] };
  for (const { session, pool, slotStart } of rows) {
    const { venueId: venue, slotId: slot, date, status } = session;
    const open = status !== 'done' && date >= today;
    const stillExpected = open ? Math.min(session.expectedMean, session.capacity) : 0;
    const entry = { venue, pool, slot, date, kits: kitsOf.get(session.id) ?? [], stillExpected };
    const begun = hasBegun({ ...session, slotStart }, { now, zone });
    const movable = date >= start && changeable.includes(status) && !begun;
    (movable ? standing.movable : standing.fixed).push(entry);
  }
  return standing;
}

/** By pool, sessions that were held or are under way, or come before `start`: they count towards its least number. */
export async function countHeld(db: Database, start: LocalDate): Promise<Map<string, number>> {
  const rows = await db
    .select({ pool: venues.poolId, sessions: count() })
    .from(sessions)
    .innerJoin(venues, eq(venues.id, sessions.venueId))
    .where(
      and(
        ofPlans,
        or(inArray(sessions.status, ['open', 'done']), and(lt(sessions.date, start), ne(sessions.status, 'cancelled'))),
      ),
    )
    .groupBy(venues.poolId);
  return new Map(rows.map((row) => [row.pool, row.sessions]));
}

/** Sessions of the same kits at one venue in one slot on consecutive dates, as stints. */
export function stintsOf(movable: readonly StandingSession[]): StintFile[] {
  const runs = new Map<string, StintFile[]>();
  for (const { venue, slot, date, kits } of [...movable].sort((a, b) => (a.date < b.date ? -1 : 1))) {
    const key = `${venue} ${slot} ${kits.join()}`;
    const list = runs.get(key) ?? [];
    const last = list.at(-1);
    if (last && addDays(last.start, last.days) === date) last.days += 1;
    else list.push({ venue, slot, start: date, days: 1, kits: [...kits] });
    runs.set(key, list);
  }
  return [...runs.values()].flat().sort((a, b) => (`${a.start} ${a.venue}` < `${b.start} ${b.venue}` ? -1 : 1));
}
