import type { PublicVenue } from '../places/public-venue.ts';
import type { ReleaseMode } from './release.ts';

export const sessionStatuses = ['scheduled', 'open', 'full', 'paused', 'done', 'moved', 'cancelled'] as const;
export type SessionStatus = (typeof sessionStatuses)[number];

/**
 * What a published change changed. `published` opens the record: from nothing to the first promise. `room` is news of an open evening and
 * leaves the session's sequence as it is: who holds a calendar entry need not be told. `hours` are others on the same date at the same place
 * (a Ramadan that begins a day later), `pauses` other rests for prayer within them.
 */
export const changedFields = ['published', 'moved', 'cancelled', 'hours', 'pauses', 'kits', 'status', 'room'] as const;
export type ChangedField = (typeof changedFields)[number];

/** What a crew says of the room there is: plenty, filling up, the last numbers. */
export const rooms = ['free', 'filling', 'last'] as const;
export type Room = (typeof rooms)[number];

/** What is done at a session: people are recorded, or cards are printed of those who were. */
export const services = ['recording', 'printing'] as const;
export type Service = (typeof services)[number];

/** What residents are told of a session's numbers, at most some seconds old. */
export interface SessionQueue {
  /** People who have a number from home. */
  issued: number;
  /** Places left for others; null until they are laid out, shortly before numbers can be asked for: not known, and who asks gets one. */
  left: number | null;
  /** The last number from home that was called; 0 before the first. */
  serving: number;
  release: ReleaseMode;
  /** ISO 8601 with offset: from when numbers can be asked for, and until when. */
  opensAt: string;
  closesAt: string;
  /** ISO 8601: since when no further number could be served by closing; null where one could. */
  fullSince: string | null;
  /** SHA-256 of the seed of its draw, hexadecimal; null where there is none. */
  commitment: string | null;
}

/** A rest for prayer within a session's hours; the queue goes on after it. */
export interface Pause {
  what: 'maghrib' | 'isya';
  /** `HH:mm` on the office's wall clock. */
  start: string;
  end: string;
}

export interface SessionChange {
  /** Place in the office's whole log of changes. */
  seq: number;
  sessionId: string;
  /** The session's own sequence after the change (RFC 5545 SEQUENCE). */
  sequence: number;
  /** ISO 8601 with offset. */
  at: string;
  what: ChangedField;
  /**
   * For `moved`: `venueId|YYYY-MM-DD|slotId`; for `hours`: `HH:mm-HH:mm`; for `pauses`: `maghrib HH:mm-HH:mm, isya HH:mm-HH:mm`, null where
   * there is none; else the plain value.
   */
  from: string | null;
  to: string | null;
  /** The office's words; for `paused` the kind of incident (field-report.ts), and never what a crew wrote. */
  reason: string;
}

/** A session as residents, feeds and the public API see it (interfaces.md). */
export interface Session {
  id: string;
  sequence: number;
  status: SessionStatus;
  /** Local date of the office. */
  date: string;
  slot: string;
  /** ISO 8601 with offset. */
  startsAt: string;
  endsAt: string;
  venue: PublicVenue;
  kits: number;
  /** Recordings that can be made. */
  capacity: number;
  /** People expected: mean, and the 10 % and 90 % quantiles; `model` names the state of the forecast that says so. */
  expected: { mean: number; low: number; high: number; crowd: 'quiet' | 'normal' | 'busy'; model: string | null };
  /** Null where the crew has not said. */
  room: Room | null;
  pauses: Pause[];
  service: Service;
  /** Where the cards are printed of those who are recorded here; null where nothing is said of it. */
  printsAt: { id: string; name: string } | null;
  /** Null where no numbers are given. */
  queue: SessionQueue | null;
  /** Straight-line metres from the point asked for. */
  distanceM?: number;
  /** ISO 8601: when the office last confirmed it. */
  checkedAt: string;
  changes: SessionChange[];
  /** Sessions to go to in place of a cancelled, moved or full one; ids: one still on the same day where people are about to go, then nearest first. */
  alternatives: string[];
}
