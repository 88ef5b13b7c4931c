import { applyEveningEvent } from '@jemput/shared/bookings/apply-evening-event';
import type { Evening, EveningTicket } from '@jemput/shared/bookings/evening';
import type { EveningEvent, EveningRefusal } from '@jemput/shared/bookings/evening-events';
import type { SkipReason } from '@jemput/shared/bookings/ticket';
import type { FieldReport } from '@jemput/shared/field/field-report';
import { type SurpriseReason, surpriseReasons } from '@jemput/shared/field/surprise-reason';
import { recordAct } from '../auth/record-act.ts';
import type { ServedSession } from '../bookings/may-serve.ts';
import type { Context } from '../context.ts';
import { implausible } from '../field/check-report.ts';
import { takeIn } from '../field/receive-report.ts';
import type { BatchOutcome } from './tell-batch.ts';

type Closing = Extract<EveningEvent, { kind: 'evening_closed' }>;

/** They came and could not have been recorded, however much time there was. */
const notToBeRecorded: readonly SkipReason[] = ['papers_missing', 'name_differs', 'already_recorded'];

const peopleOf = (tickets: readonly EveningTicket[]) => tickets.reduce((sum, { people }) => sum + people, 0);

/** People served, and people who came and went home unserved for want of time, by the tickets. */
export function closingCounts({ tickets }: Pick<Evening, 'tickets'>): { served: number; turnedAway: number } {
  const left = tickets.filter(
    ({ state, skipReason }) =>
      state === 'left_unserved' && (skipReason === null || !notToBeRecorded.includes(skipReason)),
  );
  return { served: peopleOf(tickets.filter(({ state }) => state === 'served')), turnedAway: peopleOf(left) };
}

function reportOf(event: Closing, session: ServedSession, evening: Evening, madeAt: number): FieldReport {
  const { served, turnedAway } = closingCounts(evening);
  const reason = surpriseReasons.find((known) => known === event.reason) as SurpriseReason | undefined;
  return {
    id: event.id,
    sessionId: session.id,
    madeAt,
    kind: 'closed',
    served: served + event.servedWithoutNumber,
    turnedAway: turnedAway + event.turnedAwayWithoutNumber,
    note: event.note,
    ...(reason ? { reason } : {}),
  };
}

/** Why the evening's counts could not be kept; asked before anything is done. */
export function closeFault(
  ctx: Context,
  session: ServedSession,
  evening: Evening,
  event: EveningEvent,
): EveningRefusal | null {
  if (event.kind !== 'evening_closed' || evening.closedAt !== null) return null;
  const closed = structuredClone(evening);
  for (const desk of closed.desks) desk.closedAt ??= ctx.now();
  applyEveningEvent(closed, event, { deviceId: '', at: ctx.now() });
  const faults = implausible(ctx, reportOf(event, session, closed, ctx.now()), session);
  if (faults.length === 0) return null;
  return faults.some(({ field }) => field === 'sessionId') ? 'not_today' : 'malformed';
}

/** What the evening's events mean beyond its queue: the session is open or done, and who did what is written down. */
export async function recordAfterwards(
  within: Context,
  session: ServedSession,
  evening: Evening,
  { done }: BatchOutcome,
): Promise<void> {
  const opened = done.find(({ event }) => event.kind === 'desk_opened');
  if (opened && (session.status === 'scheduled' || session.status === 'moved')) {
    await takeIn(within, { id: opened.event.id, sessionId: session.id, kind: 'opened', madeAt: within.now() });
  }
  for (const { event, ticketId } of done) {
    if (event.kind === 'evening_closed') {
      const report = reportOf(event, session, evening, within.now());
      await takeIn(within, report);
      await recordAct(within.db, within, 'queue.closed', session.id, closingCounts(evening));
    }
    if (event.kind === 'taken_over')
      await recordAct(within.db, within, 'queue.tookOver', session.id, { desk: event.desk });
    if (event.kind === 'walk_in' && event.although) {
      await recordAct(within.db, within, 'queue.numberThoughFull', session.id, { ticketId, although: event.although });
    }
    if (event.kind === 'skipped') {
      await recordAct(within.db, within, 'queue.skipped', session.id, { ticketId, reason: event.reason });
    }
  }
}
