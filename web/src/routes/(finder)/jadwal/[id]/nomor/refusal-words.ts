import { LONGEST_NAME } from '@jemput/shared/bookings/longest-name';
import type { TakeRefusal } from '@jemput/shared/bookings/take-number';
import { m } from '#lib/paraglide/messages.js';

/** Said by the server, so that a phone loads the words of one refusal and not of all in four languages. */
export interface Refused {
  text: string;
  field: 'name' | 'people' | 'contact' | null;
}

/** Why no number was given, and what to do. @param mostPeople on one ticket */
export function refusalWords(refusal: TakeRefusal, mostPeople: number): string {
  const words: Record<TakeRefusal, () => string> = {
    not_open_yet: m.ticket_refused_not_open_yet,
    full: m.ticket_refused_full,
    begun: m.ticket_refused_begun,
    past: m.ticket_refused_past,
    cancelled: m.ticket_refused_cancelled,
    no_numbers_here: m.ticket_refused_no_numbers_here,
    too_many_people: () => m.ticket_refused_too_many_people({ count: mostPeople }),
    household_cap: m.ticket_refused_household_cap,
    assisted_cap: m.ticket_refused_assisted_cap,
    alike_names: m.ticket_refused_alike_names,
    bad_name: () => m.ticket_refused_bad_name({ count: LONGEST_NAME }),
    bad_contact: m.ticket_refused_bad_contact,
    too_many_requests: m.ticket_refused_too_many_requests,
  };
  return words[refusal]();
}

/** The field that a refusal is about, where the office did not name it. */
export function fieldOf(refusal: TakeRefusal): Refused['field'] {
  if (refusal === 'bad_name' || refusal === 'alike_names') return 'name';
  if (refusal === 'bad_contact') return 'contact';
  return refusal === 'too_many_people' ? 'people' : null;
}
