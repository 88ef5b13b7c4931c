import type { QueueSettings } from './queue-settings.ts';

/** Tickets in `openStates`, in all sessions that are not over. */
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

/**
 * True where a name takes part in a draw or lot already: asking again under it would only win a place that nobody else can use. A namesake
 * writes more of the name, which tells the two apart when they are called, too.
 *
 * @param alike tickets in `openStates` at the session whose names are compared as the same
 */
export function takesPartAlready(alike: number): boolean {
  return alike >= 1;
}
