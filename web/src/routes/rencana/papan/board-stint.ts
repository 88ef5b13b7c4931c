import { addDays } from '@jemput/shared/calendar/local-date';
import type { DraftStint } from '@jemput/shared/planning/draft';
import type { Outputs } from '#lib/api.ts';

export type Board = Outputs['planning']['board'];

/** A stint of the draft on the board; its id outlives edits. */
export type BoardStint = DraftStint & { id: string };

/** Spans already spelt out: every edit asks for those of all stints several times, and a board has few different ones. */
const spelt = new Map<string, readonly string[]>();

export function datesOf({ start, days }: Pick<BoardStint, 'start' | 'days'>): readonly string[] {
  const span = `${start} ${days}`;
  const known = spelt.get(span);
  if (known) return known;
  const dates = Array.from({ length: days }, (_, day) => addDays(start, day));
  spelt.set(span, dates);
  return dates;
}

export function lastDateOf({ start, days }: Pick<BoardStint, 'start' | 'days'>): string {
  return addDays(start, days - 1);
}

export function moved(stint: BoardStint, days: number): BoardStint {
  return { ...stint, start: addDays(stint.start, days) };
}

/** Longer or shorter at its end; never under one day. */
export function endMoved(stint: BoardStint, days: number): BoardStint {
  return { ...stint, days: Math.max(1, stint.days + days) };
}

/** Longer or shorter at its start; its last date stays. */
export function startMoved(stint: BoardStint, days: number): BoardStint {
  const by = Math.min(days, stint.days - 1);
  return { ...stint, start: addDays(stint.start, by), days: stint.days - by };
}
