import { addDays } from '@jemput/shared/calendar/local-date';
import type { Session } from '@jemput/shared/sessions/session';
import type { Api } from '#lib/api.ts';
import { bestFirst } from './best-first.ts';

/** The sessions to go to first, as short as a list of links needs them. */
export interface WhereToGo {
  today: string;
  zoneName: string;
  sessions: Pick<Session, 'id' | 'date' | 'startsAt' | 'endsAt' | 'venue' | 'distanceM'>[];
}

const DAYS = 7;
const LOOKED_AT = 100;

/**
 * For who came to a page that is not there. Asked of the timetable in memory alone.
 *
 * @param near where the reader is, if that is known
 * @returns undefined where that fails too: one failure is enough
 */
export async function readWhereToGo(
  api: Api,
  near: { lat: number; lon: number } | undefined,
): Promise<WhereToGo | undefined> {
  try {
    const { today, now, zoneName } = await api.places.office();
    const week = { to: addDays(today, DAYS - 1), limit: LOOKED_AT };
    const { sessions } = await api.sessions.find(near ? { ...week, near } : week);
    return { today, zoneName, sessions: bestFirst(sessions, now).map(shortened) };
  } catch {
    return undefined;
  }
}

function shortened({ id, date, startsAt, endsAt, venue, distanceM }: Session): WhereToGo['sessions'][number] {
  return { id, date, startsAt, endsAt, venue, ...(distanceM === undefined ? {} : { distanceM }) };
}
