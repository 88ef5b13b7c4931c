import { localDateAt, localTimeAt } from '@jemput/shared/calendar/time-zone';
import type { SessionChange } from '@jemput/shared/sessions/session';
import type { ListedSession } from '../sessions/timetable-snapshot.ts';
import { type Standing, saidOf, standingOf, type Told } from './said.ts';
import { isToCome, type Telling } from './telling.ts';

/** A session that was promised at a place and stands elsewhere now. */
export interface MovedAway {
  entry: ListedSession;
  /** From what was said there last to what holds. */
  standing: Standing;
}

/** What was said of a session before a move: the hours that it brought are recorded with it, just before. */
export function saidBefore(entry: ListedSession, { seq, at }: SessionChange): Told {
  return saidOf(entry, (change) => change.seq < seq && !(change.what === 'hours' && change.at === at));
}

/** The last promise that `meets` picks among those that a session's moves ended. @param until number of the log after which nothing counts */
export function formerPromise(entry: ListedSession, meets: (said: Told) => boolean, until = Infinity): Told | null {
  const moves = entry.session.changes.filter(({ what, seq }) => what === 'moved' && seq <= until);
  for (const move of moves.toReversed()) {
    const said = saidBefore(entry, move);
    if (meets(said)) return said;
  }
  return null;
}

/** Sessions that were promised where and when `meets` says, and stand elsewhere now: people may still come there. */
export function movedAway({ timetable, now, zone }: Telling, meets: (said: Told) => boolean): MovedAway[] {
  const [today, clock] = [localDateAt(now, zone), localTimeAt(now, zone)];
  const isAhead = ({ said: { date, hours } }: Standing) =>
    date > today || (date === today && (hours === null || hours.end > clock));
  return timetable.moved.flatMap((entry) => {
    if (!isToCome(entry, now) || meets(saidOf(entry, () => true))) return [];
    const said = formerPromise(entry, meets);
    const standing = said && standingOf(timetable, entry, said, now);
    return standing && isAhead(standing) ? [{ entry, standing }] : [];
  });
}
