import type { EveningDesk, EveningTicket, LateRule } from './evening.ts';
import type { EveningRefusal } from './evening-events.ts';
import type { TicketSeries } from './ticket.ts';

/** All that a desk's phone needs to go on for a whole evening without network. Names are in it: for staff of the session only. */
export interface EveningSheet {
  session: {
    id: string;
    venueName: string;
    /** Local date of the office. */
    date: string;
    /** ISO 8601 with offset. */
    startsAt: string;
    endsAt: string;
    status: string;
    service: 'recording' | 'printing';
    /** Kits or desks that the session was promised with. */
    kits: number;
  };
  /** Why nothing can be called now; null where it can. */
  closedFor: 'cancelled' | 'not_today' | 'evening_over' | null;
  /** The path of the session's display. */
  displayPath: string;
  desks: SheetDesk[];
  /** The desk of the asking device; null before it opened one. */
  mine: MyDesk | null;
  /** Everybody who still can be called, in order of the line (line-order.ts): held, called, parked, skipped. */
  line: SheetTicket[];
  /** The last who ended, newest first; at most five. */
  ended: SheetTicket[];
  /** Ids of those whom this device's `call_next` would take, in order: who is due or here, and not kept for another desk. */
  next: string[];
  counts: EveningCounts;
  estimates: SheetEstimates | null;
  rule: LateRule;
  /** ISO 8601 since when nobody further can be served by closing; null where somebody can. */
  fullSince: string | null;
  /** What the office holds of the evening's close; null before. */
  report: { served: number; turnedAway: number | null; receivedAt: string } | null;
  /** Unix milliseconds of the office's clock. */
  asOf: number;
}

export interface SheetTicket extends EveningTicket {
  label: string;
  /** To call; null where none was given, or its time is over. */
  name: string | null;
  /** Letter of another desk that may be calling it by itself: then nobody else does. */
  keptFor: TicketSeries | null;
}

export interface SheetDesk extends Pick<EveningDesk, 'letter' | 'openedAt' | 'seenAt' | 'closedAt'> {
  userName: string;
  /** Nothing heard of it for so long that it may be calling from its own share. */
  silent: boolean;
  /** How many are kept for it alone. */
  keptFor: number;
}

export interface MyDesk {
  letter: TicketSeries;
  /** Ticket that it has called and not ended; null where none. */
  calling: string | null;
  /** Last number of its own series that was given; 0 before the first. */
  lastNumber: number;
  /** Whom it may call without network, in order; `leaseNo` is said with the next batch. A sheet with a lower one is older: drop it. */
  leaseNo: number;
  leased: string[];
}

/** People, not tickets. */
export interface EveningCounts {
  served: number;
  /** With a number and not ended, and how many of them are known to be here. */
  waiting: number;
  here: number;
  parked: number;
  skipped: number;
  absent: number;
  leftUnserved: number;
  walkIns: number;
  /** Who came and got no number because nobody more could be served. */
  refused: number;
}

export interface SheetEstimates {
  minutesPerPerson: number;
  desks: number;
  /** Label of the last who can be served by closing; null where all can. */
  lastServable: string | null;
  isFull: boolean;
}

/** What the office did of a batch. Events in neither list wait for an earlier one of their device: send them again. */
export interface EveningAnswer {
  receipts: EveningReceipt[];
  refused: { id: string; refusal: EveningRefusal; message: string }[];
  sheet: EveningSheet;
}

export interface EveningReceipt {
  id: string;
  /** Whom it was about; of `call_next` whom the office chose. Null where nobody waits or it was about no ticket. */
  ticketId: string | null;
  label: string | null;
  duplicate: boolean;
}
