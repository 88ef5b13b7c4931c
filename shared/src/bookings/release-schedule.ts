import { addDays, type LocalDate } from '../calendar/local-date.ts';
import { epochMillisAt } from '../calendar/time-zone.ts';
import type { QueueSettings } from './queue-settings.ts';

/** A session as its release needs it; instants in Unix milliseconds. */
export interface ReleasedSession {
  date: LocalDate;
  startsAt: number;
  endsAt: number;
  /** IANA zone of the office. */
  zone: string;
}

export type ReleaseRules = Pick<
  QueueSettings,
  'release' | 'openDaysBefore' | 'openTime' | 'releaseParts' | 'releasePartHours' | 'drawHoursBefore'
>;

/** When a session's numbers are given out; instants in Unix milliseconds. */
export interface ReleaseSchedule {
  opensAt: number;
  /** Where numbers are drawn: when they are drawn, until when one can enter. Else the beginning of the session. */
  closesAt: number;
  /** When each part opens, in order; the one opening where there are no parts. */
  partsAt: readonly number[];
  /** From when place `unit` (1 … `of`) may be given. Each part has places of the whole evening. */
  freeFrom(unit: number, of: number): number;
  /**
   * Until when those who ask at `now` are gathered, so that places are given among them by lot and no second counts; null where
   * whoever asks is answered at once. Where numbers are drawn, everybody is gathered until the draw.
   */
  gatheredUntil(now: number): number | null;
}

const MINUTE_MILLIS = 60_000;
const HOUR_MILLIS = 60 * MINUTE_MILLIS;
/** Who asks so soon after a part opens is gathered; twice the minute after which the office's clock gives the places out. */
export const GATHER_MILLIS = 2 * MINUTE_MILLIS;
/** Nobody's entry closes sooner after opening. */
const SHORTEST_ENTRY_MILLIS = HOUR_MILLIS;

export function releaseSchedule(rules: ReleaseRules, session: ReleasedSession): ReleaseSchedule {
  const asked = epochMillisAt(addDays(session.date, -rules.openDaysBefore), rules.openTime, session.zone);
  const opensAt = Math.min(asked, session.startsAt);
  if (rules.release === 'draw') return drawn(opensAt, session.startsAt, rules.drawHoursBefore);
  const partsAt = rules.release === 'staggered' ? partTimes(opensAt, session.startsAt, rules) : [opensAt];
  return {
    opensAt,
    closesAt: session.startsAt,
    partsAt,
    freeFrom: (unit) => partsAt[(unit - 1) % partsAt.length] as number,
    gatheredUntil: (now) => (rules.release === 'staggered' ? gatheringEnd(partsAt, session.startsAt, now) : null),
  };
}

function drawn(opensAt: number, startsAt: number, hoursBefore: number): ReleaseSchedule {
  const latest = Math.max(opensAt, startsAt - HOUR_MILLIS);
  const closesAt = Math.min(latest, Math.max(startsAt - hoursBefore * HOUR_MILLIS, opensAt + SHORTEST_ENTRY_MILLIS));
  return {
    opensAt,
    closesAt,
    partsAt: [closesAt],
    freeFrom: () => closesAt,
    gatheredUntil: (now) => (now < closesAt ? closesAt : null),
  };
}

/** Parts that would open after the session began open with the last before it. */
function partTimes(opensAt: number, startsAt: number, { releaseParts, releasePartHours }: ReleaseRules): number[] {
  const times = Array.from({ length: releaseParts }, (_, part) => opensAt + part * releasePartHours * HOUR_MILLIS);
  const before = times.filter((at) => at <= startsAt - HOUR_MILLIS);
  return before.length > 0 ? before : [opensAt];
}

function gatheringEnd(partsAt: readonly number[], startsAt: number, now: number): number | null {
  const opened = partsAt.find((at) => at <= now && now < at + GATHER_MILLIS);
  return opened === undefined || opened + GATHER_MILLIS >= startsAt ? null : opened + GATHER_MILLIS;
}
