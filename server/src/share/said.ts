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

/** What the office said of a session, with its hours where the record tells them or nothing changed them since. */
export interface Told extends SaidSession {
  hours: Hours | null;
  /** The session's own number then. */
  sequence: number;
}

/** How a promise of a session stands today. */
export interface Standing {
  /** `true` holds as it was said, `over` held and has ended. */
  verdict: 'true' | 'over' | 'moved' | 'cancelled';
  said: Promised;
  now: Promised;
  /** The change that ended what was said; null where it holds. */
  change: SessionChange | null;
  /** Other rests for prayer than were said, as the record writes them (`SessionChange`); null where they are the same. */
  rests: { from: string | null; to: string | null } | null;
}

type Hours = { start: string; end: string };

/** How a session stood after the changes that `published` picks. */
export function saidOf({ session }: ListedSession, published: (change: SessionChange) => boolean): Told {
  const { venue, date, slot, status, changes } = session;
  const said = replaySession(changes.filter(published), { venueId: venue.id, date, slot, status });
  const sequence = changes.findLast(published)?.sequence ?? 0;
  return { ...said, hours: hoursSaid(session, published), sequence };
}

/** Those that the record names, else those that the next change took away; a move brings its slot's. */
function hoursSaid(session: Session, published: (change: SessionChange) => boolean): Hours | null {
  const telling = session.changes.filter(({ what }) => what === 'hours' || what === 'moved' || what === 'published');
  const last = telling.findLast(published);
  if (last?.what === 'hours') return hoursIn(last.to);
  const next = telling.find((change) => !published(change));
  if (!next) return hoursNow(session);
  return next.what === 'hours' ? hoursIn(next.from) : null;
}

/** Of `HH:mm-HH:mm`. */
function hoursIn(text: string | null): Hours | null {
  const [start, end] = (text ?? '').split('-');
  return start && end ? { start, end } : null;
}

/** Compares what was said of a session at some moment with what holds at `now`, Unix milliseconds. */
export function standingOf(timetable: Timetable, entry: ListedSession, said: Told, now: number): Standing {
  const { session } = entry;
  const today = promisedNow(session);
  const then = promisedThen(timetable, said, session);
  const placed = samePlace(said, session);
  const timed = then.hours?.start === today.hours?.start && then.hours?.end === today.hours?.end;
  const same = placed && (timed || !then.hours) && then.cancelled === today.cancelled;
  const ending = today.cancelled ? 'cancelled' : placed && !timed ? 'hours' : 'moved';
  const ended = session.changes.findLast(({ what }) => what === ending) ?? null;
  const rest = { said: then, now: today, rests: null };
  if (!same) return { ...rest, verdict: today.cancelled ? 'cancelled' : 'moved', change: ended };
  const over = entry.endsMillis <= now || session.status === 'done';
  return {
    ...rest,
    verdict: over ? 'over' : 'true',
    change: null,
    rests: over ? null : restsSince(session, said.sequence),
  };
}

/** From what to what the rests went since that number of the session; null where they are as they were. */
function restsSince({ changes }: Session, sequence: number): Standing['rests'] {
  const since = changes.filter((change) => change.what === 'pauses' && change.sequence > sequence);
  const [from, to] = [since[0]?.from ?? null, since.at(-1)?.to ?? null];
  return from === to ? null : { from, to };
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

function promisedThen(timetable: Timetable, said: Told, session: Session): Promised {
  const { venueId, date, slot, status, hours } = said;
  const sameSlot = samePlace(said, session) ? hoursNow(session) : hoursOf(timetable, date, slot);
  return {
    venue: { id: venueId, name: timetable.venueById.get(venueId)?.name ?? venueId },
    date,
    hours: hours ?? sameSlot,
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

/** Midnight at the end is 24:00, as in the record. */
function hoursNow({ startsAt, endsAt }: Session): Hours {
  const end = endsAt.slice(11, 16);
  return { start: startsAt.slice(11, 16), end: end === '00:00' ? '24:00' : end };
}
