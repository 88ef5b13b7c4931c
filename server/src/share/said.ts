import { replaySession, type SaidSession } from '@jemput/shared/sessions/replay-session';
import type { Session, SessionChange } from '@jemput/shared/sessions/session';
import type { ListedSession, Timetable } from '../sessions/timetable-snapshot.ts';

/** A promise in words that pages can show: of a session as it was at some moment, or as it is. */
export interface Promised {
  venue: { id: string; name: string };
  date: string;
  /** `HH:mm`; null where the office no longer knows the hours that slot had. */
  hours: { start: string; end: string } | null;
  cancelled: boolean;
}

/** How a promise of a session stands today. */
export interface Standing {
  /** `true` holds as it was said, `over` held and has ended. */
  verdict: 'true' | 'over' | 'moved' | 'cancelled';
  said: Promised;
  now: Promised;
  /** The change that ended what was said; null where it holds. */
  change: SessionChange | null;
}

type Hours = { start: string; end: string };

/** How a session stood after the changes that `published` picks. */
export function saidOf({ session }: ListedSession, published: (change: SessionChange) => boolean): SaidSession {
  const { venue, date, slot, status } = session;
  return replaySession(session.changes.filter(published), { venueId: venue.id, date, slot, status });
}

/** Compares what was said of a session at some moment with what holds at `now`, Unix milliseconds. */
export function standingOf(timetable: Timetable, entry: ListedSession, said: SaidSession, now: number): Standing {
  const { session } = entry;
  const today = promisedNow(session);
  const then = samePlace(said, session)
    ? { ...today, cancelled: said.status === 'cancelled' }
    : promisedThen(timetable, said);
  const same = samePlace(said, session) && then.cancelled === today.cancelled;
  const ended = session.changes.findLast(({ what }) => what === (today.cancelled ? 'cancelled' : 'moved')) ?? null;
  if (!same) return { verdict: today.cancelled ? 'cancelled' : 'moved', said: then, now: today, change: ended };
  const over = entry.endsMillis <= now || session.status === 'done';
  return { verdict: over ? 'over' : 'true', said: then, now: today, change: null };
}

function samePlace(said: SaidSession, { venue, date, slot }: Session): boolean {
  return said.venueId === venue.id && said.date === date && said.slot === slot;
}

function promisedNow(session: Session): Promised {
  const { venue, date, status } = session;
  return {
    venue: { id: venue.id, name: venue.name },
    date,
    hours: hoursNow(session),
    cancelled: status === 'cancelled',
  };
}

function promisedThen(timetable: Timetable, { venueId, date, slot, status }: SaidSession): Promised {
  return {
    venue: { id: venueId, name: timetable.venueById.get(venueId)?.name ?? venueId },
    date,
    hours: hoursOf(timetable, date, slot),
    cancelled: status === 'cancelled',
  };
}

/** Those of another session in that slot on that date, else the slot's as they are today: no older ones are kept. */
export function hoursOf({ sessions, slots }: Timetable, date: string, slot: string): Hours | null {
  const other = sessions.find(({ session }) => session.date === date && session.slot === slot);
  if (other) return hoursNow(other.session);
  const known = slots.find(({ id }) => id === slot);
  return known ? { start: known.startTime, end: known.endTime } : null;
}

function hoursNow({ startsAt, endsAt }: Session): Hours {
  return { start: startsAt.slice(11, 16), end: endsAt.slice(11, 16) };
}
