import type { Session, SessionChange } from '@jemput/shared/sessions/session';
import { DateTime } from 'luxon';
import { clock, distance, hours, shortDate } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';

/**
 * What a resident needs to know of a session now: its status, and where nobody has said more, what the clock says: `due`
 * in its hours, `ended` after them.
 */
export type SessionState = Session['status'] | 'due' | 'ended';

export function stateOf({ status, startsAt, endsAt }: Session, now: string): SessionState {
  if (status === 'cancelled' || status === 'done') return status;
  if (isBefore(endsAt, now)) return 'ended';
  return status === 'scheduled' && isBefore(startsAt, now) ? 'due' : status;
}

/** Instants in ISO 8601; those with the same offset compare as text. */
function isBefore(a: string, b: string): boolean {
  return a.slice(19) === b.slice(19) ? a <= b : DateTime.fromISO(a) <= DateTime.fromISO(b);
}

export function isOver(state: SessionState): boolean {
  return state === 'done' || state === 'ended';
}

/** News of a session that people are on their way to are old after this many minutes. */
const STALE_MINUTES = 15;

/** True where a session in its hours was last heard of so long ago that the place may tell otherwise. */
export function isStale(session: Session, now: string): boolean {
  if (!['open', 'due', 'full', 'paused'].includes(stateOf(session, now))) return false;
  return DateTime.fromISO(now).diff(DateTime.fromISO(session.checkedAt), 'minutes').minutes > STALE_MINUTES;
}

export const stateNames: Record<SessionState, () => string> = {
  scheduled: () => m.finder_state_scheduled(),
  due: () => m.finder_state_due(),
  open: () => m.finder_state_open(),
  full: () => m.finder_state_full(),
  paused: () => m.finder_state_paused(),
  done: () => m.finder_state_done(),
  moved: () => m.finder_state_moved(),
  cancelled: () => m.finder_state_cancelled(),
  ended: () => m.finder_state_ended(),
};

export const stateTones: Record<SessionState, '' | 'good' | 'warm' | 'danger'> = {
  scheduled: '',
  due: '',
  open: 'good',
  full: 'danger',
  paused: 'warm',
  done: '',
  moved: 'danger',
  cancelled: 'danger',
  ended: '',
};

export const crowdNames: Record<Session['expected']['crowd'], () => string> = {
  quiet: () => m.finder_crowd_quiet(),
  normal: () => m.finder_crowd_normal(),
  busy: () => m.finder_crowd_busy(),
};

export const crowdTones: Record<Session['expected']['crowd'], 'good' | 'warm' | ''> = {
  quiet: 'good',
  normal: '',
  busy: 'warm',
};

export const kindNames: Record<Session['venue']['kind'], () => string> = {
  kelurahan: () => m.finder_kind_kelurahan(),
  school: () => m.finder_kind_school(),
  market: () => m.finder_kind_market(),
  office: () => m.finder_kind_office(),
  other: () => m.finder_kind_other(),
};

/** Names of places and hours of slots, to say in words where and when a session stood before it moved. */
export interface Gazetteer {
  venueNames: Record<string, string>;
  /** `HH:mm`, start and end. */
  slotHours: Record<string, [string, string]>;
}

/** Where to go in place of a cancelled session, by the cancelled one's id. */
export type Instead = Record<string, Pick<Session, 'id' | 'date'> & { name: string; distanceM: number }>;

/** What a card needs to know beside its session. */
export interface CardContext {
  today: string;
  now: string;
  zoneName: string;
  gazetteer: Gazetteer;
  instead?: Instead;
  /** `lat,lon` that the reader asked from, so that the session's page can say how far it is. */
  near?: string;
}

/** "Jum 25 Okt, 16.00–21.00, Kelurahan Pajang" of `pajang|2026-10-25|malam`; without the place where it is `atVenue`. */
export function formerPlace(value: string, { venueNames, slotHours }: Gazetteer, atVenue?: string): string {
  const [venue = '', date = '', slot = ''] = value.split('|');
  const [start, end] = slotHours[slot] ?? [];
  const time = start && end ? `${clock(start)}–${clock(end)}` : '';
  return [shortDate(date), time, venue === atVenue ? '' : venueNames[venue]].filter(Boolean).join(', ');
}

/** A reason as the office typed it, ending as a sentence does. */
export function asSentence(reason: string): string {
  return reason.trim().replace(/[.\s]*$/, '.');
}

/** The newest change of that kind, if there was one. */
export function lastChange(session: Session, what: SessionChange['what']): SessionChange | undefined {
  return session.changes.filter((change) => change.what === what).slice(-1)[0];
}

/** A message for WhatsApp: what, when, where, and the page that stays true. */
export function shareText(session: Session, zoneName: string, url: string): string {
  const when = `${shortDate(session.date)}, ${hours(session.startsAt, session.endsAt, zoneName)}`;
  return m.finder_share_text({ venue: session.venue.name, when, address: session.venue.address, url });
}

/** "1,8 km · sekitar 25 menit jalan kaki": 1.3 times the straight line at 4.5 km/h on foot, 20 km/h riding. */
export function wayThere(metres: number): string {
  const roadKm = (metres / 1000) * 1.3;
  const minutes = (kmPerHour: number) => Math.max(1, Math.round((roadKm / kmPerHour) * 60));
  if (roadKm <= 2) return m.finder_walk({ distance: distance(metres), minutes: minutes(4.5) });
  return m.finder_ride({ distance: distance(metres), minutes: minutes(20) });
}
