import { addDays } from '@jemput/shared/calendar/local-date';
import { learnService, servicesSeen } from '@jemput/shared/queue/service-times';
import { and, desc, eq, gte, inArray, isNotNull, isNull, lt } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { tickets } from '../db/schema/bookings.ts';
import { counters } from '../db/schema/counters.ts';
import { sessions } from '../db/schema/sessions.ts';

type SessionRow = typeof sessions.$inferSelect;

const LOOKED_BACK_DAYS = 60;
const MOST_EVENINGS = 10;
/** What is planned weighs as much as so many people served. */
const PLANNED_KNOWN_PEOPLE = 40;

const remembered = new Map<string, number>();

/**
 * How much longer people took than planned in past evenings of the same counter, or of all evenings of plans: measured minutes / planned
 * ones. Looked up once a date: evenings before it do not change.
 */
export async function readPastPace({ db }: Pick<Context, 'db'>, session: SessionRow): Promise<number> {
  const key = `${session.counterId}|${session.id}|${session.date}`;
  const before = remembered.get(key);
  if (before !== undefined) return before;
  const evenings = await db
    .select({ session: sessions, minutes: counters.minutesPerPerson })
    .from(sessions)
    .leftJoin(counters, eq(counters.id, sessions.counterId))
    .where(
      and(
        session.counterId === null ? isNull(sessions.counterId) : eq(sessions.counterId, session.counterId),
        eq(sessions.service, session.service),
        lt(sessions.date, session.date),
        gte(sessions.date, addDays(session.date, -LOOKED_BACK_DAYS)),
        inArray(sessions.id, db.select({ id: tickets.sessionId }).from(tickets).where(eq(tickets.state, 'served'))),
      ),
    )
    .orderBy(desc(sessions.date))
    .limit(MOST_EVENINGS);
  let known = { meanMinutes: 1, knownPeople: PLANNED_KNOWN_PEOPLE };
  for (const { session: past, minutes } of evenings) {
    const planned = minutes ?? (past.kits * (past.endsAt - past.startsAt)) / 60 / Math.max(1, past.capacity);
    const seen = servicesSeen(await readCalls({ db }, past.id));
    known = learnService(
      known,
      seen.map((each) => ({ people: each.people, minutes: each.minutes / planned })),
    );
  }
  if (remembered.size > 1000) remembered.clear();
  remembered.set(key, known.meanMinutes);
  return known.meanMinutes;
}

async function readCalls({ db }: Pick<Context, 'db'>, sessionId: string) {
  const rows = await db
    .select()
    .from(tickets)
    .where(and(eq(tickets.sessionId, sessionId), isNotNull(tickets.calledAt), isNotNull(tickets.desk)));
  return rows.flatMap(({ desk, calledAt, people, arrivedAt, placeAt, state }) =>
    desk === null || calledAt === null
      ? []
      : [{ desk, calledAt, people, readyAt: arrivedAt ?? placeAt ?? calledAt, served: state === 'served' }],
  );
}
