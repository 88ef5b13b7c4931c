import { instantOf } from '@jemput/shared/calendar/time-zone';
import type { FieldReport, Receipt } from '@jemput/shared/field/field-report';
import { surpriseOf } from '@jemput/shared/field/surprise';
import type { SurpriseReason } from '@jemput/shared/field/surprise-reason';
import { and, eq } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import { requireMayServe } from '../bookings/may-serve.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { reports, sessionForecasts } from '../db/schema/field.ts';
import { sessions } from '../db/schema/sessions.ts';
import { user } from '../db/schema/staff.ts';
import { Conflict, Invalid, NotFound } from '../errors.ts';
import { keepForecasts } from '../forecast/keep-forecasts.ts';
import { implausible } from './check-report.ts';
import { recordAtCounter, recordTurnout } from './record-turnout.ts';
import { refuseOvertaken } from './refuse-overtaken.ts';
import { writeLiveState } from './write-live-state.ts';

type SessionRow = typeof sessions.$inferSelect;

/**
 * Takes in what a crew tells: opens or closes the session, tells residents its state, keeps what was forecast of it, corrects the pool and
 * the forecast, keeps incidents. The same report again is answered as the first time and counts once.
 *
 * @throws NotFound, Forbidden where the session is not theirs, Invalid where the report cannot be true or confirms a
 *   state that another phone has changed, Conflict where
 *   the session was cancelled or another report has closed it
 */
export function receiveReport(ctx: Context, report: FieldReport): Promise<Receipt> {
  requirePermission(ctx, 'field.report');
  return inTransaction(ctx, (tx) => takeIn({ ...ctx, db: tx }, report));
}

/**
 * The same in the transaction of the evening's queue, for whoever may call numbers there.
 *
 * @throws as `receiveReport`
 */
export async function takeIn(within: Context, report: FieldReport): Promise<Receipt> {
  const session = await getSessionRow(within, report.sessionId);
  const before = await sameReport(within, report);
  if (before?.reportedBy !== within.actor?.id) await requireMayServe(within, session.id);
  if (before) return { id: report.id, receivedAt: instantOf(before.receivedAt, within.zone), duplicate: true };
  const faults = implausible(within, report, session);
  if (faults.length > 0) throw new Invalid('The report cannot be true and was not kept.', faults);
  if (report.kind !== 'incident') refuseCancelled(session);
  if (report.kind === 'closed') await refuseSecondClose(within, session);
  await refuseOvertaken(within, report);
  // Cards that are printed change nobody's number to record.
  const counts = session.service === 'recording';
  if (report.kind !== 'incident' && counts) await keepForecasts(within, { sessionId: session.id });

  const reason = report.kind === 'closed' ? await reasonFor(within, session, report) : null;
  const row = { ...reportRow(within, report), reason };
  await within.db.insert(reports).values(row);
  if (report.kind !== 'incident') await writeLiveState(within, session);
  if (report.kind === 'closed' && counts) {
    if (session.counterId === null) await recordTurnout(within, session, { ...report, reason });
    else await recordAtCounter(within, session, report.served);
  }
  await recordAct(within.db, within, `field.${report.kind}`, session.id, { reportId: report.id });
  return { id: report.id, receivedAt: instantOf(row.receivedAt, within.zone), duplicate: false };
}

async function getSessionRow({ db }: Context, id: string): Promise<SessionRow> {
  const [session] = await db.select().from(sessions).where(eq(sessions.id, id)).limit(1);
  if (!session) throw new NotFound(`There is no session ${id}.`);
  return session;
}

/** @throws Conflict where the id was used for something else: then one of the two would be lost */
async function sameReport({ db }: Context, report: FieldReport) {
  const [row] = await db.select().from(reports).where(eq(reports.id, report.id)).limit(1);
  if (!row) return undefined;
  const same = row.sessionId === report.sessionId && row.kind === report.kind;
  const sameCount = report.kind !== 'closed' || (row.served === report.served && row.turnedAway === report.turnedAway);
  const sameState = report.kind !== 'state' || (row.state === report.state && row.incident === report.incident);
  if (same && sameCount && sameState) return row;
  throw new Conflict(`The report id ${report.id} was used for another report; nothing was changed.`);
}

function refuseCancelled(session: SessionRow): void {
  if (session.status !== 'cancelled') return;
  throw new Conflict(`The session ${session.id} on ${session.date} was cancelled. Tell the office if it was held.`);
}

async function refuseSecondClose({ db, zone }: Context, session: SessionRow): Promise<void> {
  const [row] = await db
    .select({ report: reports, name: user.name })
    .from(reports)
    .leftJoin(user, eq(user.id, reports.reportedBy))
    .where(and(eq(reports.sessionId, session.id), eq(reports.kind, 'closed')))
    .limit(1);
  if (row) {
    const by = `${row.name ?? row.report.reportedBy} at ${instantOf(row.report.receivedAt, zone)}`;
    throw new Conflict(
      `The session was closed already by ${by} with ${row.report.served} served (report ${row.report.id}).`,
    );
  }
  if (session.status === 'done') throw new Conflict('The session was closed already, before reports were kept here.');
}

/** What the crew told, or that nobody has told yet where the count lies outside what was forecast. */
async function reasonFor(
  { db }: Context,
  session: SessionRow,
  { served, turnedAway, reason }: Extract<FieldReport, { kind: 'closed' }>,
): Promise<SurpriseReason | null> {
  if (reason && reason !== 'not_told') return reason;
  const [kept] = await db.select().from(sessionForecasts).where(eq(sessionForecasts.sessionId, session.id)).limit(1);
  if (!kept) return null;
  const { q10: low, q90: high } = kept.forecast;
  return surpriseOf({ served, turnedAway, capacity: session.capacity }, { low, high }) ? 'not_told' : null;
}

function reportRow(ctx: Context, report: FieldReport): typeof reports.$inferInsert {
  const { id, sessionId, kind, madeAt } = report;
  const base = { id, sessionId, kind, madeAt, reportedBy: ctx.actor?.id ?? '', receivedAt: ctx.now() };
  if (report.kind === 'closed') {
    return { ...base, served: report.served, turnedAway: report.turnedAway, note: report.note };
  }
  if (report.kind === 'opened') return base;
  const { incident, note } = report;
  return { ...base, incident, note, ...(report.kind === 'state' ? { state: report.state } : {}) };
}
