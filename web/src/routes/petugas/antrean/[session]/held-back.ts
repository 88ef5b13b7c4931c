import type { EveningSheet, SheetDesk } from '@jemput/shared/bookings/evening-sheet';
import { callable } from '@jemput/shared/bookings/line-order';

/**
 * The desk that alone may call the first who could be called, where nobody is left for the asking desk.
 *
 * @param now Unix milliseconds of the office's clock
 */
export function heldBackBy({ line, next, desks }: EveningSheet, now: number): SheetDesk | null {
  if (next.length > 0) return null;
  const keptFor = callable(line, now)[0]?.keptFor;
  return desks.find(({ letter }) => letter === keptFor) ?? null;
}
