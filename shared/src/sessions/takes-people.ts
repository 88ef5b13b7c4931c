import { canBeGoneTo } from './nearest-session.ts';
import type { Session } from './session.ts';

/** True where who sets out now has a chance to be served there. @param now ISO 8601 */
export function takesPeople(
  { status, room, endsAt, queue }: Pick<Session, 'status' | 'room' | 'endsAt' | 'queue'>,
  now: string,
): boolean {
  const fullSince = queue?.fullSince ?? null;
  return canBeGoneTo({ status, room, fullSince, endsMillis: Date.parse(endsAt) }, Date.parse(now));
}
