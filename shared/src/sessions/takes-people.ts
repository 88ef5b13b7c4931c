import { canBeGoneTo } from './nearest-session.ts';
import type { Session } from './session.ts';

/** True where who sets out now has a chance to be served there. @param now ISO 8601 */
export function takesPeople(
  { status, room, endsAt }: Pick<Session, 'status' | 'room' | 'endsAt'>,
  now: string,
): boolean {
  return canBeGoneTo({ status, room, endsMillis: Date.parse(endsAt) }, Date.parse(now));
}
