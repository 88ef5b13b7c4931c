import type { Session } from './session.ts';
import { pauseEnd, pauseStart, staleSpan, type Told } from './session-state.ts';

/**
 * The instants at which what is said about a session changes though nobody reports anything: its start, its end, those of
 * its breaks, when its numbers can be asked for and until when, and when the news of it become old. Midnights of the office are beside these, the same for all.
 *
 * @returns Unix milliseconds, ascending; none for a session that was cancelled or closed
 */
export function turnsAt(session: Omit<Told, 'room'> & { queue?: Session['queue'] }): number[] {
  if (session.status === 'cancelled' || session.status === 'done') return [];
  const stale = staleSpan(session);
  const breaks = session.pauses.flatMap((pause) => [pauseStart(session, pause), pauseEnd(session, pause)]);
  const hours = [Date.parse(session.startsAt), Date.parse(session.endsAt)];
  const numbers = session.queue ? [Date.parse(session.queue.opensAt), Date.parse(session.queue.closesAt)] : [];
  const turns = [...hours, ...breaks, ...numbers, ...(stale === null ? [] : [stale.from])];
  return [...new Set(turns)].sort((a, b) => a - b);
}
