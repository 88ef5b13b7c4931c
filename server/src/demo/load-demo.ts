import { addDays, dateRange, isoWeekday, type LocalDate } from '@jemput/shared/calendar/local-date';
import { instantAt, localDateAt } from '@jemput/shared/calendar/time-zone';
import type { SurpriseReason } from '@jemput/shared/field/surprise-reason';
import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import { inOrderOfDate } from '@jemput/shared/forecast/in-order-of-date';
import { createAccount } from '../auth/accounts.ts';
import { recordAct } from '../auth/record-act.ts';
import { copySchoolYear } from '../calendar/add-school-year.ts';
import { schoolYears } from '../calendar/school-years.ts';
import type { Context } from '../context.ts';
import { extendWithin } from '../counters/extend-counters.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { counters as officeCounters } from '../db/schema/counters.ts';
import { comingOfAge, datedEvents, reports, sessionForecasts, turnout } from '../db/schema/field.ts';
import { areas, office } from '../db/schema/places.ts';
import { user } from '../db/schema/staff.ts';
import { Conflict } from '../errors.ts';
import { readCircumstances } from '../forecast/read-circumstances.ts';
import { historyRow } from '../forecast/read-history.ts';
import { storeFit } from '../forecast/store-fit.ts';
import { refreshExpected } from '../sessions/refresh-expected.ts';
import { demoAccounts } from './demo-accounts.ts';
import { demoOfficeCounters } from './demo-counters.ts';
import { demoComingOfAge, demoEvents } from './demo-events.ts';
import { type KeptForecasts, rollForecasts, tellReason, visitKey } from './demo-forecasts.ts';
import { demoCrew } from './demo-kits.ts';
import { demoPools, demoSlots, demoVenues, soloFigures, withMarketDays } from './demo-places.ts';
import { demoDates } from './demo-rounds.ts';
import { type DemoSession, sessionRows, sessionsOf } from './demo-sessions.ts';
import { type DemoStint, demoTimetable } from './demo-stints.ts';
import { type DemoTurnout, demoCounters, demoProgress, demoReports } from './demo-turnout.ts';
import { writePlaces } from './write-places.ts';
import { writeTimetables } from './write-timetables.ts';

const reasons = {
  moved: 'SMA Negeri 4 memakai ruangannya untuk ujian; perekaman dipindah ke hari lain di tempat yang sama.',
  cancelled: 'Pasar Depok tutup untuk perbaikan atap.',
} as const;

/** True where nobody has put anything in yet. */
export async function isEmpty({ db }: Pick<Context, 'db'>): Promise<boolean> {
  const found = await Promise.all([
    db.select({ id: office.id }).from(office).limit(1),
    db.select({ id: areas.code }).from(areas).limit(1),
    db.select({ id: user.id }).from(user).limit(1),
  ]);
  return found.every((rows) => rows.length === 0);
}

/**
 * Fills an empty database with Solo as of October 2013, moved in time so that today falls where Friday 25 October did.
 * What of it is fact and what is made up: `server/src/demo/README.md`.
 *
 * @throws Conflict where the database is not empty; nothing is written then
 */
export async function loadDemo(ctx: Context): Promise<void> {
  const today = localDateAt(ctx.now(), ctx.zone);
  await inTransaction(ctx, async (tx) => {
    const within = { ...ctx, db: tx };
    if (!(await isEmpty(within))) throw new Conflict('The demo city goes into an empty database only.');
    const accounts = new Map<string, string>();
    for (const account of demoAccounts) accounts.set(account.username, (await createAccount(within, account)).id);
    await writeCity(within, today, { planner: accounts.get('planner') ?? '', crew: accounts.get('crew') ?? '' });
    await recordAct(tx, ctx, 'demo.load', 'office', { today });
  });
}

async function writeCity(ctx: Context, today: LocalDate, accounts: { planner: string; crew: string }): Promise<void> {
  const dates = demoDates(today);
  const plan = demoTimetable(dates);
  const visited = new Set(plan.past.map((stint) => stint.venueId));
  const extra = isoWeekday(today) === 7 ? plan.inForce.filter(({ dates }) => dates.includes(today)) : [];
  const venues = withMarketDays(demoVenues(new Map(extra.map(({ venueId }) => [venueId, [today]]))));
  const pools = demoPools(visited);
  const held = [...plan.past, ...plan.inForce.filter((stint) => (stint.dates[0] ?? today) < today)];
  const reported = demoReports(held, today, venues, pools);
  const yesterday = addDays(today, -1);
  const counted = [...reported, ...demoCounters(dates.start, yesterday)];
  const progress = demoProgress(counted, dateRange(addDays(dates.start, -1), yesterday), soloFigures.recorded);
  const lastEnd = dates.coming[1].at(-1) ?? today;
  const outage = { startDate: addDays(lastEnd, 3), endDate: addDays(lastEnd, 5) };
  await writePlaces(ctx.db, { venues, pools, progress, outage, crewUserId: accounts.crew });
  for (const year of schoolYears) await copySchoolYear(ctx.db, year);
  await ctx.db.insert(datedEvents).values(demoEvents(today));
  await ctx.db.insert(comingOfAge).values(demoComingOfAge(today, pools));

  const sessions = sessionsOf([...plan.past, ...plan.inForce, plan.cancelled], today);
  const moved = changedSession(sessions, plan.moved.to, 'moved');
  const cancelled = changedSession(sessions, plan.cancelled, 'cancelled');
  const at = (date: LocalDate, time: string) => Date.parse(instantAt(date, time, ctx.zone));
  const changedAt = at(yesterday, '15:00');
  const venueOf = new Map(venues.map((venue) => [venue.id, venue]));
  const { eventsAt } = await readCircumstances(ctx.db);
  const history = counted.flatMap((row) => {
    const venue = venueOf.get(row.venueId);
    return venue ? [historyRow(row, venue, eventsAt)] : [];
  });
  const sessionKeys = new Set(reported.map(({ venueId, date }) => visitKey({ venue: venueId, date })));
  const inOrder = inOrderOfDate(history);
  const kept = await rollForecasts(ctx.db, inOrder, {
    isSession: (row) => sessionKeys.has(visitKey(row)),
    night: (date) => at(date, '02:00'),
  });
  const model = fitTurnout(inOrder);
  const checkedAt = ({ date, status }: DemoSession) => (status === 'done' ? at(date, '21:05') : changedAt);
  await writeTimetables(ctx.db, {
    today,
    start: dates.start,
    firstPublishedAt: at(addDays(dates.start, -3), '15:00'),
    changedAt,
    planner: accounts.planner,
    originalStints: [
      ...plan.past,
      ...plan.inForce.filter((stint) => stint !== plan.moved.to),
      plan.moved.from,
      plan.cancelled,
    ],
    stintsInForce: plan.inForce,
    rows: sessionRows(sessions, { model, venues, pools, reports: reported, kept }, { zone: ctx.zone, checkedAt }),
    sessions,
    moved: { session: moved, from: plan.moved.from, reason: reasons.moved },
    cancelled: { session: cancelled, reason: reasons.cancelled },
  });
  const lastDate = reported.reduce((last, { date }) => (date > last ? date : last), '');
  const told = reported.map((row) => {
    const context = { kind: venueOf.get(row.venueId)?.kind ?? 'other', isLast: row.date === lastDate };
    return { ...row, ...tellReason(row, kept.get(visitKey({ venue: row.venueId, date: row.date })), context) };
  });
  const counters = counted.slice(reported.length);
  await writeReports(ctx.db, { told, counters, kept, sessions, at });
  const stored = await storeFit(ctx.db, { model, fittedAt: ctx.now() });
  await refreshExpected(ctx, { model: stored, today });
  await ctx.db.insert(officeCounters).values(demoOfficeCounters());
  await extendWithin(ctx);
}

function changedSession(sessions: DemoSession[], stint: DemoStint, status: 'moved' | 'cancelled'): DemoSession {
  const session = sessions.find((one) => one.stint === stint);
  if (!session) throw new Error(`the demo has no session at ${stint.venueId}`);
  session.status = status;
  session.sequence = 1;
  return session;
}

interface ReportsToWrite {
  told: (DemoTurnout & { reason: SurpriseReason | null; note: string })[];
  counters: DemoTurnout[];
  kept: KeptForecasts;
  sessions: DemoSession[];
  /** Unix milliseconds of a local time. */
  at: (date: LocalDate, time: string) => number;
}

/** A closing report for every session that was held, what had been forecast of it, and its row in the history that the forecast learns from. */
async function writeReports(tx: Database, { told, counters, kept, sessions, at }: ReportsToWrite): Promise<void> {
  await tx.insert(turnout).values([...told.map(({ note: _, ...row }) => row), ...counters]);
  const sessionOf = new Map(
    sessions.map((session) => [visitKey({ venue: session.stint.venueId, date: session.date }), session]),
  );
  const rows = told.flatMap(({ venueId, date, served, turnedAway, reason, note }, index) => {
    const session = sessionOf.get(visitKey({ venue: venueId, date }));
    if (!session) return [];
    const first = demoCrew[session.stint.pair * 4];
    const id = `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`;
    const stamps = { madeAt: at(date, '21:05'), receivedAt: at(date, '21:05') };
    const closed = { kind: 'closed' as const, reportedBy: first?.id ?? '', ...stamps };
    return [{ id, sessionId: session.id, ...closed, served, turnedAway, reason, note }];
  });
  await tx.insert(reports).values(rows);
  const opened = told.flatMap(({ venueId, date, slotId }) => {
    const key = visitKey({ venue: venueId, date });
    const [session, forecast] = [sessionOf.get(key), kept.get(key)];
    const startTime = demoSlots.find(({ id }) => id === slotId)?.startTime ?? '16:00';
    return session && forecast ? [{ sessionId: session.id, madeAt: at(date, startTime), ...forecast }] : [];
  });
  await tx.insert(sessionForecasts).values(opened);
}
