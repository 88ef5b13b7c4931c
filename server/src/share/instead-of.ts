import { zoneAbbreviation } from '@jemput/shared/calendar/time-zone';
import type { Session } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import type { Timetable } from '../sessions/timetable-snapshot.ts';
import { alternativesTo } from '../sessions/with-alternatives.ts';
import { codeOf } from './check-code.ts';
import { sayDistance, sayHours, sayLongDay } from './say-dates.ts';
import type { Instead, SheetAsked } from './sheet.ts';
import { codeLink } from './sheet-frame.ts';
import { fillIn, sheetWords } from './words/sheet-words.ts';

/** The first of the sessions that its page offers in place of one; null where there is none within reach. */
export function insteadOf(
  { now, secret, zone }: Pick<Context, 'now' | 'secret' | 'zone'>,
  timetable: Timetable,
  { id, venue }: Session,
  { origin, language }: SheetAsked,
): Instead | null {
  const entry = timetable.byId.get(id);
  const [found] = entry ? alternativesTo(timetable, entry, now()) : [];
  if (!found) return null;
  const words = sheetWords[language];
  const hours = { start: found.startsAt.slice(11, 16), end: found.endsAt.slice(11, 16) };
  const code = codeOf(secret, { kind: 'session', id: found.id, sequence: found.sequence });
  const far = { distance: sayDistance(found.distanceM, words), place: venue.name };
  return {
    place: found.venue.name,
    address: found.venue.address,
    day: sayLongDay(found.date, words),
    hours: `${sayHours(hours, words)} ${zoneAbbreviation(zone)}`,
    far: found.venue.id === venue.id ? '' : fillIn(words.instead.far, far),
    check: codeLink(code, origin, words),
  };
}
