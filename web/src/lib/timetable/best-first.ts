import { metresAndDays } from '@jemput/shared/sessions/nearest-session';
import type { Session } from '@jemput/shared/sessions/session';
import { hasRoom } from '@jemput/shared/sessions/takes-people';

const SHOWN = 3;

/** Those that have room, a day weighing as much as a kilometre; one a venue, and one that prints cards only where none records. */
export function bestFirst(sessions: readonly Session[], now: string): Session[] {
  const cost = ({ distanceM = 0, startsAt }: Session) =>
    metresAndDays({ distanceM, startsMillis: Date.parse(startsAt) }, Date.parse(now));
  const possible = sessions.filter((session) => hasRoom(session, now));
  const recording = possible.filter(({ service }) => service === 'recording');
  const ordered = (recording.length > 0 ? recording : possible).sort((a, b) => cost(a) - cost(b));
  const seen = new Set<string>();
  return ordered.filter(({ venue }) => !seen.has(venue.id) && seen.add(venue.id)).slice(0, SHOWN);
}
