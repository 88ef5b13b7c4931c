import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { eq, gte, sql } from 'drizzle-orm';
import { tickets } from '../db/schema/bookings.ts';
import { pools } from '../db/schema/places.ts';
import { sessions, timetables } from '../db/schema/sessions.ts';
import { modelStatus } from '../forecast/model-status.ts';
import { type MessageFigures, readMessageFigures } from '../messages/message-figures.ts';
import { ofPlans } from '../sessions/of-plans.ts';
import type { World } from './world.ts';

export interface OfficeFigures extends MessageFigures {
  sessionsComing: number;
  sessionsStartedUnopened: number;
  reportsMissing: number;
  oldestMissingReportSeconds: number;
  peopleWithNumbers: number;
  peopleWaiting: number;
  peopleRemaining: number;
  timetableAgeSeconds: number;
  forecastFitAgeSeconds: number;
  forecastReportsSinceFit: number;
  forecastRefitFailed: number;
  forecastFitWorse: number;
}

/** What an office wants to be woken for; 0 where there is nothing. */
export async function readOfficeFigures({ db, now, zone }: World): Promise<OfficeFigures> {
  const seconds = Math.floor(now() / 1000);
  const today = localDateAt(now(), zone);
  const waiting = sql`${sessions.status} in ('scheduled', 'moved')`;
  const unreported = sql`${sessions.status} not in ('done', 'cancelled') and ${sessions.endsAt} <= ${seconds}`;
  const [ofSessions] = await db
    .select({
      coming: sql<number>`count(*) filter (where ${sessions.date} >= ${today} and ${sessions.status} <> 'cancelled')`,
      unopened: sql<number>`count(*) filter (where ${waiting} and ${sessions.startsAt} <= ${seconds} and ${sessions.endsAt} > ${seconds})`,
      missing: sql<number>`count(*) filter (where ${unreported})`,
      oldestEnd: sql<number | null>`min(${sessions.endsAt}) filter (where ${unreported})`,
    })
    .from(sessions)
    .where(ofPlans);
  const [ofTickets] = await db
    .select({
      held: sql<number>`coalesce(sum(${tickets.people}) filter (where ${tickets.state} = 'held'), 0)`,
      waiting: sql<number>`coalesce(sum(${tickets.people}) filter (where ${tickets.state} = 'waiting_list'), 0)`,
    })
    .from(tickets)
    .innerJoin(sessions, eq(sessions.id, tickets.sessionId))
    .where(gte(sessions.date, today));
  const [people] = await db.select({ remaining: sql<number>`coalesce(sum(${pools.remaining}), 0)` }).from(pools);
  const [newest] = await db.select({ at: sql<number | null>`max(${timetables.publishedAt})` }).from(timetables);
  const { fittedAt, reports, failure, isWorse } = await modelStatus({ db, zone });
  return {
    sessionsComing: ofSessions?.coming ?? 0,
    sessionsStartedUnopened: ofSessions?.unopened ?? 0,
    reportsMissing: ofSessions?.missing ?? 0,
    oldestMissingReportSeconds: ofSessions?.oldestEnd == null ? 0 : seconds - ofSessions.oldestEnd,
    peopleWithNumbers: ofTickets?.held ?? 0,
    peopleWaiting: ofTickets?.waiting ?? 0,
    peopleRemaining: people?.remaining ?? 0,
    timetableAgeSeconds: newest?.at == null ? 0 : seconds - Math.floor(newest.at / 1000),
    forecastFitAgeSeconds: fittedAt === null ? 0 : seconds - Math.floor(fittedAt / 1000),
    forecastReportsSinceFit: reports,
    forecastRefitFailed: failure ? 1 : 0,
    forecastFitWorse: isWorse ? 1 : 0,
    ...(await readMessageFigures({ db, now })),
  };
}
