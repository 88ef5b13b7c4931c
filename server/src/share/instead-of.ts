import { zoneAbbreviation } from '@jemput/shared/calendar/time-zone';
import { ALTERNATIVES_WITHIN_DAYS, ALTERNATIVES_WITHIN_KM } from '@jemput/shared/sessions/nearest-session';
import type { Service, Session, SessionStatus } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import type { ListedSession, Timetable } from '../sessions/timetable-snapshot.ts';
import { codeOf } from './check-code.ts';
import { sayDistance, sayHours, sayLongDay } from './say-dates.ts';
import type { Instead, SheetAsked } from './sheet.ts';
import { codeLink } from './sheet-frame.ts';
import { fillIn, sheetWords } from './words/sheet-words.ts';

const standing: readonly SessionStatus[] = ['scheduled', 'open', 'moved'];

/** Enough to find one of the same service among those of both. */
const LOOKED_AT = 12;

/** The nearest session of the same service to go to in place of one; null where there is none within reach. */
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
  const found = timetable.standIns
    .inPlaceOf({ lat: venue.lat, lon: venue.lon, notId: id }, now(), LOOKED_AT, reach)
    .flatMap((near) => {
      const same = near.session.service === service ? near : besideOf(timetable, near, service);
      return same ? [{ session: same.session, distanceM: near.distanceM }] : [];
    })[0];
  if (!found) return null;
  const { session: other, distanceM } = found;
  const words = sheetWords[language];
  const hours = { start: other.startsAt.slice(11, 16), end: other.endsAt.slice(11, 16) };
  const code = codeOf(secret, { kind: 'session', id: other.id, sequence: other.sequence });
  const far = { distance: sayDistance(distanceM, words), place: venue.name };
  return {
    place: other.venue.name,
    address: other.venue.address,
    day: sayLongDay(other.date, words),
    hours: `${sayHours(hours, words)} ${zoneAbbreviation(zone)}`,
    far: other.venue.id === venue.id ? '' : fillIn(words.instead.far, far),
    check: codeLink(code, origin, words),
  };
}

/** Of each venue one session is offered: where both services open together, the one that is asked for. */
function besideOf(
  { standIns }: Timetable,
  { venueId, startsMillis }: ListedSession,
  service: Service,
): ListedSession | undefined {
  return standIns
    .ofVenue(venueId)
    .find(
      ({ session, startsMillis: begins, status }) =>
        begins === startsMillis && session.service === service && standing.includes(status),
    );
}
