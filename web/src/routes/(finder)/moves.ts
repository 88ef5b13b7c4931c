import type { Session, SessionChange } from '@jemput/shared/sessions/session';

/** A session's promise that was broken: where it stood on that date, before it moved. */
export interface Move {
  session: Session;
  /** Local date that people were told. */
  date: string;
  /** `pajang|2026-11-20|malam`. */
  from: string;
  reason: SessionChange['reason'];
}

/** Where each session was promised on other dates or at other places, its last promise of a date; by date. */
export function movesOf(sessions: readonly Session[], fromDate: string): Move[] {
  const moves = sessions.flatMap((session) => {
    const byDate = new Map<string, Move>();
    for (const { what, from, reason } of session.changes) {
      const [venueId, date] = what === 'moved' ? (from ?? '').split('|') : [];
      if (!from || !date || date < fromDate) continue;
      if (date !== session.date || venueId !== session.venue.id) byDate.set(date, { session, date, from, reason });
    }
    return [...byDate.values()];
  });
  return moves.sort((a, b) => a.date.localeCompare(b.date));
}

/** Those whose date is not after the days that are shown; all, where all sessions are. */
export function movesShown(moves: readonly Move[], sessions: readonly Session[], areAll: boolean): Move[] {
  const until = sessions.reduce((last, { date }) => (date > last ? date : last), '');
  return areAll ? [...moves] : moves.filter(({ date }) => date <= until);
}
