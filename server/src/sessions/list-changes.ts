import type { SessionChange } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import { currentTimetable } from './timetable-snapshot.ts';

const DEFAULT_LIMIT = 500;

/** The office's log of published changes after number `since`, in order; `seq` is what to ask from next. */
export async function listChanges(
  ctx: Context,
  { since, limit = DEFAULT_LIMIT }: { since: number; limit?: number | undefined },
): Promise<{ changes: SessionChange[]; seq: number }> {
  const timetable = await currentTimetable(ctx);
  const changes = timetable.changes.filter(({ seq }) => seq > since).slice(0, limit);
  return { changes, seq: changes.at(-1)?.seq ?? timetable.seq };
}
