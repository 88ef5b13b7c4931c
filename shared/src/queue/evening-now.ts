import type { NoShows } from './no-shows.ts';

/** A ticket that is not called yet; instants in Unix milliseconds, all of one clock. */
export interface WaitingTicket {
  id: string;
  /** Served one after the other at one desk. */
  people: number;
  /** The instant of its place; of a walk-in that of its coming. */
  placeAt: number;
  /** Null until its holder is known to be at the venue. */
  arrivedAt: number | null;
}

/** A desk at work: what it does now, and since when; `since` null where it waits for somebody. */
export interface DeskNow {
  since: number | null;
  people: number;
}

/** What is known of the minutes that a person takes: a gamma distribution of the rate, as sure as after so many people. */
export interface ServiceKnown {
  meanMinutes: number;
  knownPeople: number;
}

/** One session's evening as it stands; instants in Unix milliseconds. */
export interface EveningNow {
  now: number;
  opensAt: number;
  /** From then on nobody new is let in. */
  doorsCloseAt: number;
  closesAt: number;
  /** Nobody is called in them. */
  rests: readonly { from: number; to: number }[];
  desks: readonly DeskNow[];
  waiting: readonly WaitingTicket[];
  service: ServiceKnown;
  /** True where people are noted when they come, so that who is not noted is not here. */
  arrivalsNoted: boolean;
  /** Of holders who are not here yet. */
  noShows: NoShows;
  /** By how much holders come after their place in time, minutes: as learnt tonight. */
  lateness: { meanMinutes: number; sdMinutes: number };
  /** Who is called and not here comes in again after so many others; later than so many minutes after, as one who just came. */
  lateRule: { reenterAfter: number; lateMinutes: number };
  /** People still to come without a number, and how sure that is, as if counted over so many. */
  walkInsToCome: { mean: number; known: number };
}
