import { setImmediate } from 'node:timers/promises';
import { steadyOffsetMinutes } from '@jemput/shared/calendar/time-zone';
import type { Session } from '@jemput/shared/sessions/session';
import { icsLines, icsParameter, icsText } from './ics-lines.ts';
import { addressOf, linesOf, type Telling, titleOf } from './session-words.ts';

export interface Calendar {
  name: string;
  /** The public address, for links. */
  origin: string;
  /** Where the calendar itself can be had. */
  path: string;
  telling: Telling;
}

/** Written in one go: some milliseconds. */
const SLICE = 100;

/**
 * RFC 5545 with RFC 7986. A session keeps its UID for good, in every language and every calendar that has it; SEQUENCE grows with every
 * change, and a cancelled one stays with STATUS:CANCELLED. Same sessions, same text. Lets others be served between slices of a long calendar.
 */
export async function toIcs(sessions: readonly Session[], calendar: Calendar): Promise<string> {
  const { zone } = calendar.telling;
  const offset = steadyOffsetMinutes([...new Set(sessions.map(({ startsAt }) => startsAt))], zone);
  // Where the clocks change, times in UTC are right without the zone's whole history.
  const when = offset === null ? inUtc : (name: string, instant: string) => inZone(name, instant, zone);
  const parts = [icsLines([...headOf(sessions, calendar), ...(offset === null ? [] : steadyZone(calendar, offset))])];
  for (let from = 0; from < sessions.length; from += SLICE) {
    if (from > 0) await setImmediate();
    const events = sessions.slice(from, from + SLICE).flatMap((session) => eventOf(session, calendar, when));
    parts.push(icsLines(events));
  }
  return `${parts.join('')}END:VCALENDAR\r\n`;
}

type WriteWhen = (name: string, instant: string) => string;

const utcText = (millis: number) => `${new Date(millis).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
const inUtc: WriteWhen = (name, instant) => `${name}:${utcText(Date.parse(instant))}`;

/** @param instant with the zone's own offset, so that its digits are those of the wall clock */
function inZone(name: string, instant: string, zone: string): string {
  return `${name};TZID=${zone}:${instant.slice(0, 19).replace(/[-:]/g, '')}`;
}

function headOf(sessions: readonly Session[], { name, origin, path, telling }: Calendar): string[] {
  const { language, zone } = telling;
  const address = `${origin}${path}${language === 'id' ? '' : `?lang=${language}`}`;
  const revised = sessions.reduce((last, session) => Math.max(last, revisedAt(session)), 0);
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Jemput//Jemput//${language.toUpperCase()}`,
    `NAME;LANGUAGE=${language}:${icsText(name)}`,
    `X-WR-CALNAME:${icsText(name)}`,
    `X-WR-TIMEZONE:${zone}`,
    `URL:${origin}/`,
    `SOURCE;VALUE=URI:${address}`,
    ...(revised > 0 ? [`LAST-MODIFIED:${utcText(revised)}`] : []),
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
  ];
}

/** Unix milliseconds of the last change or look. */
function revisedAt({ changes, checkedAt }: Session): number {
  return Math.max(Date.parse(checkedAt), Date.parse(changes.at(-1)?.at ?? checkedAt));
}

function eventOf(session: Session, { origin, telling }: Calendar, when: WriteWhen): string[] {
  const { id, sequence, status, startsAt, endsAt, venue, service } = session;
  const { language, words } = telling;
  const said = (name: string, text: string) => `${name};LANGUAGE=${language}:${icsText(text)}`;
  // RFC 5545, 3.8.7.2: without a METHOD, DTSTAMP is when the event was last revised.
  const revised = utcText(revisedAt(session));
  const first = session.changes[0]?.at;
  const address = addressOf(session);
  const { lat, lon } = venue;
  return [
    'BEGIN:VEVENT',
    `UID:${id}@jemput`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${revised}`,
    ...(first ? [`CREATED:${utcText(Date.parse(first))}`] : []),
    `LAST-MODIFIED:${revised}`,
    when('DTSTART', startsAt),
    when('DTEND', endsAt),
    said('SUMMARY', titleOf(session, telling)),
    said('DESCRIPTION', linesOf(session, telling).join('\n')),
    // Names of places are the office's own, in Indonesian.
    `LOCATION;LANGUAGE=id:${icsText(address)}`,
    `GEO:${lat};${lon}`,
    `X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-APPLE-RADIUS=50;X-TITLE=${icsParameter(venue.name)}:geo:${lat},${lon}`,
    said('CATEGORIES', words.services[service]),
    `STATUS:${status === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'}`,
    // Whoever subscribes is not thereby busy at every session of the city.
    'TRANSP:TRANSPARENT',
    `URL:${origin}/jadwal/${id}`,
    'END:VEVENT',
  ];
}

/** VTIMEZONE of a zone without summer time. */
function steadyZone({ telling: { zone, zoneName } }: Calendar, offsetMinutes: number): string[] {
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(Math.abs(offsetMinutes) / 60), Math.abs(offsetMinutes) % 60];
  const offset = `${offsetMinutes < 0 ? '-' : '+'}${two(hours)}${two(minutes)}`;
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${zone}`,
    'BEGIN:STANDARD',
    'DTSTART:19700101T000000',
    `TZOFFSETFROM:${offset}`,
    `TZOFFSETTO:${offset}`,
    `TZNAME:${zoneName}`,
    'END:STANDARD',
    'END:VTIMEZONE',
  ];
}
