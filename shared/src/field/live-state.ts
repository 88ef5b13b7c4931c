import type { Room, SessionStatus } from '../sessions/session.ts';
import type { CrewState, FieldReport, IncidentKind } from './field-report.ts';

/** What one report says of the state of its session. */
export interface StateReport {
  id: string;
  kind: FieldReport['kind'];
  state: CrewState | null;
  incident: IncidentKind | null;
  /** Unix milliseconds, the device's and the office's clock. */
  madeAt: number;
  receivedAt: number;
}

/** What crews have told of a session, all reports together. */
export interface LiveState {
  status: Extract<SessionStatus, 'open' | 'full' | 'paused' | 'done'>;
  /** Null where the crew has not said, and where there is nothing to have room for. */
  room: Room | null;
  /** Why it rests. */
  incident: IncidentKind | null;
  /** Unix milliseconds of the newest report about it. */
  toldAt: number;
}

/** When a report was made: a device whose clock runs ahead cannot have made it after the office received it. */
export function toldAt({ madeAt, receivedAt }: Pick<StateReport, 'madeAt' | 'receivedAt'>): number {
  return Math.min(madeAt, receivedAt);
}

/** The newest of the reports that tell a state; of two of one instant the one with the greater id, on every device alike. */
export function newestState<T extends StateReport>(reports: readonly T[]): (T & { state: CrewState }) | null {
  const states = reports.flatMap((report) => (report.state === null ? [] : [{ ...report, state: report.state }]));
  return states.reduce<(T & { state: CrewState }) | null>(
    (newest, report) => (newest === null || isNewer(report, newest) ? report : newest),
    null,
  );
}

function isNewer(a: StateReport, b: StateReport): boolean {
  return toldAt(a) > toldAt(b) || (toldAt(a) === toldAt(b) && a.id > b.id);
}

/**
 * The state of a session, whatever the order in which its reports arrived and however often: closed where one closes it, else what the
 * newest told state says; an opening says no more than that it is open. Incidents say nothing.
 *
 * @returns null before the first report that tells anything
 */
export function liveState(reports: readonly StateReport[]): LiveState | null {
  const telling = reports.filter(({ kind }) => kind !== 'incident');
  if (telling.length === 0) return null;
  const latest = Math.max(...telling.map(toldAt));
  const nothing = { room: null, incident: null, toldAt: latest };
  if (telling.some(({ kind }) => kind === 'closed')) return { ...nothing, status: 'done' };
  const newest = newestState(telling);
  if (newest === null) return { ...nothing, status: 'open' };
  const { state, incident } = newest;
  if (state === 'full' || state === 'paused') return { ...nothing, status: state, incident };
  return { ...nothing, status: 'open', room: state };
}
