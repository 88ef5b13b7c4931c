import type { Room, Session, SessionStatus } from './session.ts';

/**
 * What a resident needs to know of a session now: its status, the room that its crew told, and where nobody has said more, what the
 * clock says. `today` and `tonight` before it begins on its own day, `due` in its hours while no crew has reported, `ended` after
 * them.
 */
export type SessionState = SessionStatus | Exclude<Room, 'free'> | 'today' | 'tonight' | 'due' | 'ended';

/** What the state rests on. */
export type Told = Pick<Session, 'status' | 'room' | 'startsAt' | 'endsAt' | 'checkedAt'>;

/** News of a session that people are on their way to are old after this many minutes. */
export const STALE_MINUTES = 15;

/** Sessions that begin from this hour on are an evening's. */
const EVENING_HOUR = 15;

/** Statuses in which a crew has reported from the place. */
const reported: readonly SessionStatus[] = ['open', 'full', 'paused'];

/** @param now ISO 8601 with the office's offset, as the session's own instants */
export function stateOf({ status, room, startsAt, endsAt }: Told, now: string): SessionState {
  if (status === 'cancelled' || status === 'done') return status;
  if (Date.parse(endsAt) <= Date.parse(now)) return 'ended';
  if (status === 'open') return room === 'filling' || room === 'last' ? room : 'open';
  if (status !== 'scheduled') return status;
  if (Date.parse(startsAt) <= Date.parse(now)) return 'due';
  if (startsAt.slice(0, 10) !== now.slice(0, 10)) return 'scheduled';
  return Number(startsAt.slice(11, 13)) >= EVENING_HOUR ? 'tonight' : 'today';
}

/** True where nothing more will happen at that place and time. */
export function isOver(state: SessionState): boolean {
  return state === 'done' || state === 'ended';
}

/** True where people are served, or were until something stopped it: from the opening, or the hour promised, on. */
export function isUnderWay(state: SessionState): boolean {
  return ['open', 'filling', 'last', 'full', 'paused', 'due'].includes(state);
}

/**
 * When what was last heard of a session becomes too old to rely on, in Unix milliseconds; null where it never does: called off, or
 * over before. A session that no crew has opened is not waited for before its hours.
 */
export function staleFrom({ status, startsAt, endsAt, checkedAt }: Omit<Told, 'room'>): number | null {
  if (status === 'cancelled' || status === 'done') return null;
  const aged = Date.parse(checkedAt) + STALE_MINUTES * 60_000;
  const from = reported.includes(status) ? aged : Math.max(aged, Date.parse(startsAt));
  return from < Date.parse(endsAt) ? from : null;
}

/** True from `staleFrom` until the session's end. */
export function isStale(session: Told, now: string): boolean {
  const from = staleFrom(session);
  return from !== null && from <= Date.parse(now) && Date.parse(now) < Date.parse(session.endsAt);
}
