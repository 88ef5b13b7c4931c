import type { TurnoutModel } from '@jemput/shared/forecast/turnout-model';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { venues } from './places.ts';
import { sessions } from './sessions.ts';

/** What crews tell: one row a report, its id made on the device so that the same report twice is one. */
export const reports = sqliteTable(
  'reports',
  {
    id: text().primaryKey(),
    sessionId: text('session_id')
      .notNull()
      .references(() => sessions.id),
    kind: text({ enum: ['opened', 'closed', 'incident'] }).notNull(),
    reportedBy: text('reported_by').notNull(),
    /** Unix milliseconds, the device's and the office's clock. */
    madeAt: integer('made_at').notNull(),
    receivedAt: integer('received_at').notNull(),
    served: integer(),
    turnedAway: integer('turned_away'),
    incident: text(),
    note: text(),
  },
  (table) => [index('reports_by_session_for_board').on(table.sessionId)],
);

/** Past sessions as the forecast reads them: closed here, or imported. */
export const turnout = sqliteTable(
  'turnout',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    venueId: text('venue_id')
      .notNull()
      .references(() => venues.id),
    date: text().notNull(),
    slotId: text('slot_id').notNull(),
    kits: integer(),
    capacity: integer(),
    /** People of the pool not yet recorded before the session. */
    remaining: integer(),
    served: integer().notNull(),
    turnedAway: integer('turned_away'),
  },
  (table) => [uniqueIndex('turnout_once_a_session').on(table.venueId, table.date, table.slotId)],
);

export const turnoutModels = sqliteTable('turnout_models', {
  id: integer().primaryKey({ autoIncrement: true }),
  fittedAt: integer('fitted_at').notNull(),
  rows: integer().notNull(),
  model: text({ mode: 'json' }).$type<TurnoutModel>().notNull(),
});
