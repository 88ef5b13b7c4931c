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

/** So many under names that are compared as the same can take part in one lot: a name, and a namesake. */
const MOST_ALIKE_NAMES = 2;

/**
 * True where one more of the same name would be too many in one draw or lot. They are one chance and are drawn together, so a third would
 * only take a place that nobody else can use; a third namesake writes more of the name.
 */
export function exceedsAlikeNames(alike: number): boolean {
  return alike >= MOST_ALIKE_NAMES;
}
