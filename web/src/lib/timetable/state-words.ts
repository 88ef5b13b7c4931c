import type { IncidentKind } from '@jemput/shared/field/field-report';
import type { Session, SessionChange } from '@jemput/shared/sessions/session';
import { restAt, type SessionState } from '@jemput/shared/sessions/session-state';
import { clock } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';

export const stateNames: Record<SessionState, () => string> = {
  scheduled: () => m.finder_state_scheduled(),
  today: () => m.common_today(),
  tonight: () => m.common_tonight(),
  due: () => m.finder_state_due(),
  resting: () => m.finder_state_resting(),
  open: () => m.finder_state_open(),
  filling: () => m.finder_state_filling(),
  last: () => m.finder_state_last(),
  full: () => m.finder_state_full(),
  paused: () => m.finder_state_paused(),
  done: () => m.finder_state_done(),
  moved: () => m.finder_state_moved(),
  cancelled: () => m.finder_state_cancelled(),
  ended: () => m.finder_state_ended(),
};

export const stateTones: Record<SessionState, '' | 'good' | 'warm' | 'danger'> = {
  scheduled: '',
  today: 'warm',
  tonight: 'warm',
  due: '',
  resting: 'warm',
  open: 'good',
  filling: 'warm',
  last: 'warm',
  full: 'danger',
  paused: 'warm',
  done: '',
  moved: 'warm',
  cancelled: 'danger',
  ended: '',
};

export const pauseReasons: Record<IncidentKind, typeof m.finder_pause_power> = {
  power: m.finder_pause_power,
  network: m.finder_pause_network,
  kit: m.finder_pause_kit,
  venue: m.finder_pause_venue,
  other: m.finder_pause_other,
};

function isIncident(reason: string): reason is IncidentKind {
  return Object.hasOwn(pauseReasons, reason);
}

/** Why a session rests: a crew tells a kind, which is said in words; what it wrote to the office is not told. */
export function pauseReason({ reason }: Pick<SessionChange, 'reason'>): string {
  return pauseReasons[incidentOf(reason)]();
}

function incidentOf(reason: string): IncidentKind {
  return isIncident(reason) ? reason : 'other';
}

/** The newest change of that kind, if there was one. */
export function lastChange(session: Session, what: SessionChange['what']): SessionChange | undefined {
  return session.changes.filter((change) => change.what === what).slice(-1)[0];
}

/** The newest change of its hours at the place and date where it stands now. */
export function lastHours({ changes }: Pick<Session, 'changes'>): SessionChange | undefined {
  const last = changes.filter(({ what }) => what === 'hours' || what === 'moved').slice(-1)[0];
  return last?.what === 'hours' ? last : undefined;
}

/** The change that brought the session into its status or told its room. */
export function lastTold(session: Session): SessionChange | undefined {
  return session.changes.filter(({ what }) => what === 'status' || what === 'room').slice(-1)[0];
}

/** "Jeda magrib sampai 17.55, mulai penuh", "Buka sekarang, masih longgar"; other states by their names. */
export function stateName(session: Session, state: SessionState, now: string): string {
  if (state === 'open')
    return [stateNames.open(), ...(session.room === 'free' ? [m.finder_room_free()] : [])].join(', ');
  const rest = state === 'resting' ? restAt(session, now) : undefined;
  if (!rest) return stateNames[state]();
  const until = { end: clock(rest.end) };
  const resting = rest.what === 'maghrib' ? m.finder_resting_maghrib(until) : m.finder_resting_isya(until);
  return session.room === 'filling' ? `${resting}, ${stateNames.filling().toLowerCase()}` : resting;
}

/** What a session that is paused waits for; null where it is not. */
export function pausedBy(session: Session): IncidentKind | null {
  const change = session.status === 'paused' ? lastChange(session, 'status') : undefined;
  return change ? incidentOf(change.reason) : null;
}

/** "Berhenti sementara: listrik padam"; other states as `stateName` says them. */
export function stateText(session: Session, state: SessionState, now: string): string {
  const why = state === 'paused' ? pausedBy(session) : null;
  return why ? `${stateNames.paused()}: ${pauseReasons[why]()}` : stateName(session, state, now);
}
