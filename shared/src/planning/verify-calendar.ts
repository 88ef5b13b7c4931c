import { addDays } from '../calendar/local-date.ts';
import type { StintFile } from './problem-file.ts';

/** The horizon's dates, its ISO weeks, and the place among them of each date's. */
export interface Calendar {
  dates: string[];
  weeks: string[];
  weekOf: number[];
}

export function datesOf(stint: StintFile): string[] {
  return Array.from({ length: stint.days }, (_, day) => addDays(stint.start, day));
}

export const sessionsOf = (stint: StintFile) => datesOf(stint).map((date) => `${stint.venue} ${stint.slot} ${date}`);
