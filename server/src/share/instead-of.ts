import { hasRoom } from '@jemput/shared/sessions/takes-people';
import type { ListedSession } from '../sessions/timetable-snapshot.ts';
import { alternativesTo } from '../sessions/with-alternatives.ts';
import { codeOf } from './check-code.ts';
import { sayDistance, sayLongDay } from './say-dates.ts';
import type { Instead } from './sheet.ts';
import { codeLink } from './sheet-frame.ts';
import { sayZoned, type Telling } from './telling.ts';
import { fillIn } from './words/sheet-words.ts';

/** The first of the sessions that its page offers where nobody can be sent to it any more; null where there is none within reach, or it has room. */
export function insteadOf(telling: Telling, entry: ListedSession): Instead | null {
  const { timetable, now, nowAt, words, secret, origin } = telling;
  const { venue } = entry.session;
  const [found] = hasRoom(entry.session, nowAt) ? [] : alternativesTo(timetable, entry, now);
  if (!found) return null;
  const code = codeOf(secret, { kind: 'session', id: found.id, sequence: found.sequence });
  const far = { distance: sayDistance(found.distanceM, words), place: venue.name };
  return {
    place: found.venue.name,
    address: found.venue.address,
    day: sayLongDay(found.date, words),
    hours: sayZoned({ start: found.startsAt.slice(11, 16), end: found.endsAt.slice(11, 16) }, telling),
    far: found.venue.id === venue.id ? '' : fillIn(words.instead.far, far),
    check: codeLink(code, origin, words),
  };
}
