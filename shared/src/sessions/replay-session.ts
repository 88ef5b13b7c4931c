import type { SessionChange, SessionStatus } from './session.ts';

/** What the office said of a session at some moment. */
export interface SaidSession {
  venueId: string;
  date: string;
  slot: string;
  status: SessionStatus;
}

/**
 * A session as its changes say it was, first to last.
 *
 * @param changes of one session, in order, as far as they had been published at the moment meant
 * @param otherwise where it stands today, for a session whose record says nothing of its place
 */
export function replaySession(changes: readonly SessionChange[], otherwise: SaidSession): SaidSession {
  return changes.reduce(apply, { ...otherwise, status: 'scheduled' });
}

function apply(said: SaidSession, { what, to }: SessionChange): SaidSession {
  if (what === 'published') return { ...said, ...placeOf(to), status: 'scheduled' };
  if (what === 'moved') return { ...said, ...placeOf(to), status: 'moved' };
  if (what === 'cancelled') return { ...said, status: 'cancelled' };
  return what === 'status' && to ? { ...said, status: to as SessionStatus } : said;
}

/** Of `venue|YYYY-MM-DD|slot`. */
function placeOf(text: string | null): Partial<SaidSession> {
  const [venueId, date, slot] = (text ?? '').split('|');
  return venueId && date && slot ? { venueId, date, slot } : {};
}
