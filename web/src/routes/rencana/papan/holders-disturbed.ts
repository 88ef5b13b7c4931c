import { addDays } from '@jemput/shared/calendar/local-date';
import type { PublishedStintFile, StintFile } from '@jemput/shared/planning/problem-file';

/** People who hold numbers for published sessions that these stints do not have at their venue, slot and date any more. */
export function holdersDisturbed(published: readonly PublishedStintFile[], stints: readonly StintFile[]): number {
  const stands = new Set(stints.flatMap(cellsOf));
  return published.reduce((people, stint) => {
    const lost = cellsOf(stint).map((cell, day) => (stands.has(cell) ? 0 : (stint.holders?.[day] ?? 0)));
    return people + lost.reduce((sum, holders) => sum + holders, 0);
  }, 0);
}

function cellsOf({ venue, slot, start, days }: StintFile): string[] {
  return Array.from({ length: days }, (_, day) => `${venue}/${slot}/${addDays(start, day)}`);
}
