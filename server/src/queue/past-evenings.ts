import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import type { ShareCount } from '@jemput/shared/queue/measured-shares';
import { and, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { tickets } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';

/** A season: habits of before say little of tonight's. */
const LOOKED_BACK_DAYS = 90;
const MOST_EVENINGS = 60;

const people = (when: ReturnType<typeof sql>) =>
  sql<number>`coalesce(sum(case when ${when} then ${tickets.people} else 0 end), 0)`;

/** What past evenings with numbers counted, in people: holders who stayed away, and those who came without a number. */
export async function readPastShares(
  { db }: Pick<Context, 'db'>,
  before: LocalDate,
): Promise<{ noShows: ShareCount[]; walkIns: ShareCount[] }> {
  const home = sql`${tickets.origin} <> 'walk_in'`;
  const rows = await db
    .select({
      absent: people(sql`${home} and ${tickets.state} = 'absent'`),
      held: people(home),
      walkIns: people(sql`${tickets.origin} = 'walk_in'`),
      all: people(sql`true`),
    })
    .from(tickets)
    .innerJoin(sessions, eq(sessions.id, tickets.sessionId))
    .where(
      and(
        lt(sessions.date, before),
        gte(sessions.date, addDays(before, -LOOKED_BACK_DAYS)),
        inArray(tickets.state, ['served', 'left_unserved', 'absent']),
      ),
    )
    .groupBy(sessions.id)
    .having(sql`sum(${tickets.state} = 'served') > 0`)
    .orderBy(desc(sessions.date))
    .limit(MOST_EVENINGS);
  return {
    noShows: rows.map(({ absent, held }) => ({ found: absent, of: held })),
    walkIns: rows.map(({ walkIns, all }) => ({ found: walkIns, of: all })),
  };
}
