import type { Assignment } from '@jemput/shared/field/day-sheet';

export interface LoudChange {
  assignment: Assignment;
  what: 'cancelled' | 'moved-away' | 'moved-here';
  /** The date it was promised for before. */
  fromDate: string;
  /** True where the place changed too. */
  otherVenue: boolean;
  reason: string;
  /** ISO 8601. */
  at: string;
}

/** What a crew must not miss today: work of today that was cancelled or moved, and work that was moved to today. */
export function loudChanges(assignments: Assignment[], today: string): LoudChange[] {
  return assignments.flatMap((assignment): LoudChange[] => {
    const last = assignment.changes.findLast(({ what }) => what === 'moved' || what === 'cancelled');
    if (!last) return [];
    const { reason, at } = last;
    const [venueId, fromDate = ''] = (last.what === 'moved' ? (last.from ?? '') : '').split('|');
    if (last.what === 'cancelled') {
      const isToday = assignment.status === 'cancelled' && assignment.date === today;
      return isToday ? [{ assignment, what: 'cancelled', fromDate: today, otherVenue: false, reason, at }] : [];
    }
    if (fromDate !== today && assignment.date !== today) return [];
    const what = assignment.date === today ? 'moved-here' : 'moved-away';
    return [{ assignment, what, fromDate, otherVenue: venueId !== assignment.venue.id, reason, at }];
  });
}
