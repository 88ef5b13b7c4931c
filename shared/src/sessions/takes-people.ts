import { canBeGoneTo, isNearlyFull } from './nearest-session.ts';
import type { Session } from './session.ts';

type Asked = Pick<Session, 'status' | 'room' | 'endsAt' | 'queue'>;

/** True where who sets out now has a chance to be served there, with the last numbers too. @param now ISO 8601 */
export function takesPeople({ status, endsAt, queue }: Asked, now: string): boolean {
  const fullSince = queue?.fullSince ?? null;
  return canBeGoneTo({ status, fullSince, endsMillis: Date.parse(endsAt) }, Date.parse(now));
}

/** True where that chance is a good one, so that people may be sent there from elsewhere. @param now ISO 8601 */
export function hasRoom(session: Asked, now: string): boolean {
  return takesPeople(session, now) && !isNearlyFull(session);
}
