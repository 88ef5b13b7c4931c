import { instantOf } from '@jemput/shared/calendar/time-zone';
import type { PublicVenue } from '@jemput/shared/places/public-venue';
import type { Session, SessionChange, SessionQueue } from '@jemput/shared/sessions/session';
import type { queues } from '../db/schema/bookings.ts';
import type { sessionChanges, sessions } from '../db/schema/sessions.ts';
import type { ListedSession } from './timetable-snapshot.ts';

export type QueueRow = Omit<typeof queues.$inferSelect, 'sealedSeed' | 'lastNumbers'>;
export type SessionRow = typeof sessions.$inferSelect & {
  queue: QueueRow | null;
  printsAt: Session['printsAt'];
};
export type ChangeRow = typeof sessionChanges.$inferSelect;

/** Texts that many sessions have in common are written, and kept, once. */
export interface Wording {
  /** ISO 8601 of Unix milliseconds. */
  instant(epochMillis: number): string;
  shared<Text extends string>(text: Text): Text;
}

export function wordingOf(zone: string): Wording {
  const instants = new Map<number, string>();
  const texts = new Map<string, string>();
  return {
    instant(epochMillis) {
      const text = instants.get(epochMillis) ?? instantOf(epochMillis, zone);
      instants.set(epochMillis, text);
      return text;
    },
    shared<Text extends string>(text: Text): Text {
      const known = texts.get(text) ?? text;
      texts.set(text, known);
      return known as Text;
    },
  };
}

export function listChange(row: ChangeRow, { instant, shared }: Wording): SessionChange {
  return { ...row, at: instant(row.at), what: shared(row.what), reason: shared(row.reason) };
}

/** @param changes its own, by `seq` */
export function listSession(
  row: SessionRow,
  venue: PublicVenue,
  changes: SessionChange[],
  { instant, shared }: Wording,
): ListedSession {
  const session: Session = {
    id: row.id,
    sequence: row.sequence,
    status: shared(row.status),
    date: shared(row.date),
    slot: shared(row.slotId),
    startsAt: instant(row.startsAt * 1000),
    endsAt: instant(row.endsAt * 1000),
    venue,
    kits: row.kits,
    capacity: row.capacity,
    expected: {
      mean: hundredths(row.expectedMean),
      low: hundredths(row.expectedLow),
      high: hundredths(row.expectedHigh),
      crowd: shared(row.crowd),
      model: row.expectedModel === null ? null : shared(row.expectedModel),
    },
    room: row.room,
    pauses: row.pauses,
    service: shared(row.service),
    printsAt: row.printsAt,
    queue: row.queue && listQueue(row.queue, { instant, shared }),
    checkedAt: instant(row.checkedAt),
    changes,
    alternatives: [],
  };
  const millis = { starts: row.startsAt * 1000, ends: row.endsAt * 1000, checked: row.checkedAt };
  return asListed(session, millis);
}

/** People: more digits than a forecast knows would be read as knowledge. */
export function hundredths(people: number): number {
  return Math.round(people * 100) / 100;
}

function listQueue(row: QueueRow, { instant, shared }: Pick<Wording, 'instant' | 'shared'>): SessionQueue {
  return {
    issued: row.toldIssued,
    left: row.laidOutAt === null ? null : row.toldLeft,
    serving: row.toldServing,
    release: shared(row.release),
    opensAt: instant(row.opensAt),
    closesAt: instant(row.closesAt),
    fullSince: row.fullSince === null ? null : instant(row.fullSince),
    commitment: row.commitment,
  };
}

/** The session with what it is searched by. */
export function asListed(session: Session, millis: { starts: number; ends: number; checked: number }): ListedSession {
  const { id, venue, status, room, service, queue, date, endsAt, changes } = session;
  const former = changes.flatMap(({ what, from }) => {
    const [venueId, date, slot] = what === 'moved' ? (from ?? '').split('|') : [];
    return venueId && date && slot ? [{ venueId, date, slot }] : [];
  });
  return {
    id,
    venueId: venue.id,
    lat: venue.lat,
    lon: venue.lon,
    status,
    room,
    service,
    fullSince: queue?.fullSince ?? null,
    startsMillis: millis.starts,
    endsMillis: millis.ends,
    checkedMillis: millis.checked,
    session,
    evening: endsAt.slice(0, 10) > date || endsAt.slice(11, 16) > '18:00',
    former,
  };
}

/** By start, then venue, then id. */
export function byStart(a: ListedSession, b: ListedSession): number {
  return a.startsMillis - b.startsMillis || compareText(a.venueId, b.venueId) || compareText(a.id, b.id);
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Index of the first that starts then or later. @param sessions by start */
export function firstFrom(sessions: readonly ListedSession[], startsMillis: number): number {
  let [low, high] = [0, sessions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sessions[middle]?.startsMillis ?? Infinity) < startsMillis) low = middle + 1;
    else high = middle;
  }
  return low;
}
