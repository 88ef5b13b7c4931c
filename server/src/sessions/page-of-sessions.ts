import { compareText, firstFrom } from './list-session.ts';
import type { OrderKey } from './page-cursor.ts';
import type { Placed, Ring } from './sessions-in-order.ts';
import type { ListedSession } from './timetable-snapshot.ts';

export interface PageAsked {
  /** Unix milliseconds: those that start from then on. */
  fromMillis: number;
  /** Unix milliseconds: those that start before. */
  untilMillis: number;
  /** Null where all do. */
  meets: ((entry: ListedSession) => boolean) | null;
  after: OrderKey | null;
  limit: number;
  /** Is told each that meets the conditions, on every page. */
  tally?: ((entry: ListedSession) => void) | undefined;
}

/** Counts all that meet the conditions and takes those after a place in the order. */
export function pageOf(
  rings: readonly Ring[],
  { fromMillis, untilMillis, meets, after, limit, tally }: PageAsked,
): { page: Placed[]; total: number; next: OrderKey | null } {
  const page: Placed[] = [];
  let total = 0;
  let more = false;
  for (const { sessions, distanceM } of rings) {
    const end = firstFrom(sessions, untilMillis);
    for (let at = firstFrom(sessions, fromMillis); at < end; at++) {
      if (more && !meets && !tally) {
        total += end - at;
        break;
      }
      const entry = sessions[at];
      if (!entry || (meets && !meets(entry))) continue;
      total++;
      tally?.(entry);
      if (more || (after && compareKeys(keyOf({ entry, distanceM }), after) <= 0)) continue;
      if (page.length < limit) page.push({ entry, distanceM });
      else more = true;
    }
  }
  const last = page.at(-1);
  return { page, total, next: more && last ? keyOf(last) : null };
}

function keyOf({ entry, distanceM }: Placed): OrderKey {
  return [distanceM, entry.startsMillis, entry.venueId, entry.id];
}

function compareKeys(a: OrderKey, b: OrderKey): number {
  return a[0] - b[0] || a[1] - b[1] || compareText(a[2], b[2]) || compareText(a[3], b[3]);
}
