import { localDateAt } from '@jemput/shared/calendar/time-zone';
import type { PublishTimetable } from '@jemput/shared/sessions/publish-timetable';
import { and, eq, ne } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { plans } from '../db/schema/plans.ts';
import { timetables } from '../db/schema/sessions.ts';
import { Conflict, Invalid } from '../errors.ts';
import { followSessions } from '../following/follow-session.ts';
import { modelInForce } from '../forecast/newest-model.ts';
import { lastChange, tellFollowers } from '../messages/tell-followers.ts';
import { brokenRules } from '../planning/broken-rules.ts';
import { getDraft } from '../planning/get-draft.ts';
import { plannedChanges } from './planned-changes.ts';
import { refreshExpected } from './refresh-expected.ts';
import { timetableInForce } from './timetable-in-force.ts';
import { writeChanges } from './write-changes.ts';

export interface Published {
  timetableId: number;
  added: number;
  moved: number;
  cancelled: number;
  /** Same place and date, other hours or rests. */
  retimed: number;
}

/**
 * Makes a draft the promise to residents. Sessions that have begun stay as they are.
 *
 * @throws Conflict where the draft was edited, or a timetable published, since the planner saw them
 * @throws Invalid where the draft breaks a rule by now, or no reason is given for what moves, is cancelled or held at other hours
 */
export function publishTimetable(ctx: Context, input: PublishTimetable): Promise<Published> {
  requirePermission(ctx, 'timetable.publish');
  return inTransaction(ctx, async (tx) => {
    const within = { ...ctx, db: tx };
    const plan = await getDraft(within, input);
    await checkTimetable(within, input.timetableId, plan.timetableId);
    const faults = await brokenRules(within, plan);
    if (faults.length > 0) throw new Invalid('The plan breaks rules and was not published.', faults);
    const changes = await plannedChanges(within, plan);
    const reason = input.reason.trim();
    if (!reason && needsReason(changes)) throw reasonMissing();

    const [timetable] = await tx
      .insert(timetables)
      .values({ publishedAt: ctx.now(), planId: plan.id, publishedBy: ctx.actor?.id ?? null, reason })
      .returning({ id: timetables.id });
    const timetableId = timetable?.id ?? 0;
    const since = await lastChange(within);
    const changed = await writeChanges(within, changes, reason);
    await refreshExpected(within, { model: await modelInForce(tx), today: localDateAt(ctx.now(), ctx.zone) });
    await followSessions(within, changed);
    await tellFollowers(within, { cause: `timetable:${timetableId}`, since });
    await supersede(within, plan.id, timetableId);
    const { added, moved, cancelled, changedHours } = changes;
    const told = { added: added.length, moved: moved.length, cancelled: cancelled.length };
    const count = { ...told, retimed: changedHours.length };
    await recordAct(tx, ctx, 'timetable.publish', plan.id, { timetableId, reason, ...count });
    return { timetableId, ...count };
  });
}

/** True where residents are told why: what they were promised is elsewhere, at another time, or not at all. */
export function needsReason({ moved, cancelled, changedHours }: Awaited<ReturnType<typeof plannedChanges>>): boolean {
  return moved.length + cancelled.length + changedHours.length > 0;
}

async function checkTimetable(ctx: Context, seen: number, madeAgainst: number): Promise<void> {
  const inForce = await timetableInForce(ctx);
  if (seen === inForce.id && madeAgainst === inForce.id) return;
  throw new Conflict(
    inForce.id === 0
      ? `No timetable ${seen} has been published. Look at the difference again.`
      : `Timetable ${inForce.id} was published meanwhile by ${inForce.by}. Look at the difference to it, then publish.`,
  );
}

export function reasonMissing(): Invalid {
  const message = 'A reason is needed, because published sessions move, have other hours or are cancelled.';
  return new Invalid(message, [{ field: 'reason', value: '', code: 'reason_missing', message }]);
}

async function supersede({ db: tx, now }: Context, planId: string, timetableId: number): Promise<void> {
  await tx
    .update(plans)
    .set({ status: 'superseded' })
    .where(and(eq(plans.status, 'published'), ne(plans.id, planId)));
  await tx.update(plans).set({ status: 'published', timetableId, updatedAt: now() }).where(eq(plans.id, planId));
}
