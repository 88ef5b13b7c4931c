import type { LocalDate } from '@jemput/shared/calendar/local-date';
import type { Kit } from '@jemput/shared/kits/kit';
import { daysUntil, drawsFor } from './keyed-draws.ts';
import type { Faults } from './world-parameters.ts';

/** From the first date on the office knows of it, and when the kit will be back. */
export interface Breakdown {
  kitId: string;
  dates: LocalDate[];
}

/** @param dates of the whole simulation, in order */
export function kitBreakdowns(
  kits: readonly Kit[],
  dates: readonly LocalDate[],
  { seed, faults }: { seed: number; faults: Faults },
): Breakdown[] {
  return kits.flatMap(({ id: kitId }) => {
    const random = drawsFor(seed, 'kit', kitId);
    const found: Breakdown[] = [];
    let at = daysUntil(random, faults.datesBetweenBreakdowns);
    while (at < dates.length) {
      const back = at + daysUntil(random, faults.datesInRepair);
      found.push({ kitId, dates: dates.slice(at, back) });
      at = back + daysUntil(random, faults.datesBetweenBreakdowns);
    }
    return found;
  });
}
