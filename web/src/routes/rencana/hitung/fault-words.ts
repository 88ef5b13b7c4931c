import { clock, number } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { clockAfter } from '#lib/waits.ts';
import type { AssumedName, EntryFault, FieldName } from './entry-reader.ts';

const figure = (value: number) => number(value, Number.isInteger(value) ? 0 : 1);

function usedWords(used: Extract<EntryFault, { used: unknown }>['used']): string {
  if (typeof used === 'number') return figure(used);
  if (used === 'early' || used === 'even' || used === 'late') return patternNames[used]();
  return `${clock(used.opens)}–${clockAfter(used.opens, used.openMinutes)}`;
}

export const patternNames = {
  early: () => m.queue_pattern_early(),
  even: () => m.queue_pattern_even(),
  late: () => m.queue_pattern_late(),
};

/** What is wrong with an entry. */
function whyWords(fault: EntryFault<FieldName | AssumedName>): string {
  switch (fault.kind) {
    case 'empty':
    case 'emptyTime':
      return m.queue_fault_empty();
    case 'unclear':
      return m.queue_fault_unclear();
    case 'whole':
      return m.queue_fault_whole();
    case 'beyond':
      return m.queue_fault_beyond({ least: figure(fault.least), most: figure(fault.most) });
    case 'doors':
      return m.queue_fault_doors({ minutes: figure(fault.openMinutes) });
    case 'time':
      return m.queue_fault_time();
    case 'short':
      return m.queue_fault_short();
    case 'swapped':
      return m.queue_fault_swapped();
    case 'halfRange':
      return m.queue_fault_half_range();
    case 'endUnclear':
      return m.queue_fault_end_unclear();
    case 'swappedRange':
      return m.queue_fault_swapped_range();
    case 'besideRange':
      return m.queue_fault_beside_range({ people: figure(fault.people) });
    case 'pattern':
      return m.queue_fault_pattern();
  }
}

/** What is wrong with an entry and what is reckoned with instead: stands beside the field. */
export function faultWords(fault: EntryFault<FieldName | AssumedName>): string {
  const used = 'used' in fault ? m.queue_fault_used({ used: usedWords(fault.used) }) : m.queue_fault_range_unused();
  return `${whyWords(fault)} ${used}`;
}
