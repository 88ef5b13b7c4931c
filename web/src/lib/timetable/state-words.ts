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
  moved: 'danger',
  cancelled: 'danger',
  ended: '',
};

const pauseReasons: Record<IncidentKind, () => string> = {
  power: () => m.finder_pause_power(),
  network: () => m.finder_pause_network(),
  kit: () => m.finder_pause_kit(),
  venue: () => m.finder_pause_venue(),
  other: () => m.finder_pause_other(),
};

function isIncident(reason: string): reason is IncidentKind {
  return Object.hasOwn(pauseReasons, reason);
}

/** Why a session rests: a crew tells a kind, which is said in words; what it wrote to the office is not told. */
export function pauseReason({ reason }: Pick<SessionChange, 'reason'>): string {
  return pauseReasons[isIncident(reason) ? reason : 'other']();
}

/** The newest change of that kind, if there was one. */
export function lastChange(session: Session, what: SessionChange['what']): SessionChange | undefined {
  return session.changes.filter((change) => change.what === what).slice(-1)[0];
}

/** The change that brought the session into its status or told its room. */
export function lastTold(session: Session): SessionChange | undefined {
  return session.changes.filter(({ what }) => what === 'status' || what === 'room').slice(-1)[0];
}

/** "Jeda magrib sampai 17.55"; other states by their names. */
export function stateName(session: Session, state: SessionState, now: string): string {
  const rest = state === 'resting' ? restAt(session, now) : undefined;
  if (!rest) return stateNames[state]();
  const until = { end: clock(rest.end) };
  return rest.what === 'maghrib' ? m.finder_resting_maghrib(until) : m.finder_resting_isya(until);
}

/** "Berhenti sementara: listrik padam"; other states as `stateName` says them. */
export function stateText(session: Session, state: SessionState, now: string): string {
  const change = state === 'paused' ? lastChange(session, 'status') : undefined;
  return change ? `${stateNames.paused()}: ${pauseReason(change)}` : stateName(session, state, now);
}
