import { eveningOf } from '@jemput/shared/queue/session-evening';
import type { sessions } from '../db/schema/sessions.ts';

/** When people are let in: Unix milliseconds. */
export interface LettingIn {
  doorsOpenAt: number;
  doorsCloseAt: number;
}

type Hours = Pick<typeof sessions.$inferSelect, 'startsAt' | 'endsAt' | 'kits' | 'capacity'>;

/** From a session's start until its last usual entry; its whole hours where nobody can be recorded. */
export function lettingIn({ startsAt, endsAt, kits, capacity }: Hours): LettingIn {
  const openMinutes = (endsAt - startsAt) / 60;
  const evening = eveningOf({ kits, capacity, openMinutes });
  const doorsOpenAt = startsAt * 1000;
  return { doorsOpenAt, doorsCloseAt: doorsOpenAt + (evening?.doorsCloseMinutes ?? openMinutes) * 60_000 };
}

/**
 * The instant of a place: the first when the doors open, the others evenly over the time of letting in.
 *
 * @param unit 1 … of
 * @returns Unix milliseconds, to the minute
 */
export function placeAtOf(unit: number, of: number, { doorsOpenAt, doorsCloseAt }: LettingIn): number {
  const share = of > 0 ? (unit - 1) / of : 0;
  return Math.floor((doorsOpenAt + share * (doorsCloseAt - doorsOpenAt)) / 60_000) * 60_000;
}
