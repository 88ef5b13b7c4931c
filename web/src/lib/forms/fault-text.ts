import type { Fault } from '#lib/forms/refusal.ts';
import { m } from '#lib/paraglide/messages.js';

const byCode: Record<string, (fault: Fault) => string> = {
  too_small: () => m.field_fault_too_small(),
  too_big: () => m.field_fault_too_big(),
  missing: () => m.field_fault_missing(),
  required: () => m.field_fault_missing(),
  duplicate: () => m.field_fault_duplicate(),
  taken: () => m.field_fault_taken(),
  off_map: () => m.field_fault_off_map(),
  ...Object.fromEntries(
    ['area', 'pool', 'slot', 'kit', 'venue', 'account'].map((what) => [
      `unknown_${what}`,
      ({ value }: Fault) => m.field_fault_unknown({ value: String(value) }),
    ]),
  ),
};

/** The fault in the reader's language where its code is known, else the server's own sentence. */
export function faultText(fault: Fault): string {
  return byCode[fault.code]?.(fault) ?? fault.message;
}
