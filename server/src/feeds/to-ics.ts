import { steadyOffsetMinutes } from '@jemput/shared/calendar/time-zone';
import type { Session } from '@jemput/shared/sessions/session';
import ICAL from 'ical.js';
import { gathered } from './bytes-of.ts';
import { addressOf, linesOf, type Telling, titleOf } from './session-words.ts';

export interface Calendar {
  name: string;
  /** The public address, for links. */
  origin: string;
  /** Where the calendar itself can be had. */
  path: string;
  telling: Telling;
}

/**
 * RFC 5545 with RFC 7986. A session keeps its UID for good, in every language and every calendar that has it; SEQUENCE grows with every
 * change, and a cancelled one stays with STATUS:CANCELLED. Same sessions, same text.
 */
export function* toIcs(coming: Iterable<Session>, calendar: Calendar): Generator<string> {
  const { zone } = calendar.telling;
  const sessions = yield* gathered(coming);
  const offset = steadyOffsetMinutes([...new Set(sessions.map(({ startsAt }) => startsAt))], zone);
  // Where the clocks change, times in UTC are right without the zone's whole history.
  const when = offset === null ? inUtc : (name: string, instant: string) => inZone(name, instant, zone);
  yield componentOf('vcalendar', headOf(sessions, calendar)).replace(END, '');
  if (offset !== null) yield steadyZone(calendar, offset);
  for (const session of sessions) yield componentOf('vevent', eventOf(session, calendar, when));
  yield END;
}

const END = 'END:VCALENDAR\r\n';

// A line has 75 octets (RFC 5545, 3.1); the space before a folded one is not counted by the library.
ICAL.foldLength = 74;

/** A property as RFC 7265 has it: name, parameters, type, value. */
type Property = [string, Record<string, string>, string, string | number | number[]];

function componentOf(name: string, properties: Property[], within: [string, Property[], never[]][] = []): string {
  return `${ICAL.stringify.component([name, properties, within], ICAL.design.icalendar)}\r\n`;
}

/** Characters that no text may hold (RFC 5545, 3.3.11): controls but for the tab and the line's end. */
const forbidden = /[^\P{Cc}\t\n]/gu;

function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(forbidden, '');
}

type Moment = (name: string, instant: string) => Property;

const utc = (millis: number) => `${new Date(millis).toISOString().slice(0, 19)}Z`;
const inUtc: Moment = (name, instant) => [name, {}, 'date-time', utc(Date.parse(instant))];

/** @param instant with the zone's own offset, so that its digits are those of the wall clock */
function inZone(name: string, instant: string, zone: string): Property {
  return [name, { tzid: zone }, 'date-time', instant.slice(0, 19)];
}

function headOf(sessions: readonly Session[], { name, origin, path, telling }: Calendar): Property[] {
  const { language, zone } = telling;
  const address = `${origin}${path}${language === 'id' ? '' : `?lang=${language}`}`;
  const revised = sessions.reduce((last, session) => Math.max(last, revisedAt(session)), 0);
  return [
    ['version', {}, 'text', '2.0'],
    ['prodid', {}, 'text', `-//Jemput//Jemput//${language.toUpperCase()}`],
    ['name', { language }, 'text', plain(name)],
    ['x-wr-calname', {}, 'unknown', plain(name)],
    ['x-wr-timezone', {}, 'unknown', zone],
    ['url', {}, 'uri', `${origin}/`],
    ['source', {}, 'uri', address],
    ...(revised > 0 ? [inUtc('last-modified', utc(revised))] : []),
    ['refresh-interval', {}, 'duration', 'PT1H'],
    ['x-published-ttl', {}, 'unknown', 'PT1H'],
  ];
}

/** Unix milliseconds of the last change or look. */
function revisedAt({ changes, checkedAt }: Session): number {
  return Math.max(Date.parse(checkedAt), Date.parse(changes.at(-1)?.at ?? checkedAt));
}

function eventOf(session: Session, { origin, telling }: Calendar, when: Moment): Property[] {
  const { id, sequence, status, startsAt, endsAt, venue, service } = session;
  const { language, words } = telling;
  const said = (name: string, text: string): Property => [name, { language }, 'text', plain(text)];
  // RFC 5545, 3.8.7.2: without a METHOD, DTSTAMP is when the event was last revised.
  const revised = utc(revisedAt(session));
  const first = session.changes[0]?.at;
  const { lat, lon } = venue;
  const onMap = { 'x-apple-radius': '50', 'x-title': plain(venue.name) };
  return [
    ['uid', {}, 'text', `${id}@jemput`],
    ['sequence', {}, 'integer', sequence],
    inUtc('dtstamp', revised),
    ...(first ? [inUtc('created', first)] : []),
    inUtc('last-modified', revised),
    when('dtstart', startsAt),
    when('dtend', endsAt),
    said('summary', titleOf(session, telling)),
    said('description', linesOf(session, telling).join('\n')),
    // Names of places are the office's own, in Indonesian.
    ['location', { language: 'id' }, 'text', plain(addressOf(session))],
    ['geo', {}, 'float', [lat, lon]],
    ['x-apple-structured-location', onMap, 'uri', `geo:${lat},${lon}`],
    said('categories', words.services[service]),
    ['status', {}, 'text', status === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'],
    // Whoever subscribes is not thereby busy at every session of the city.
    ['transp', {}, 'text', 'TRANSPARENT'],
    ['url', {}, 'uri', `${origin}/jadwal/${id}`],
  ];
}

/** VTIMEZONE of a zone without summer time. */
function steadyZone({ telling: { zone, zoneName } }: Calendar, offsetMinutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(Math.abs(offsetMinutes) / 60), Math.abs(offsetMinutes) % 60];
  const offset = `${offsetMinutes < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`;
  const standard: Property[] = [
    ['dtstart', {}, 'date-time', '1970-01-01T00:00:00'],
    ['tzoffsetfrom', {}, 'utc-offset', offset],
    ['tzoffsetto', {}, 'utc-offset', offset],
    ['tzname', {}, 'text', zoneName],
  ];
  return componentOf('vtimezone', [['tzid', {}, 'text', zone]], [['standard', standard, []]]);
}
