import { addDays } from '@jemput/shared/calendar/local-date';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { and, desc, eq, gte, inArray, lte, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { queues, tickets } from '../db/schema/bookings.ts';
import { venues } from '../db/schema/places.ts';
import { sessions } from '../db/schema/sessions.ts';

/** What came of one evening's numbers, in people. */
export interface EveningFigures {
  sessionId: string;
  venueName: string;
  date: string;
  /** Places that were given out for. */
  numbers: number;
  /** With a number from home or by staff: who were served, who never came, and who came and were left. */
  heldServed: number;
  absent: number;
  /** Without a number: who were served. */
  walkIns: number;
  /** Came and were not served by closing, with a number or without. */
  leftUnserved: number;
  /** Holders called, and those of them called no later than half an hour after their place in time. */
  called: number;
  calledOnTime: number;
  /** 0 … 1; null where nobody was counted. */
  absentShare: number | null;
  walkInShare: number | null;
  /** True where everybody who came was served. */
  isKept: boolean;
}

export interface MeasuredEvenings {
  /** Newest first. */
  evenings: EveningFigures[];
  /** Over all of them. */
  absentShare: number | null;
  walkInShare: number | null;
  /** Share of evenings at which everybody who came was served: 90 % are promised. */
  keptShare: number | null;
}

const LOOKED_BACK_DAYS = 60;
const MOST = 60;
/** A holder is asked to come within half an hour of its place. */
const ON_TIME_MILLIS = 30 * 60_000;

const people = (when: ReturnType<typeof sql>) =>
  sql<number>`coalesce(sum(case when ${when} then ${tickets.people} else 0 end), 0)`;

/** What was promised against what came, of evenings that are over: shares of no-shows and walk-ins as counted, not as assumed. */
export async function measureEvenings(ctx: Context): Promise<MeasuredEvenings> {
  const { db, zone } = ctx;
  const today = localDateAt(ctx.now(), zone);
  const held = sql`${tickets.origin} <> 'walk_in'`;
  const wasCalled = sql`${held} and ${tickets.calledAt} is not null and ${tickets.placeAt} is not null`;
  const rows = await db
    .select({
      sessionId: sessions.id,
      venueName: venues.name,
      date: sessions.date,
      numbers: queues.numbers,
      heldServed: people(sql`${held} and ${tickets.state} = 'served'`),
      absent: people(sql`${held} and ${tickets.state} = 'absent'`),
      walkIns: people(sql`${tickets.origin} = 'walk_in' and ${tickets.state} = 'served'`),
      leftUnserved: people(sql`${tickets.state} = 'left_unserved'`),
      called: people(wasCalled),
      calledOnTime: people(sql`${wasCalled} and ${tickets.calledAt} <= ${tickets.placeAt} + ${ON_TIME_MILLIS}`),
    })
    .from(tickets)
    .innerJoin(sessions, eq(sessions.id, tickets.sessionId))
    .innerJoin(queues, eq(queues.sessionId, sessions.id))
    .innerJoin(venues, eq(venues.id, sessions.venueId))
    .where(
      and(
        gte(sessions.date, addDays(today, -LOOKED_BACK_DAYS)),
        lte(sessions.date, today),
        lte(sessions.endsAt, Math.floor(ctx.now() / 1000)),
        inArray(tickets.state, ['served', 'absent', 'left_unserved']),
      ),
    )
    .groupBy(sessions.id)
    .orderBy(desc(sessions.startsAt))
    .limit(MOST);
  const evenings = rows.map((row) => ({
    ...row,
    absentShare: shareOf(row.absent, row.absent + row.heldServed),
    walkInShare: shareOf(row.walkIns, row.walkIns + row.heldServed),
    isKept: row.leftUnserved === 0,
  }));
  const total = (figure: (one: EveningFigures) => number) => evenings.reduce((sum, one) => sum + figure(one), 0);
  const served = total(({ heldServed }) => heldServed);
  return {
    evenings,
    absentShare: shareOf(
      total(({ absent }) => absent),
      served + total(({ absent }) => absent),
    ),
    walkInShare: shareOf(
      total(({ walkIns }) => walkIns),
      served + total(({ walkIns }) => walkIns),
    ),
    keptShare: shareOf(
      total(({ isKept }) => (isKept ? 1 : 0)),
      evenings.length,
    ),
  };
}

function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
