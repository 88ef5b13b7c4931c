import { addDays, isoWeekday, type LocalDate } from '@jemput/shared/calendar/local-date';
import type { PublishedStintFile } from '@jemput/shared/planning/problem-file';
import { and, asc, count, eq, gte, inArray, lt, ne, or } from 'drizzle-orm';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import { slots, venues } from '../db/schema/places.ts';
import { sessions } from '../db/schema/sessions.ts';
import { peopleWithNumbers } from '../following/people-with-numbers.ts';
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
  /** People who hold a number for it. */
  holders: number;
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
  const holding = await peopleWithNumbers({ db }, from);
  const standing: StandingSessions = { fixed: [], movable: [] };
  for (const { session, pool, slotStart } of rows) {
    const { venueId: venue, slotId: slot, date, status } = session;
    const open = status !== 'done' && date >= today;
    const stillExpected = open ? Math.min(session.expectedMean, session.capacity) : 0;
    const [kits, holders] = [kitsOf.get(session.id) ?? [], holding.get(session.id) ?? 0];
    const entry = { venue, pool, slot, date, kits, stillExpected, holders };
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

/** Sessions of the same kits at one venue in one slot on consecutive dates, as stints; with who holds numbers where anybody does. */
export function stintsOf(movable: readonly StandingSession[]): PublishedStintFile[] {
  const runs = new Map<string, (PublishedStintFile & { holders: number[] })[]>();
  for (const { venue, slot, date, kits, holders } of [...movable].sort((a, b) => (a.date < b.date ? -1 : 1))) {
    const key = `${venue} ${slot} ${kits.join()}`;
    const list = runs.get(key) ?? [];
    const last = list.at(-1);
    if (last && addDays(last.start, last.days) === date) {
      last.days += 1;
      last.holders.push(holders);
    } else list.push({ venue, slot, start: date, days: 1, kits: [...kits], holders: [holders] });
    runs.set(key, list);
  }
  const all = [...runs.values()].flat().map(({ holders, ...stint }): PublishedStintFile => {
    return holders.some((people) => people > 0) ? { ...stint, holders } : stint;
  });
  return all.sort((a, b) => (`${a.start} ${a.venue}` < `${b.start} ${b.venue}` ? -1 : 1));
}
