import type { DrawRecord } from '@jemput/shared/bookings/draw-record';
import type { Lease } from '@jemput/shared/bookings/evening';
import type { QueueSettings } from '@jemput/shared/bookings/queue-settings';
import type { SkipReason, TicketOrigin, TicketSeries, TicketState } from '@jemput/shared/bookings/ticket';
import type { ReleaseMode } from '@jemput/shared/sessions/release';
import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { sessions } from './sessions.ts';

/** What an office decides of its numbers, one row; shared/bookings/queue-settings.ts tells what each means. */
export const queueSettings = sqliteTable('queue_settings', {
  id: integer().primaryKey(),
  settings: text({ mode: 'json' }).$type<Partial<QueueSettings>>().notNull(),
});

/** One row a session with numbers: how they are given out, and what residents were last told of them. */
export const queues = sqliteTable(
  'queues',
  {
    sessionId: text('session_id')
      .primaryKey()
      .references(() => sessions.id),
    release: text().$type<ReleaseMode>().notNull(),
    /** Unix milliseconds: from when numbers can be asked for, and until when. */
    opensAt: integer('opens_at').notNull(),
    closesAt: integer('closes_at').notNull(),
    /** Unix milliseconds when its places were laid out; null until then. */
    laidOutAt: integer('laid_out_at'),
    /** People who can have a number from home; the rest of the capacity is for those who just come. */
    numbers: integer().notNull().default(0),
    /** Last number given, by series: `{ A: 57, B: 3 }`. A number is never given twice. */
    lastNumbers: text('last_numbers', { mode: 'json' })
      .$type<Partial<Record<TicketSeries, number>>>()
      .notNull()
      .default({}),
    /** SHA-256 of the draw's seed, published before anybody enters; null where there is no draw. */
    commitment: text(),
    /** Sealed by the contact keys until the draw, then public. */
    sealedSeed: text('sealed_seed'),
    seed: text(),
    /** Unix milliseconds. */
    drawnAt: integer('drawn_at'),
    /** As residents are told (Session.queue): people with a number, places left, last number called. */
    toldIssued: integer('told_issued').notNull().default(0),
    toldLeft: integer('told_left').notNull().default(0),
    toldServing: integer('told_serving').notNull().default(0),
    /** Unix milliseconds: from when on it is said to be full because no further number could be served by closing; null where not. */
    fullSince: integer('full_since'),
  },
  (table) => [
    index('queues_by_opening_to_lay_out').on(table.opensAt).where(sql`laid_out_at is null`),
    index('queues_by_closing_to_tell').on(table.closesAt).where(sql`laid_out_at is not null`),
  ],
);

/**
 * One row for each person who can have a number: oversell is impossible because a place has one holder. `unit` is also its place in time:
 * unit u of n is asked to come after u/n of the time of letting in.
 */
export const places = sqliteTable(
  'places',
  {
    sessionId: text('session_id')
      .notNull()
      .references(() => queues.sessionId),
    unit: integer().notNull(),
    ticketId: text('ticket_id'),
    /** Unix milliseconds from when it may be taken: staggered releases and freed places lie ahead. */
    freeFrom: integer('free_from').notNull(),
    /** Held for somebody whose session fell away, or who is next on the waiting list, until then; null where taken for good. */
    heldUntil: integer('held_until'),
  },
  (table) => [
    primaryKey({ columns: [table.sessionId, table.unit] }),
    index('places_by_ticket_for_cancelling').on(table.ticketId),
  ],
);

/** What a draw was made of and what came of it, as it is published for anybody to check; written once. */
export const draws = sqliteTable('draws', {
  sessionId: text('session_id')
    .primaryKey()
    .references(() => queues.sessionId),
  record: text({ mode: 'json' }).$type<DrawRecord>().notNull(),
});

/** One row a household's or a person's wish to be served at a session, whatever became of it. Nothing in it tells who. */
export const tickets = sqliteTable(
  'tickets',
  {
    id: text().primaryKey(),
    sessionId: text('session_id')
      .notNull()
      .references(() => sessions.id),
    state: text().$type<TicketState>().notNull(),
    origin: text().$type<TicketOrigin>().notNull(),
    /** A from home, B and on from the desks; with `number` the label `A-057`. Null until a number is given. */
    series: text().$type<TicketSeries>(),
    number: integer(),
    people: integer().notNull(),
    /** Name to call, sealed by the contact keys; null where none was given, and after its time. */
    sealedName: text('sealed_name'),
    /** Keyed hash of the name as compared, so that one name enters a draw once. */
    nameCheck: text('name_check'),
    /** Keyed hash of the request that asked for it: the same request twice is one ticket. */
    requestKey: text('request_key').notNull(),
    /** Keyed hashes of the contact and of the device's cookie, for the cap on households. */
    contactCheck: text('contact_check'),
    deviceCheck: text('device_check'),
    /** Account that asked in somebody's place. */
    bookedBy: text('booked_by'),
    /** Unix milliseconds. */
    askedAt: integer('asked_at').notNull(),
    /** Place in line, Unix milliseconds: the instant of its place, or of its coming, whichever the rule takes (line-order.ts). */
    placeAt: integer('place_at'),
    /** Order of those who wait for a freed place or were drawn; lower is first. */
    waitOrder: integer('wait_order'),
    /** Until when an offered place, or an answer to a moved session, is kept. Unix milliseconds. */
    answerBy: integer('answer_by'),
    /** Session that stands in for one that fell away, with the places held for it there. */
    offeredSessionId: text('offered_session_id').references(() => sessions.id),
    /** Its number of series A there, and its place in line, Unix milliseconds. */
    offeredNumber: integer('offered_number'),
    offeredPlaceAt: integer('offered_place_at'),
    /** Session that fell away and from which it came to this one. */
    followedFrom: text('followed_from').references(() => sessions.id),
    /** Minutes that the holder needs to come, as told. */
    travelMinutes: integer('travel_minutes'),
    language: text().notNull().default('id'),
    /** Unix milliseconds, the office's clock. */
    arrivedAt: integer('arrived_at'),
    calledAt: integer('called_at'),
    calls: integer().notNull().default(0),
    /** Letter of the desk that called it. */
    desk: text().$type<TicketSeries>(),
    /** Unix milliseconds, the office's clock: when it was last skipped or parked. */
    asideAt: integer('aside_at'),
    endedAt: integer('ended_at'),
    skipReason: text('skip_reason').$type<SkipReason>(),
  },
  (table) => [
    uniqueIndex('tickets_number_once').on(table.sessionId, table.series, table.number),
    uniqueIndex('tickets_request_once').on(table.requestKey),
    index('tickets_by_session_for_queue').on(table.sessionId, table.state),
    index('tickets_by_contact_for_cap').on(table.contactCheck),
    index('tickets_by_device_for_cap').on(table.deviceCheck),
    index('tickets_by_answer_for_deadlines').on(table.answerBy),
  ],
);

/** What a ticket went through, only ever appended: taken, cancelled, moved, called, skipped. Nothing in it tells who. */
export const ticketEvents = sqliteTable(
  'ticket_events',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    /** Made on the device or by the request, so that the same twice is one. */
    id: text().notNull(),
    ticketId: text('ticket_id').notNull(),
    sessionId: text('session_id').notNull(),
    what: text().notNull(),
    desk: text(),
    reason: text(),
    /** Account, or null for the holder and the office's own clock. */
    actorId: text('actor_id'),
    /** Unix milliseconds of the office's clock: when it was made, as far as the device's clock tells, and when it came. */
    madeAt: integer('made_at').notNull(),
    receivedAt: integer('received_at').notNull(),
  },
  (table) => [
    uniqueIndex('ticket_events_once').on(table.id),
    index('ticket_events_by_session_for_queue').on(table.sessionId, table.seq),
    index('ticket_events_by_ticket').on(table.ticketId),
  ],
);

/** Desks of a session's evening: which device calls at which, and what it may go on calling without network. */
export const desks = sqliteTable(
  'desks',
  {
    sessionId: text('session_id')
      .notNull()
      .references(() => sessions.id),
    /** B, C, …: the series of its walk-ins too. */
    letter: text().$type<TicketSeries>().notNull(),
    deviceId: text('device_id').notNull(),
    userId: text('user_id').notNull(),
    /** Unix milliseconds. */
    openedAt: integer('opened_at').notNull(),
    seenAt: integer('seen_at').notNull(),
    closedAt: integer('closed_at'),
    /** What it may hold to call by itself without network: the share it last said it holds, and those sent since (desk-lease.ts). */
    leased: text({ mode: 'json' }).$type<Lease[]>().notNull().default([]),
  },
  (table) => [primaryKey({ columns: [table.sessionId, table.letter] })],
);
