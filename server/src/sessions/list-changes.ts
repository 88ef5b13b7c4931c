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
  const start = firstAfter(timetable.changes, since);
  const changes = timetable.changes.slice(start, start + limit);
  return { changes, seq: changes.at(-1)?.seq ?? timetable.seq };
}

/** Index of the first change with a higher number. */
function firstAfter(changes: readonly SessionChange[], since: number): number {
  let [low, high] = [0, changes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle]?.seq ?? Infinity) > since) high = middle;
    else low = middle + 1;
  }
  return low;
}
