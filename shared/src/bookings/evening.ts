import type { SkipReason, TicketOrigin, TicketSeries, TicketState } from './ticket.ts';

/** A ticket with a number as the evening's queue knows it. Times are Unix milliseconds of the office's clock. */
export interface EveningTicket {
  id: string;
  series: TicketSeries;
  number: number;
  people: number;
  origin: TicketOrigin;
  state: TicketState;
  /** Its place in time (line-order.ts). */
  placeAt: number;
  /** When it was seen at the venue; null where nobody has said so. */
  arrivedAt: number | null;
  /** Last called. */
  calledAt: number | null;
  calls: number;
  /** Letter of the desk that called it last. */
  desk: TicketSeries | null;
  /** When it was last skipped or parked. */
  asideAt: number | null;
  endedAt: number | null;
  skipReason: SkipReason | null;
}

/** What a desk may go on calling without network, as the office sent it. */
export interface Lease {
  /** Counts up from 1; the desk says with each batch which it holds. */
  no: number;
  /** Unix milliseconds of the office's clock. */
  sentAt: number;
  /** Ids, in order of the line. */
  ticketIds: string[];
}

export interface EveningDesk {
  letter: TicketSeries;
  deviceId: string;
  openedAt: number;
  seenAt: number;
  closedAt: number | null;
  /** All that the desk may hold, oldest first: the one it last said it holds, and those sent since. */
  leases: Lease[];
}

/** The public rule's figures, of the office's settings. */
export interface LateRule {
  reenterAfter: number;
  lateMinutes: number;
}

export interface Evening {
  tickets: EveningTicket[];
  desks: EveningDesk[];
  rule: LateRule;
  /** Unix milliseconds since when nobody further can be served by closing; null where somebody can. */
  fullSince: number | null;
  /** Unix milliseconds; null while it is not closed. */
  closedAt: number | null;
}
