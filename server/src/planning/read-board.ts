import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import type { IncidentKind } from '@jemput/shared/field/field-report';
import { parentOf } from '@jemput/shared/places/area';
import type { DraftStint } from '@jemput/shared/planning/draft';
import type { PlanFile } from '@jemput/shared/planning/plan';
import type { ProblemFile } from '@jemput/shared/planning/problem-file';
import type { SessionStatus } from '@jemput/shared/sessions/session';
import { and, asc, desc, eq, gte, lte } from 'drizzle-orm';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import { reports, turnout } from '../db/schema/field.ts';
import { areas, kits, pools, slots, venues } from '../db/schema/places.ts';
import { plans } from '../db/schema/plans.ts';
import { sessions } from '../db/schema/sessions.ts';
import { listForecasts, type VenueForecast } from '../forecast/list-forecasts.ts';
import { hasBegun } from '../sessions/has-begun.ts';
import { ofPlans } from '../sessions/of-plans.ts';
import { changeable } from '../sessions/planned-changes.ts';
import { timetableInForce } from '../sessions/timetable-in-force.ts';
import { getPlan, type PlanRow, readPlanStints } from './get-draft.ts';
import { officeRules } from './office-rules.ts';
import { readProblem } from './read-problem.ts';

/** All that planners work on, as it is now. */
export interface Board {
  plan: {
    id: string;
    name: string;
    status: 'draft' | 'published' | 'superseded';
    revision: number;
    timetableId: number;
    horizonStart: LocalDate;
    horizonEnd: LocalDate;
    /** What the engine said of it; null after edits by hand. */
    proof: Omit<PlanFile, 'stints'> | null;
    /** `id.reports` of the model that the engine planned on; null where it has not planned it. */
    forecastModel: string | null;
    /** True where a timetable was published since the draft was made. */
    stale: boolean;
  } | null;
  /** `id.reports` of the model in force: what it expects stands in the problem. */
  forecastModel: string;
  /** The browser runs rules and objective on it. */
  problem: ProblemFile;
  /** From the first date that can still be changed. */
  stints: (DraftStint & { id: string })[];
  published: {
    sessionId: string;
    venueId: string;
    slotId: string;
    date: LocalDate;
    status: SessionStatus;
    kits: number;
    expectedMean: number;
    /** True where no plan changes it any more: begun, under way or over. */
    fixed: boolean;
  }[];
  reports: { venueId: string; date: LocalDate; slotId: string; served: number; turnedAway: number | null }[];
  /** Newest first. */
  incidents: {
    reportId: string;
    sessionId: string;
    venueId: string;
    date: LocalDate;
    slotId: string;
    incident: IncidentKind;
    note: string;
    /** Unix milliseconds. */
    receivedAt: number;
  }[];
  forecast: VenueForecast[];
  venues: {
    id: string;
    name: string;
    kind: string;
    poolId: string;
    areaCode: string;
    district: string;
    lat: number;
    lon: number;
    maxKits: number;
  }[];
  kits: { id: string; name: string }[];
  pools: { id: string; name: string; eligible: number; remaining: number }[];
  today: LocalDate;
  /** First and last column. */
  from: LocalDate;
  to: LocalDate;
}

const DAYS_SHOWN_BEFORE = 14;
const DAYS_WITHOUT_PLAN = 70;

/** @param planId the newest draft where left out, else the published plan. @throws NotFound */
export async function readBoard(ctx: Context, { planId }: { planId?: string | undefined }): Promise<Board> {
  const { db } = ctx;
  const today = localDateAt(ctx.now(), ctx.zone);
  const plan = planId === undefined ? await newestPlan(db) : await getPlan(db, planId);
  const frame = plan ?? {
    name: 'tanpa-rencana',
    horizonStart: today,
    horizonEnd: addDays(today, DAYS_WITHOUT_PLAN - 1),
    rules: await officeRules(db),
  };
  const planned = plan ? await readPlanStints(db, plan.id) : [];
  const { problem, stints, forecastModel } = await readProblem(ctx, frame, planned);
  const inForce = await timetableInForce(ctx);
  const from = addDays(today, -DAYS_SHOWN_BEFORE);
  const to = problem.horizon.end;
  return {
    plan: plan ? { ...shownPlan(plan), stale: plan.status === 'draft' && plan.timetableId !== inForce.id } : null,
    forecastModel,
    problem,
    stints: stints.map(({ at, ...stint }) => ({ ...stint, id: stint.id ?? planned[at]?.id ?? '' })),
    published: await readPublished(ctx, from, to),
    reports: await readReports(db, from),
    incidents: await readIncidents(db, from),
    forecast: await listForecasts(ctx),
    ...(await readPlaces(db)),
    today,
    from,
    to,
  };
}

async function newestPlan(db: Database): Promise<PlanRow | null> {
  for (const status of ['draft', 'published'] as const) {
    const [plan] = await db
      .select()
      .from(plans)
      .where(eq(plans.status, status))
      .orderBy(desc(plans.createdAt), desc(plans.id))
      .limit(1);
    if (plan) return plan;
  }
  return null;
}

function shownPlan({
  id,
  name,
  status,
  revision,
  timetableId,
  horizonStart,
  horizonEnd,
  proof,
  forecastModel,
}: PlanRow) {
  return { id, name, status, revision, timetableId, horizonStart, horizonEnd, proof, forecastModel };
}

async function readPublished(ctx: Context, from: LocalDate, to: LocalDate): Promise<Board['published']> {
  const rows = await ctx.db
    .select({
      sessionId: sessions.id,
      venueId: sessions.venueId,
      slotId: sessions.slotId,
      date: sessions.date,
      status: sessions.status,
      kits: sessions.kits,
      expectedMean: sessions.expectedMean,
      startsAt: sessions.startsAt,
      slotStart: slots.startTime,
    })
    .from(sessions)
    .innerJoin(slots, eq(slots.id, sessions.slotId))
    .where(and(ofPlans, gte(sessions.date, from), lte(sessions.date, to)))
    .orderBy(asc(sessions.date), asc(sessions.venueId));
  return rows.map(({ startsAt, slotStart, ...session }) => {
    const begun = hasBegun({ date: session.date, startsAt, slotStart }, ctx);
    return { ...session, fixed: !changeable.includes(session.status) || begun };
  });
}

function readReports(db: Database, from: LocalDate): Promise<Board['reports']> {
  const { venueId, date, slotId, served, turnedAway } = turnout;
  return db
    .select({ venueId, date, slotId, served, turnedAway })
    .from(turnout)
    .where(gte(date, from))
    .orderBy(asc(date), asc(venueId));
}

async function readIncidents(db: Database, from: LocalDate): Promise<Board['incidents']> {
  const rows = await db
    .select({ report: reports, session: sessions })
    .from(reports)
    .innerJoin(sessions, eq(sessions.id, reports.sessionId))
    .where(and(eq(reports.kind, 'incident'), gte(sessions.date, from)))
    .orderBy(desc(reports.receivedAt));
  return rows.map(({ report, session }) => ({
    reportId: report.id,
    sessionId: session.id,
    venueId: session.venueId,
    date: session.date,
    slotId: session.slotId,
    incident: (report.incident ?? 'other') as IncidentKind,
    note: report.note ?? '',
    receivedAt: report.receivedAt,
  }));
}

async function readPlaces(db: Database): Promise<Pick<Board, 'venues' | 'kits' | 'pools'>> {
  const areaRows = await db.select({ code: areas.code, name: areas.name }).from(areas);
  const nameOf = new Map(areaRows.map(({ code, name }) => [code, name]));
  const venueRows = await db.select().from(venues).orderBy(asc(venues.name));
  const kitRows = await db.select({ id: kits.id, name: kits.name }).from(kits).orderBy(asc(kits.id));
  const poolRows = await db.select().from(pools).orderBy(asc(pools.name));
  return {
    venues: venueRows.map(({ id, name, kind, poolId, areaCode, lat, lon, maxKits }) => {
      const district = nameOf.get(parentOf(areaCode) ?? '') ?? '';
      return { id, name, kind, poolId, areaCode, district, lat, lon, maxKits };
    }),
    kits: kitRows,
    pools: poolRows.map(({ id, name, eligible, remaining }) => ({ id, name, eligible, remaining })),
  };
}
