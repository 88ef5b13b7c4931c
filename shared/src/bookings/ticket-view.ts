import type { Channel } from '../messages/message.ts';
import type { Session } from '../sessions/session.ts';
import type { TicketState } from './ticket.ts';

/** When to come: ISO 8601 with offset. */
export interface DueRange {
  from: string;
  to: string;
}

/** Where somebody with a number stands, on the day of the session. */
export interface PlaceInLine {
  /** Label of the last number called; null before the first. */
  serving: string | null;
  /** People who are called before it, as far as is known now. */
  aheadPeople: number;
  /** Minutes from `asOf` until it is called, as likely below as above, and below with 90 %; null where nothing can be said. */
  wait: { p50Minutes: number; p90Minutes: number } | null;
  /** ISO 8601 with offset. */
  asOf: string;
}

/** What the link of a ticket shows: never a name, an address or anything else that tells who. */
export interface TicketView {
  state: TicketState;
  /** `A-057`; null where no number is given. */
  label: string | null;
  people: number;
  session: Session;
  /** 80 % of those with such a place are called within it; null where no place is given, or it is over. */
  due: DueRange | null;
  /** Null but on the day, from two hours before the session begins until the ticket is ended. */
  line: PlaceInLine | null;
  /** Letter of the desk that calls it now; null where none does. */
  desk: string | null;
  /** 1 is the next; null where it is on no waiting list. */
  waitingPlace: number | null;
  /** A place kept until `answerBy`: a freed one of the same session, or one of another in place of one that fell away. */
  offer: { session: Session; label: string | null; due: DueRange | null; answerBy: string } | null;
  /** The session that fell away and from which it came here; null where it was asked for here. */
  followedFrom: { venue: string; date: string } | null;
  /** Of a session whose numbers are drawn. */
  draw: { commitment: string; drawsAt: string; entryCode: string; drawnAt: string | null } | null;
  /** ISO 8601: when places are given by lot among all who asked in the first minutes of a part; null where it is not among them. */
  gatheredUntil: string | null;
  /** Ways by which its holder is told. */
  channels: Channel[];
  can: { cancel: boolean; move: boolean; answer: boolean; arrive: boolean };
}
