import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { Conflict } from '../errors.ts';
import { followSessions } from '../following/follow-session.ts';
import { forecastAnew } from '../forecast/forecast-anew.ts';
import { lastChange, tellFollowers } from '../messages/tell-followers.ts';
import { reasonMissing } from '../sessions/publish-timetable.ts';
import { writeChanges } from '../sessions/write-changes.ts';
import { markOfOutdated, readOutdatedPairs } from './read-outdated.ts';

export interface CorrectHours {
  /** The mark of the list that the planner saw (`readOutdated`). */
  seen: string;
  /** Told to residents. */
  reason: string;
}

/**
 * Gives published sessions the hours and rests that the office's rules and calendar say today, each with a record of its own. Whoever holds a
 * number for one that begins or ends at another time keeps it, is told, and may choose anew, as where a session moves; other rests are told on
 * its page alone, and to those whom they leave no room for.
 *
 * @throws Invalid without a reason
 * @throws Conflict where other sessions, hours or rests would change than the planner saw
 */
export async function correctHours(ctx: Context, { seen, reason }: CorrectHours): Promise<{ sessions: number }> {
  requirePermission(ctx, 'timetable.publish');
  const why = reason.trim();
  if (!why) throw reasonMissing();
  return inTransaction(ctx, async (tx) => {
    const within = { ...ctx, db: tx };
    const { pairs: changedHours } = await readOutdatedPairs(within);
    if (markOfOutdated(changedHours, ctx.zone) !== seen)
      throw new Conflict('Other sessions, hours or rests would change by now than were shown. Look at them again.');
    const count = changedHours.length;
    if (count === 0) return { sessions: 0 };
    const since = await lastChange(within);
    const nothingElse = { added: [], moved: [], cancelled: [], changedKits: [], unchanged: [] };
    const changed = await writeChanges(within, { ...nothingElse, changedHours }, why);
    await forecastAnew(within);
    await followSessions(within, changed);
    await tellFollowers(within, { cause: `hours:${since}`, since });
    await recordAct(tx, ctx, 'timetable.correctHours', 'office', { sessions: count, reason: why });
    return { sessions: count };
  });
}
