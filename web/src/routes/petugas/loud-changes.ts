import type { Assignment } from '@jemput/shared/field/day-sheet';

export interface LoudChange {
  assignment: Assignment;
  what: 'cancelled' | 'moved-away' | 'moved-here' | 'hours';
  /** The date it was promised for before. */
  fromDate: string;
  /** `HH:mm-HH:mm` that it was promised for before; empty where those stand. */
  fromHours: string;
  /** True where the place changed too. */
  otherVenue: boolean;
  reason: string;
  /** ISO 8601. */
  at: string;
}

/** What a crew must not miss today: work of today that was cancelled, moved or has other hours, and work that was moved to today. */
export function loudChanges(assignments: Assignment[], today: string): LoudChange[] {
  return assignments.flatMap((assignment) => [...moveOf(assignment, today), ...hoursOf(assignment, today)]);
}

function moveOf(assignment: Assignment, today: string): LoudChange[] {
  const last = assignment.changes.findLast(({ what }) => what === 'moved' || what === 'cancelled');
  if (!last) return [];
  const { reason, at } = last;
  const [venueId, fromDate = ''] = (last.what === 'moved' ? (last.from ?? '') : '').split('|');
  const said = { assignment, fromHours: '', reason, at };
  if (last.what === 'cancelled') {
    const isToday = assignment.status === 'cancelled' && assignment.date === today;
    return isToday ? [{ ...said, what: 'cancelled', fromDate: today, otherVenue: false }] : [];
  }
  if (fromDate !== today && assignment.date !== today) return [];
  const what = assignment.date === today ? 'moved-here' : 'moved-away';
  return [{ ...said, what, fromDate, otherVenue: venueId !== assignment.venue.id }];
}

/** Other hours where the work stands now. */
function hoursOf(assignment: Assignment, today: string): LoudChange[] {
  const last = assignment.changes.findLast(({ what }) => what === 'moved' || what === 'cancelled' || what === 'hours');
  if (last?.what !== 'hours' || assignment.date !== today) return [];
  const { from, reason, at } = last;
  return [{ assignment, what: 'hours', fromDate: today, fromHours: from ?? '', otherVenue: false, reason, at }];
}
