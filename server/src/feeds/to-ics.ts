import { setImmediate } from 'node:timers/promises';
import { steadyOffsetMinutes, zoneAbbreviation } from '@jemput/shared/calendar/time-zone';
import type { Session } from '@jemput/shared/sessions/session';
import ical, { ICalEventBusyStatus, ICalEventStatus } from 'ical-generator';
import { DateTime } from 'luxon';
import { addressOf, type FormerNames, linesOf, titleOf } from './session-words.ts';

export interface Calendar {
  name: string;
  /** The office's IANA zone. */
  zone: string;
  /** The public address, for links. */
  origin: string;
  /** Where the calendar itself can be had. */
  path: string;
  former: FormerNames;
}

/** Written in one go: some milliseconds. */
const SLICE = 100;
const FIRST_EVENT = 'BEGIN:VEVENT';
const END = 'END:VCALENDAR';

/**
 * RFC 5545. A session keeps its UID for good; SEQUENCE grows with every change, and a cancelled one stays with
 * STATUS:CANCELLED. Same sessions, same text. Lets others be served between slices of a long calendar.
 */
export async function toIcs(sessions: readonly Session[], calendar: Calendar): Promise<string> {
  const offset = steadyOffsetMinutes([...new Set(sessions.map(({ startsAt }) => startsAt))], calendar.zone);
  let text = sliceToIcs(sessions.slice(0, SLICE), calendar, offset);
  if (sessions.length <= SLICE) return text;
  text = text.slice(0, text.indexOf(END));
  for (let from = SLICE; from < sessions.length; from += SLICE) {
    await setImmediate();
    const slice = sliceToIcs(sessions.slice(from, from + SLICE), calendar, offset);
    text += slice.slice(slice.indexOf(FIRST_EVENT), slice.lastIndexOf(END));
  }
  return `${text}${END}\r\n`;
}

/** @param offset minutes of the zone at all times told of; null where it is not always the same */
function sliceToIcs(
  sessions: readonly Session[],
  { name, zone, origin, path, former }: Calendar,
  offset: number | null,
): string {
  // Where the clocks change, times in UTC are right without the zone's whole history.
  const timezone = offset === null ? null : zone;
  const calendar = ical({
    name,
    prodId: { company: 'Jemput', product: 'Jemput', language: 'ID' },
    // Named per event only: a calendar's own zone would also be taken for DTSTAMP, which must be in UTC.
    ...(offset === null ? {} : { timezone: { name: null, generator: () => steadyZone(zone, offset) } }),
    url: `${origin}${path}`,
    ttl: 3600,
  });
  // Sessions share their starts, their ends and the instants of their changes.
  const read = new Map<string, DateTime>();
  const instant = (text: string, at: string) => {
    const key = `${at} ${text}`;
    const known = read.get(key) ?? DateTime.fromISO(text, { zone: at });
    read.set(key, known);
    return known;
  };
  for (const session of sessions) {
    const { checkedAt, changes } = session;
    const changedAt = changes.at(-1)?.at ?? checkedAt;
    // RFC 5545, 3.8.7.2: without a METHOD, DTSTAMP is when the event was last revised.
    const revisedAt = instant(Date.parse(changedAt) > Date.parse(checkedAt) ? changedAt : checkedAt, 'utc');
    const cancelled = session.status === 'cancelled';
    calendar.createEvent({
      id: `${session.id}@jemput`,
      sequence: session.sequence,
      stamp: revisedAt,
      lastModified: revisedAt,
      timezone,
      start: instant(session.startsAt, zone),
      end: instant(session.endsAt, zone),
      summary: titleOf(session),
      description: linesOf(session, former).join('\n'),
      location: { title: addressOf(session), geo: { lat: session.venue.lat, lon: session.venue.lon } },
      url: `${origin}/jadwal/${session.id}`,
      status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      busystatus: ICalEventBusyStatus.FREE,
    });
  }
  // RFC 5545, 3.1: every line ends in CRLF, the last one too.
  return `${calendar.toString().trimEnd()}\r\n`;
}

/** VTIMEZONE of a zone without summer time. */
function steadyZone(zone: string, offsetMinutes: number): string {
  const hours = Math.floor(Math.abs(offsetMinutes) / 60);
  const minutes = Math.abs(offsetMinutes) % 60;
  const offset = `${offsetMinutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}${String(minutes).padStart(2, '0')}`;
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${zone}`,
    'BEGIN:STANDARD',
    'DTSTART:19700101T000000',
    `TZOFFSETFROM:${offset}`,
    `TZOFFSETTO:${offset}`,
    `TZNAME:${zoneAbbreviation(zone)}`,
    'END:STANDARD',
    'END:VTIMEZONE',
  ].join('\r\n');
}
