import type { Session, SessionChange } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import { listChanges } from '../sessions/list-changes.ts';
import { currentTimetable } from '../sessions/timetable-snapshot.ts';
import { withAlternatives } from '../sessions/with-alternatives.ts';

export interface ChangesAnswer {
  /** In order of `seq`. */
  changes: SessionChange[];
  /** What to ask from next. */
  seq: number;
  /** Last number of the whole log. */
  latest: number;
  /** Each session that these changes name, as it is now. */
  sessions: Session[];
}

/**
 * A page of the log, with the sessions it names: whoever puts these over those they hold, page after page until `seq` is
 * `latest`, holds what /api/v1/sessions answers. A `seq` under the one asked from means that the office went back to an
 * older copy: begin again at 0.
 */
export async function readChanges(ctx: Context, asked: { since: number; limit: number }): Promise<ChangesAnswer> {
  const timetable = await currentTimetable(ctx);
  const { changes, seq } = await listChanges(ctx, asked);
  const ids = new Set(changes.map(({ sessionId }) => sessionId));
  const sessions = [...ids].flatMap((id) => {
    const entry = timetable.byId.get(id);
    return entry ? [withAlternatives(timetable, entry, ctx.now())] : [];
  });
  return { changes, seq, latest: timetable.seq, sessions };
}
