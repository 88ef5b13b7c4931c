import type { TicketSeries } from './ticket.ts';

/** What a display at the venue shows: numbers and desks, and nothing of anybody. `GET /layar/{token}/keadaan.json`, ETag of all but `asOf`. */
export interface DisplayState {
  venueName: string;
  service: 'recording' | 'printing';
  /** ISO 8601 with offset. */
  startsAt: string;
  endsAt: string;
  /** `early` before the first desk opens; `over` once closed; `cancelled`; else `running`. */
  phase: 'early' | 'running' | 'over' | 'cancelled';
  /** Being called now, newest call first. Another `calls` of the same number is to be spoken again. */
  calling: DisplayCall[];
  /** Called before, newest first; at most six. */
  recent: DisplayCall[];
  /** Labels of those who come next, in order; at most six. */
  next: string[];
  /** People with a number who wait. */
  waitingPeople: number;
  openDesks: number;
  /** ISO 8601; null where somebody further can be served by closing. */
  fullSince: string | null;
  /** The session near to go to once it is full or over; null where none is within reach. */
  near: { id: string; venueName: string; date: string; startsAt: string; endsAt: string; distanceM: number } | null;
  /** It rests: for prayer until `until` (`HH:mm`), or for what the crew told. */
  paused: { what: 'maghrib' | 'isya' | 'power' | 'network' | 'kit' | 'venue' | 'other'; until: string | null } | null;
  /** The public rule's figure: who is late comes in again after so many. */
  reenterAfter: number;
}

export interface DisplayCall {
  label: string;
  desk: TicketSeries;
  /** 1 for the first call; a recall counts up. */
  calls: number;
  /** Unix milliseconds. */
  calledAt: number;
}
