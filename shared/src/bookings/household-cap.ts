import type { QueueSettings } from './queue-settings.ts';
import type { TicketState } from './ticket.ts';

/** A ticket in one of these counts towards what a household may hold: it still stands for a turn to come. */
export const cappedStates: readonly TicketState[] = [
  'entered',
  'waiting_list',
  'offered',
  'held',
  'called',
  'parked',
  'skipped',
];

/** Tickets in `cappedStates`, in all sessions that are not over. */
export interface Held {
  /** Of the same contact; 0 where none was given. */
  byContact: number;
  /** Of the same device; 0 where it has no cookie. */
  byDevice: number;
}

/**
 * True where one more would be too many for a household. Neither the line's address nor the network counts: a whole carrier may be
 * behind one. Who has neither contact nor cookie is slowed down by the proof of work alone, and seen in the report on oddities.
 */
export function exceedsHouseholdCap({ mostTickets }: Pick<QueueSettings, 'mostTickets'>, held: Held): boolean {
  return held.byContact >= mostTickets || held.byDevice >= mostTickets;
}
