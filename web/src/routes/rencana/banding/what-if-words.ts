import type { WhatIf } from '@jemput/shared/planning/what-if/what-if';
import { clock, shortDate } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';

interface Named {
  id: string;
  name: string;
}

/** What is supposed, in words: "3 alat kurang; sampai Sel 5 Jan". */
export function whatIfWords(whatIf: WhatIf, slots: readonly Named[], venues: readonly Named[] = []): string {
  const { kits = 0, maxDaysPerWeek, horizonEnd, slotHours = [], closed = [] } = whatIf;
  const nameOf = (list: readonly Named[], id: string) => list.find((one) => one.id === id)?.name ?? id;
  const span = ({ from, until }: { from: string; until: string }) =>
    from === until ? shortDate(from) : `${shortDate(from)} – ${shortDate(until)}`;
  const words = [
    ...(kits < 0 ? [m.whatif_fewer_kits({ count: -kits })] : []),
    ...(kits > 0 ? [m.whatif_more_kits({ count: kits })] : []),
    ...(maxDaysPerWeek === undefined ? [] : [m.whatif_days_a_week({ count: maxDaysPerWeek })]),
    ...(horizonEnd === undefined ? [] : [m.whatif_until({ date: shortDate(horizonEnd) })]),
    ...slotHours.map((hours) =>
      m.whatif_hours({
        slot: nameOf(slots, hours.slot),
        hours: `${clock(hours.start)}–${clock(hours.end)}`,
        span: span(hours),
      }),
    ),
    ...closed.map((closure) => m.whatif_closed({ venue: nameOf(venues, closure.venue), span: span(closure) })),
  ];
  return words.length > 0 ? words.join('; ') : m.whatif_same();
}
