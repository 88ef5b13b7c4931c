import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { and, eq, gte, inArray, sum } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { tickets } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';

/** In these a ticket has a number that it relies on. */
const holdingStates = ['held', 'called', 'parked', 'skipped'] as const;

/** People who hold a number, by session, of sessions from a date on; those with none have no entry. */
export async function peopleWithNumbers(
  { db }: Pick<Context, 'db'>,
  from: LocalDate,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .select({ sessionId: tickets.sessionId, people: sum(tickets.people).mapWith(Number) })
    .from(tickets)
    .innerJoin(sessions, eq(sessions.id, tickets.sessionId))
    .where(and(gte(sessions.date, from), inArray(tickets.state, [...holdingStates])))
    .groupBy(tickets.sessionId);
  return new Map(rows.map(({ sessionId, people }) => [sessionId, people]));
}
