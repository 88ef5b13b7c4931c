import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { type Surprise, seenDemand, surpriseOf } from '@jemput/shared/field/surprise';
import type { SurpriseReason } from '@jemput/shared/field/surprise-reason';
import { binomialRange } from '@jemput/shared/forecast/binomial-range';
import { type ForecastVerdict, judgeForecasts } from '@jemput/shared/forecast/judge-forecasts';
import type { TurnoutForecast } from '@jemput/shared/forecast/turnout-model';
import { type VenueKind, venueKinds } from '@jemput/shared/places/venue-kind';
import { and, asc, desc, eq, gte, like, lte, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import { reports, sessionForecasts } from '../db/schema/field.ts';
import { venues } from '../db/schema/places.ts';
import { sessions } from '../db/schema/sessions.ts';
import { plainForecasts, sessionKey } from './plain-forecasts.ts';
import { historyRow } from './read-history.ts';

/** Looked back where no month is asked for. */
const USUAL_DAYS = 30;

export const askedJudgement = z.object({
  /** `2026-11`; the last 30 days where left out. */
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
  kind: z.enum(venueKinds).optional(),
  /** A district's or village's code. */
  area: z
    .string()
    .regex(/^[\d.]{1,13}$/)
    .optional(),
});
export type AskedJudgement = z.infer<typeof askedJudgement>;

/** A closed session: what was forecast of it as it began, and what came. */
export interface JudgedSession {
  sessionId: string;
  date: LocalDate;
  slotId: string;
  venueId: string;
  venueName: string;
  venueKind: VenueKind;
  capacity: number;
  served: number;
  turnedAway: number | null;
  /** As far as it could be seen. */
  came: number;
  /** True where it was full and nobody counted who was sent home: `came` or more. */
  atLeast: boolean;
  /** Null where none was kept. Of demand; where nobody counted outside, no more than the capacity can be seen. */
  forecast: TurnoutForecast | null;
  /** `id.reports` of the model that made it. */
  model: string | null;
  surprise: Surprise | null;
  reason: SurpriseReason | null;
  note: string;
}

export interface Judgement {
  from: LocalDate;
  to: LocalDate;
  /** Months with closed sessions, newest first. */
  months: string[];
  /** In order of date and start. */
  sessions: JudgedSession[];
  /** The kept forecasts first, then plain rules on the same sessions; empty where no forecast was kept. */
  methods: { name: string; verdict: ForecastVerdict }[];
  /** Sessions inside the intervals that would be no surprise (95 %) were these exactly right; null where nothing is judged. */
  fine: { inside80: { low: number; high: number }; inside50: { low: number; high: number } } | null;
}

/** The forecasts of a span of dates as they stood, beside what came. */
export async function judgeSessions(ctx: Context, asked: AskedJudgement): Promise<Judgement> {
  const span = spanOf(ctx, asked.month);
  const rows = await readClosed(ctx.db, span, asked);
  const pairs = rows.flatMap(({ row, session }) => {
    return session.forecast ? [{ key: sessionKey(row), row, forecast: session.forecast }] : [];
  });
  const plain = pairs.length > 0 ? await plainForecasts(ctx.db, pairs, span.to) : [];
  const count = pairs.length;
  return {
    ...span,
    months: await monthsClosed(ctx.db),
    sessions: rows.map(({ session }) => session),
    methods: count > 0 ? [{ name: 'jemput', verdict: judgeForecasts(pairs) }, ...plain] : [],
    fine: count > 0 ? { inside80: binomialRange(count, 0.8), inside50: binomialRange(count, 0.5) } : null,
  };
}

function spanOf({ now, zone }: Context, month: string | undefined): { from: LocalDate; to: LocalDate } {
  const today = localDateAt(now(), zone);
  if (month === undefined) return { from: addDays(today, -USUAL_DAYS), to: today };
  return { from: `${month}-01`, to: addDays(`${addDays(`${month}-28`, 4).slice(0, 7)}-01`, -1) };
}

async function readClosed(db: Database, { from, to }: { from: LocalDate; to: LocalDate }, asked: AskedJudgement) {
  const rows = await db
    .select({ report: reports, session: sessions, venue: venues, kept: sessionForecasts })
    .from(reports)
    .innerJoin(sessions, eq(sessions.id, reports.sessionId))
    .innerJoin(venues, eq(venues.id, sessions.venueId))
    .leftJoin(sessionForecasts, eq(sessionForecasts.sessionId, sessions.id))
    .where(
      and(
        eq(reports.kind, 'closed'),
        gte(sessions.date, from),
        lte(sessions.date, to),
        asked.kind ? eq(venues.kind, asked.kind) : undefined,
        asked.area ? like(venues.areaCode, `${asked.area}%`) : undefined,
      ),
    )
    .orderBy(asc(sessions.startsAt), asc(venues.name));
  return rows.map(({ report, session, venue, kept }) => {
    const { date, slotId, kits, capacity } = session;
    const { turnedAway } = report;
    const served = report.served ?? 0;
    const counts = { served, turnedAway, capacity };
    const { came, most } = seenDemand(counts);
    const forecast = kept?.forecast ?? null;
    const judged: JudgedSession = {
      ...{ sessionId: session.id, date, slotId, venueId: venue.id, venueName: venue.name, venueKind: venue.kind },
      ...counts,
      came,
      atLeast: turnedAway === null && came >= most,
      forecast,
      model: kept?.model ?? null,
      surprise: forecast ? surpriseOf(counts, { low: forecast.q10, high: forecast.q90 }) : null,
      reason: report.reason,
      note: report.note ?? '',
    };
    return {
      session: judged,
      row: historyRow({ venueId: venue.id, date, slotId, kits, remaining: null, ...counts }, venue),
    };
  });
}

async function monthsClosed(db: Database): Promise<string[]> {
  const month = sql<string>`substr(${sessions.date}, 1, 7)`;
  const rows = await db
    .selectDistinct({ month })
    .from(reports)
    .innerJoin(sessions, eq(sessions.id, reports.sessionId))
    .where(eq(reports.kind, 'closed'))
    .orderBy(desc(month));
  return rows.map((row) => row.month);
}
