import type { WhatIf } from '@jemput/shared/planning/what-if/what-if';
import { numberOf, textOf } from '#lib/forms/read-form.ts';

/** What the form supposes; fields left empty suppose nothing. Whether it can be is for the office to say. */
export function readWhatIf(form: FormData): WhatIf {
  const has = (name: string) => textOf(form, name) !== '';
  const kits = numberOf(form, 'kits');
  const hours = ['hoursFrom', 'hoursUntil', 'hoursStart', 'hoursEnd'].some(has);
  return {
    ...(has('kits') && kits !== 0 ? { kits } : {}),
    ...(has('maxDaysPerWeek') ? { maxDaysPerWeek: numberOf(form, 'maxDaysPerWeek') } : {}),
    ...(has('horizonEnd') ? { horizonEnd: textOf(form, 'horizonEnd') } : {}),
    ...(hours
      ? {
          slotHours: [
            {
              slot: textOf(form, 'slot'),
              from: textOf(form, 'hoursFrom'),
              until: textOf(form, 'hoursUntil'),
              start: textOf(form, 'hoursStart'),
              end: textOf(form, 'hoursEnd'),
            },
          ],
        }
      : {}),
    ...(has('venue')
      ? {
          closed: [
            { venue: textOf(form, 'venue'), from: textOf(form, 'closedFrom'), until: textOf(form, 'closedUntil') },
          ],
        }
      : {}),
  };
}
