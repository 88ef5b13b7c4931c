/**
 * What became of somebody's wish to be served at a session.
 *
 * `entered` takes part in a draw; `waiting_list` waits for a place, `offered` has one held until `answerBy`. `held` has a number. At the
 * venue: `called` to a desk, `parked` aside by its own wish, `skipped` with a reason and may re-enter, `served`. Ends without service:
 * `absent` never came, `cancelled` by its holder, `lapsed` did not answer in time, `not_drawn`, `left_unserved` came and closing was first.
 */
export const ticketStates = [
  'entered',
  'waiting_list',
  'offered',
  'held',
  'called',
  'parked',
  'skipped',
  'served',
  'absent',
  'cancelled',
  'lapsed',
  'not_drawn',
  'left_unserved',
] as const;
export type TicketState = (typeof ticketStates)[number];

/** In these nothing more happens to it. */
export const endedStates: readonly TicketState[] = [
  'served',
  'absent',
  'cancelled',
  'lapsed',
  'not_drawn',
  'left_unserved',
];

/** In these a ticket still wants to be served at its session: it stands for a turn to come. */
export const openStates: readonly TicketState[] = ticketStates.filter((state) => !endedStates.includes(state));

/** Taken at home, booked by staff for somebody without a phone, or given at the door. */
export const ticketOrigins = ['home', 'assisted', 'walk_in'] as const;
export type TicketOrigin = (typeof ticketOrigins)[number];

/** A from home; B and on are the desks that gave the number to somebody who just came, so that desks without network never give the same. */
export const ticketSeries = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L', 'M'] as const;
export type TicketSeries = (typeof ticketSeries)[number];

export const skipReasons = [
  'not_here',
  'papers_missing',
  'name_differs',
  'asked_to_wait',
  'already_recorded',
  'other',
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** `A-057`, as it is written, called and shown. */
export function ticketLabel({ series, number }: { series: TicketSeries; number: number }): string {
  return `${series}-${String(number).padStart(3, '0')}`;
}
