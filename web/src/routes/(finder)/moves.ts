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

/** Those whose date lies among the days of one page of an answer; a day's are shown where its sessions begin. */
export function movesShown(
  moves: readonly Move[],
  sessions: readonly Session[],
  { first, last }: { first: boolean; last: boolean },
): Move[] {
  const dates = sessions.map(({ date }) => date).sort();
  const [from = '', until = ''] = [dates[0], dates.at(-1)];
  return moves.filter(({ date }) => (first || date > from) && (last || date <= until));
}
