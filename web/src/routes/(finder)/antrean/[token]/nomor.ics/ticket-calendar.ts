import type { TicketView } from '@jemput/shared/bookings/ticket-view';

interface Words {
  /** The event's title. */
  summary: string;
  description: string;
  /** The session's page; never the ticket's, which opens to whoever knows it. */
  url: string;
}

/** RFC 5545, 3.1: a line has at most 75 octets. */
const LINE_OCTETS = 75;

/** One event at the time to come, without anything that tells who. @param now ISO 8601 */
export function ticketCalendar({ session, due, label }: TicketView, { summary, description, url }: Words, now: string) {
  const { venue, startsAt, endsAt, id, sequence } = session;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Jemput//Jemput//ID',
    'BEGIN:VEVENT',
    `UID:${textOf(`${id}.${label ?? 'antrean'}@jemput`)}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${instantOf(now)}`,
    `DTSTART:${instantOf(due?.from ?? startsAt)}`,
    `DTEND:${instantOf(due?.to ?? endsAt)}`,
    `SUMMARY:${textOf(summary)}`,
    `DESCRIPTION:${textOf(description)}`,
    `LOCATION:${textOf([venue.name, venue.address, venue.area.name].join(', '))}`,
    `GEO:${venue.lat};${venue.lon}`,
    `URL:${url}`,
    `STATUS:${session.status === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${textOf(summary)}`,
    'TRIGGER:-PT1H',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** "20261120T110000Z" */
function instantOf(at: string): string {
  return `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** RFC 5545, 3.3.11. */
function textOf(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

/** In lines of so many octets, no character cut in two. */
function folded(line: string): string {
  const parts: string[] = [''];
  let octets = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (octets + size > LINE_OCTETS) {
      parts.push('');
      octets = 1;
    }
    parts[parts.length - 1] += character;
    octets += size;
  }
  return parts.join('\r\n ');
}
