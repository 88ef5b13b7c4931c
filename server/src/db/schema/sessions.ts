import type { ChangedField, Pause, Room, Service, SessionStatus } from '@jemput/shared/sessions/session';
import { index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { counters } from './counters.ts';
import { kits, slots, venues } from './places.ts';
import { plans } from './plans.ts';
import { crewMembers } from './staff.ts';

/** One row a publication; the newest id is the timetable in force. */
export const timetables = sqliteTable('timetables', {
  id: integer().primaryKey({ autoIncrement: true }),
  /** Unix milliseconds. */
  publishedAt: integer('published_at').notNull(),
  planId: text('plan_id').references(() => plans.id),
  publishedBy: text('published_by'),
  reason: text().notNull(),
});

export const sessions = sqliteTable(
  'sessions',
  {
    id: text().primaryKey(),
    /** Grows by one with every published change (RFC 5545 SEQUENCE). */
    sequence: integer().notNull().default(0),
    status: text().$type<SessionStatus>().notNull(),
    venueId: text('venue_id')
      .notNull()
      .references(() => venues.id),
    slotId: text('slot_id')
      .notNull()
      .references(() => slots.id),
    date: text().notNull(),
    /** Unix seconds. */
    startsAt: integer('starts_at').notNull(),
    endsAt: integer('ends_at').notNull(),
    kits: integer().notNull(),
    capacity: integer().notNull(),
    expectedMean: real('expected_mean').notNull(),
    expectedLow: real('expected_low').notNull(),
    expectedHigh: real('expected_high').notNull(),
    crowd: text({ enum: ['quiet', 'normal', 'busy'] }).notNull(),
    /** `id.reports` of the model that expects so; null where none did. */
    expectedModel: text('expected_model'),
    /** Unix milliseconds of the last time the office looked at it: publication, opening, report. */
    checkedAt: integer('checked_at').notNull(),
    /** What the crew last said of the room there is; null before they said anything, and after the evening. */
    room: text().$type<Room>(),
    /** What is done there; those who are recorded may have their card printed elsewhere. */
    service: text().$type<Service>().notNull().default('recording'),
    /** The counter whose day it is; null for an evening of a plan. Plans neither see nor change a counter's days. */
    counterId: text('counter_id').references(() => counters.id),
    /** Rests for prayer within its hours, as promised with it. */
    pauses: text({ mode: 'json' }).$type<Pause[]>().notNull().default([]),
  },
  (table) => [
    index('sessions_by_date_for_finder').on(table.date),
    index('sessions_by_venue_for_venue_page').on(table.venueId, table.date),
  ],
);

/** The ordered public log: `seq` is the number of `/api/v1/changes?since=`. */
export const sessionChanges = sqliteTable(
  'session_changes',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    sessionId: text('session_id')
      .notNull()
      .references(() => sessions.id),
    sequence: integer().notNull(),
    at: integer().notNull(),
    what: text().$type<ChangedField>().notNull(),
    from: text('from_value'),
    to: text('to_value'),
    reason: text().notNull(),
  },
  (table) => [index('changes_by_session_for_session_page').on(table.sessionId)],
);

export const sessionKits = sqliteTable(
  'session_kits',
  {
    sessionId: text('session_id')
      .notNull()
      .references(() => sessions.id),
    kitId: text('kit_id')
      .notNull()
      .references(() => kits.id),
  },
  (table) => [uniqueIndex('session_kits_once').on(table.sessionId, table.kitId)],
);

/** Who goes to a session; written with the session from the crew of its kits. */
export const assignments = sqliteTable(
  'assignments',
  {
    sessionId: text('session_id')
      .notNull()
      .references(() => sessions.id),
    crewMemberId: text('crew_member_id')
      .notNull()
      .references(() => crewMembers.id),
    kitId: text('kit_id')
      .notNull()
      .references(() => kits.id),
  },
  (table) => [
    uniqueIndex('assignments_once').on(table.sessionId, table.crewMemberId),
    index('assignments_by_crew_for_day_sheet').on(table.crewMemberId),
  ],
);
