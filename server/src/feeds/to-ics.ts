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
  const event = eventsOf(calendar, when);
  yield `BEGIN:VCALENDAR\r\n${written(headOf(sessions, calendar))}`;
  if (offset !== null) yield steadyZone(calendar, offset);
  for (const session of sessions) yield event(session);
  yield 'END:VCALENDAR\r\n';
}

/** A property as RFC 7265 has it: name, parameters, type, value. */
type Property = [string, Record<string, string>, string, string | number | number[]];

function written(properties: readonly Property[]): string {
  let lines = '';
  for (const one of properties) lines += `${folded(ICAL.stringify.property(one, ICAL.design.icalendar, true))}\r\n`;
  return lines;
}

/** A line has 75 octets of UTF-8 (RFC 5545, 3.1), the space before a folded one among them. */
const LINE_OCTETS = 74;

function folded(line: string): string {
  let lines = '';
  let [from, octets] = [0, 0];
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at);
    // The second half of a character beyond the 16 bits stands with its first.
    if (code >= 0xdc00 && code < 0xe000) continue;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code >= 0xd800 && code < 0xdc00 ? 4 : 3;
    if (octets + size > LINE_OCTETS) {
      lines += `${line.slice(from, at)}\r\n `;
      [from, octets] = [at, 0];
    }
    octets += size;
  }
  return lines + line.slice(from);
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

/** Writes events; what many of them have in common is written once. */
function eventsOf({ origin, telling }: Calendar, when: Moment): (session: Session) => string {
  const { language, words } = telling;
  const said = (name: string, text: string): Property => [name, { language }, 'text', plain(text)];
  const known = new Map<Session['venue'] | string, string>();
  const once = (key: Session['venue'] | string, properties: () => Property[]): string => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const lines = written(properties());
    known.set(key, lines);
    return lines;
  };
  return (session) => {
    const { id, sequence, status, startsAt, endsAt, venue, service, checkedAt, changes } = session;
    const [first, last] = [changes[0]?.at, changes.at(-1)?.at];
    const stamps = once(`stamps ${checkedAt} ${first} ${last}`, () => stampsOf(session));
    const hours = once(`hours ${startsAt} ${endsAt}`, () => [when('dtstart', startsAt), when('dtend', endsAt)]);
    const title = once(`title ${status} ${service} ${venue.name}`, () => [said('summary', titleOf(session, telling))]);
    const place = once(venue, () => placeOf(session));
    const kind = once(`kind ${status} ${service}`, () => [
      said('categories', words.services[service]),
      ['status', {}, 'text', status === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'],
      // Whoever subscribes is not thereby busy at every session of the city.
      ['transp', {}, 'text', 'TRANSPARENT'],
    ]);
    const uid = written([['uid', {}, 'text', `${id}@jemput`]]);
    const description = written([said('description', linesOf(session, telling).join('\n'))]);
    const url = written([['url', {}, 'uri', `${origin}/jadwal/${id}`]]);
    const told = `${uid}SEQUENCE:${sequence}\r\n${stamps}${hours}${title}${description}${place}${kind}${url}`;
    return `BEGIN:VEVENT\r\n${told}END:VEVENT\r\n`;
  };
}

function stampsOf(session: Session): Property[] {
  // RFC 5545, 3.8.7.2: without a METHOD, DTSTAMP is when the event was last revised.
  const revised = utc(revisedAt(session));
  const first = session.changes[0]?.at;
  return [inUtc('dtstamp', revised), ...(first ? [inUtc('created', first)] : []), inUtc('last-modified', revised)];
}

function placeOf(session: Session): Property[] {
  const { lat, lon, name } = session.venue;
  const onMap = { 'x-apple-radius': '50', 'x-title': plain(name) };
  return [
    // Names of places are the office's own, in Indonesian.
    ['location', { language: 'id' }, 'text', plain(addressOf(session))],
    ['geo', {}, 'float', [lat, lon]],
    ['x-apple-structured-location', onMap, 'uri', `geo:${lat},${lon}`],
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
  const lines = `BEGIN:STANDARD\r\n${written(standard)}END:STANDARD\r\n`;
  return `BEGIN:VTIMEZONE\r\n${written([['tzid', {}, 'text', zone]])}${lines}END:VTIMEZONE\r\n`;
}
