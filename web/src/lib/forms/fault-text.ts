import type { Fault } from '#lib/forms/refusal.ts';
import { m } from '#lib/paraglide/messages.js';

/** "must be at most 90, got …" → "90" */
function boundIn(message: string): string | undefined {
  return /at (?:most|least) ([\d.,−-]*\d)/.exec(message)?.[1];
}

function unknown({ value }: Fault): string {
  return m.field_fault_unknown({ value: String(value ?? '') });
}

const byCode: Record<string, (fault: Fault) => string> = {
  too_small: ({ message }) => {
    const bound = boundIn(message);
    return bound ? m.field_fault_at_least({ bound }) : m.field_fault_too_small();
  },
  too_big: ({ message }) => {
    const bound = boundIn(message);
    return bound ? m.field_fault_at_most({ bound }) : m.field_fault_too_big();
  },
  missing: () => m.field_fault_missing(),
  duplicate: () => m.field_fault_duplicate(),
  taken: () => m.field_fault_taken(),
  off_map: () => m.field_fault_off_map(),
  no_such_day: () => m.calendar_fault_no_such_day(),
  no_ramadan: () => m.calendar_fault_no_ramadan(),
  ramadan_length: () => m.calendar_fault_ramadan_length(),
  reason_missing: () => m.workbench_reason_missing(),
  no_such_date: () => m.field_fault_no_such_date(),
  not_a_number: () => m.field_fault_number(),
  invalid_type: () => m.field_fault_number(),
  not_a_flag: () => m.field_fault_flag(),
  not_one_of: ({ message }) => m.field_fault_one_of({ known: /must be (.*), got/.exec(message)?.[1] ?? '' }),
  bad_openings: () => m.field_fault_openings(),
  above_eligible: () => m.field_fault_above_eligible(),
  unknown_column: ({ field }) => m.field_fault_unknown_column({ field }),
  missing_column: ({ field }) => m.field_fault_missing_column({ field }),
  duplicate_column: ({ field }) => m.field_fault_duplicate_column({ field }),
  wrong_cell_count: () => m.field_fault_cell_count(),
  wrong_encoding: () => m.field_fault_encoding(),
  bad_quoting: () => m.field_fault_quoting(),
  too_large: () => m.field_fault_too_large(),
  too_many_rows: () => m.field_fault_too_many_rows(),
  not_a_workbook: () => m.field_fault_workbook(),
  unknown_format: () => m.field_fault_format(),
  not_yet: () => m.field_fault_not_yet(),
  before_start: () => m.field_fault_before_start(),
  too_old: () => m.field_fault_too_old(),
  in_future: () => m.field_fault_in_future(),
  implausible: ({ message }) => m.field_fault_implausible({ bound: boundIn(message) ?? '' }),
  empty: () => m.field_fault_empty(),
  overlaps: () => m.event_fault_overlaps(),
  in_calendar: () => m.calendar_fault_overlaps(),
  too_long_run: () => m.event_fault_too_long(),
  past_month: () => m.event_fault_past_month(),
  above_pool: ({ message }) => m.event_fault_above_pool({ bound: boundIn(message) ?? '' }),
  reversed_dates: () => m.field_fault_end_date(),
  already_entered: () => m.event_fault_entered(),
  unknown,
  ...Object.fromEntries(
    ['area', 'pool', 'slot', 'kit', 'venue', 'account', 'crew_member'].map((what) => [`unknown_${what}`, unknown]),
  ),
};

/** Where a schema only says "invalid", the field tells what is wanted. */
const byField: [RegExp, () => string][] = [
  [/(except|also|startDate|(^|_)date)(\/\d+)?$/, () => m.field_fault_no_such_date()],
  [/(^|\/)month$/, () => m.event_fault_month()],
  [/endDate$/, () => m.field_fault_end_date()],
  [/endTime$/, () => m.calendar_fault_end_time()],
  [/areaCode$/, () => m.field_fault_area_code()],
  [/username$/, () => m.field_username_hint()],
  [/password$/, () => m.field_password_hint({ count: 8 })],
  [/(^|\/)id$/, () => m.field_fault_id()],
];

const schemaCodes = new Set(['custom', 'invalid_format', 'invalid', 'too_small']);

/** Only an event's name can be wrong besides its length. */
const isBadEventName = ({ code, field }: Fault) =>
  (code === 'custom' || code === 'invalid') && /(^|\/)name$/.test(field);

/** The fault in the reader's language where its code is known, else the server's own sentence. */
export function faultText(fault: Fault): string {
  const wanted = schemaCodes.has(fault.code) && byField.find(([field]) => field.test(fault.field));
  if (wanted) return wanted[1]();
  if (isBadEventName(fault)) return m.event_fault_name();
  return byCode[fault.code]?.(fault) ?? fault.message;
}
