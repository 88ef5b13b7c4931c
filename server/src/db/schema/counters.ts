import type { Opening } from '@jemput/shared/places/venue';
import { integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { slots, venues } from './places.ts';
import { crewMembers } from './staff.ts';

/** A desk that is always there: daily sessions at a fixed venue, of one service. */
export const counters = sqliteTable(
  'counters',
  {
    id: text().primaryKey(),
    venueId: text('venue_id')
      .notNull()
      .references(() => venues.id),
    service: text({ enum: ['recording', 'printing'] }).notNull(),
    /** A slot of its own, so that no plan takes it for an evening. */
    slotId: text('slot_id')
      .notNull()
      .references(() => slots.id),
    desks: integer().notNull(),
    /** Mean minutes a person takes at a desk. */
    minutesPerPerson: integer('minutes_per_person').notNull(),
    /** On which days it is open; hours are the slot's. */
    opening: text({ mode: 'json' }).$type<Opening>().notNull(),
    /** Where cards are printed of those who are recorded here; null where it prints itself. */
    printsAtVenueId: text('prints_at_venue_id').references(() => venues.id),
    active: integer({ mode: 'boolean' }).notNull().default(true),
  },
  (table) => [uniqueIndex('counters_once').on(table.venueId, table.service)],
);

/** Who calls numbers at a counter. */
export const counterStaff = sqliteTable(
  'counter_staff',
  {
    counterId: text('counter_id')
      .notNull()
      .references(() => counters.id, { onDelete: 'cascade' }),
    crewMemberId: text('crew_member_id')
      .notNull()
      .references(() => crewMembers.id),
  },
  (table) => [primaryKey({ columns: [table.counterId, table.crewMemberId] })],
);
