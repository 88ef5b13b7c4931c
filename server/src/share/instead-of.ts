import { zoneAbbreviation } from '@jemput/shared/calendar/time-zone';
import { ALTERNATIVES_WITHIN_DAYS, ALTERNATIVES_WITHIN_KM } from '@jemput/shared/sessions/nearest-session';
import type { Session } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import type { Timetable } from '../sessions/timetable-snapshot.ts';
import { codeOf } from './check-code.ts';
import { sayDistance, sayHours, sayLongDay } from './say-dates.ts';
import type { Instead, SheetAsked } from './sheet.ts';
import { codeLink } from './sheet-frame.ts';
import { fillIn, sheetWords } from './words/sheet-words.ts';

/** The session of the same service that costs least in way and days in place of one; null where there is none within reach. */
export function insteadOf(
  { now, secret, zone }: Pick<Context, 'now' | 'secret' | 'zone'>,
  timetable: Timetable,
  { id, venue, startsAt, service }: Session,
  { origin, language }: SheetAsked,
): Instead | null {
  const reach = {
    withinKm: ALTERNATIVES_WITHIN_KM,
    withinDays: ALTERNATIVES_WITHIN_DAYS,
    aroundMillis: Math.max(Date.parse(startsAt), now()),
  };
  const from = { lat: venue.lat, lon: venue.lon, notId: id, service };
  const [near] = timetable.standIns.inPlaceOf(from, now(), 1, reach);
  if (!near) return null;
  const { session: found, distanceM } = near;
  const words = sheetWords[language];
  const hours = { start: found.startsAt.slice(11, 16), end: found.endsAt.slice(11, 16) };
  const code = codeOf(secret, { kind: 'session', id: found.id, sequence: found.sequence });
  const far = { distance: sayDistance(distanceM, words), place: venue.name };
  return {
    place: found.venue.name,
    address: found.venue.address,
    day: sayLongDay(found.date, words),
    hours: `${sayHours(hours, words)} ${zoneAbbreviation(zone)}`,
    far: found.venue.id === venue.id ? '' : fillIn(words.instead.far, far),
    check: codeLink(code, origin, words),
  };
}
