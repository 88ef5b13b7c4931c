import type { Pause, Room, Session, SessionStatus } from './session.ts';

/**
 * What a resident needs to know of a session now: its status, the room that its crew told, and where nobody has said more, what the
 * clock says. `today` and `tonight` before it begins on its own day, `due` in its hours while no crew has reported, `resting` in a
 * break that was promised with it, `ended` after its hours.
 */
export type SessionState = SessionStatus | Exclude<Room, 'free'> | 'today' | 'tonight' | 'due' | 'resting' | 'ended';

/** What the state rests on. */
export type Told = Pick<Session, 'status' | 'room' | 'startsAt' | 'endsAt' | 'pauses' | 'checkedAt'>;

/** News of a session that people are on their way to are old after this many minutes. */
export const STALE_MINUTES = 15;

/** Sessions that begin from this hour on are an evening's. */
const EVENING_HOUR = 15;

/** Statuses in which a crew has reported from the place. */
const reported: readonly SessionStatus[] = ['open', 'full', 'paused'];

/** @param now ISO 8601 with the office's offset, as the session's own instants */
export function stateOf(session: Told, now: string): SessionState {
  const state = stateByHours(session, now);
  const served = state === 'open' || state === 'filling' || state === 'due';
  return served && restAt(session, now) ? 'resting' : state;
}

/** The break that a session is in, from its first minute until the last has passed; undefined outside them. */
export function restAt(session: Pick<Told, 'startsAt' | 'pauses'>, now: string): Pause | undefined {
  const at = Date.parse(now);
  return session.pauses.find((pause) => pauseStart(session, pause) <= at && at < pauseEnd(session, pause));
}

/** Unix milliseconds. */
export function pauseStart({ startsAt }: Pick<Told, 'startsAt'>, { start }: Pause): number {
  return onDayOf(startsAt, start);
}

/** Unix milliseconds. */
export function pauseEnd({ startsAt }: Pick<Told, 'startsAt'>, { end }: Pause): number {
  return onDayOf(startsAt, end);
}

/** That `HH:mm` on the wall clock and day of an ISO 8601 instant with offset. */
function onDayOf(instant: string, time: string): number {
  return Date.parse(`${instant.slice(0, 11)}${time}${instant.slice(16)}`);
}

function stateByHours({ status, room, startsAt, endsAt }: Told, now: string): SessionState {
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
  return ['open', 'filling', 'last', 'full', 'paused', 'due', 'resting'].includes(state);
}

/**
 * True where how busy it was forecast to be still helps: not where it is over, nor where its crew says that coming may be in vain, nor
 * once its crew has told how full it is.
 */
export function crowdMatters(state: SessionState, room: Room | null = null): boolean {
  return room === null && !isOver(state) && !['cancelled', 'filling', 'last', 'full', 'paused'].includes(state);
}

/** True where a crew has reported from the place: what is heard of the session is its word, else the office's. */
export function isReported({ status }: Pick<Told, 'status'>): boolean {
  return reported.includes(status);
}

/** From when until when, in Unix milliseconds, what was last heard of a session is too old to rely on. */
export interface StaleSpan {
  from: number;
  until: number;
}

/**
 * Null where what was heard never grows too old: called off, closed, or over before. A session that no crew has opened is not waited for
 * before its hours, and nothing is waited for after them.
 */
export function staleSpan({ status, startsAt, endsAt, checkedAt }: Omit<Told, 'room' | 'pauses'>): StaleSpan | null {
  if (status === 'cancelled' || status === 'done') return null;
  const aged = Date.parse(checkedAt) + STALE_MINUTES * 60_000;
  const from = isReported({ status }) ? aged : Math.max(aged, Date.parse(startsAt));
  const until = Date.parse(endsAt);
  return from < until ? { from, until } : null;
}

export function isStale(session: Omit<Told, 'room' | 'pauses'>, now: string): boolean {
  const span = staleSpan(session);
  return span !== null && span.from <= Date.parse(now) && Date.parse(now) < span.until;
}
