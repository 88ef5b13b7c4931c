import type { CrewState, IncidentKind } from '@jemput/shared/field/field-report';
import type { SurpriseReason } from '@jemput/shared/field/surprise-reason';
import type { HeldOutScore } from '@jemput/shared/forecast/held-out-score';
import type { TurnoutForecast, TurnoutModel, VenueLevel } from '@jemput/shared/forecast/turnout-model';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { pools, venues } from './places.ts';
import { sessions } from './sessions.ts';

/** What crews tell: one row a report, its id made on the device so that the same report twice is one. */
export const reports = sqliteTable(
  'reports',
  {
    id: text().primaryKey(),
    sessionId: text('session_id')
      .notNull()
      .references(() => sessions.id),
    kind: text({ enum: ['opened', 'closed', 'incident', 'state'] }).notNull(),
    reportedBy: text('reported_by').notNull(),
    /** Unix milliseconds, the device's and the office's clock. */
    madeAt: integer('made_at').notNull(),
    receivedAt: integer('received_at').notNull(),
    served: integer(),
    turnedAway: integer('turned_away'),
    /** What broke, or why a session rests. */
    incident: text().$type<IncidentKind>(),
    /** What a `state` report tells. */
    state: text().$type<CrewState>(),
    /** Of a closed session: why as many came as did, asked where the count lay outside the 80 % interval. */
    reason: text().$type<SurpriseReason>(),
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
    reason: text().$type<SurpriseReason>(),
  },
  (table) => [
    uniqueIndex('turnout_once_a_session').on(table.venueId, table.date, table.slotId),
    index('turnout_by_date_for_progress').on(table.date, table.served),
  ],
);

/** One row a fit; the newest is in force. Venues' levels are in `venue_levels`, `model.venues` is empty here. */
export const turnoutModels = sqliteTable('turnout_models', {
  id: integer().primaryKey({ autoIncrement: true }),
  fittedAt: integer('fitted_at').notNull(),
  /** Sessions that it knows of: those of the fit and the reports since. */
  rows: integer().notNull(),
  /** Reports taken in since the fit; a forecast names the model that made it as `id.reports`. */
  reports: integer().notNull().default(0),
  model: text({ mode: 'json' }).$type<TurnoutModel>().notNull(),
  /** What of the shared part the reports since the fit have moved. */
  moved: text({ mode: 'json' }).$type<Partial<TurnoutModel>>(),
  /** Drawn anew with every write, so that whoever holds the model in memory knows whether it is still this one. */
  stamp: text().notNull().default(''),
  /** Fingerprint of the sessions fitted to; null where it was not fitted to the whole history. */
  history: text(),
  /** How a fit to all but the last weeks did on them; null where there were too few sessions. */
  score: text({ mode: 'json' }).$type<HeldOutScore>(),
});

/** The nightly fits: who first writes a night's row has the fit, so that of several processes one does it. */
export const refits = sqliteTable('refits', {
  /** Date of the hour at which it was due. */
  night: text().primaryKey(),
  /** Unix milliseconds. */
  startedAt: integer('started_at').notNull(),
  endedAt: integer('ended_at'),
  /** Null while it runs, or where its process died. */
  outcome: text({ enum: ['fitted', 'unchanged', 'failed'] }),
  /** Why it failed. */
  error: text(),
});

/** What the reports of each venue say about its own level, in the model in force. */
export const venueLevels = sqliteTable('venue_levels', {
  venueId: text('venue_id').primaryKey(),
  modelId: integer('model_id')
    .notNull()
    .references(() => turnoutModels.id, { onDelete: 'cascade' }),
  level: text({ mode: 'json' }).$type<VenueLevel>().notNull(),
});

/** What was forecast of a session, as it stood when the session opened: what it is judged by. */
export const sessionForecasts = sqliteTable('session_forecasts', {
  sessionId: text('session_id')
    .primaryKey()
    .references(() => sessions.id),
  /** `id.reports` of the model that made it. */
  model: text().notNull(),
  /** Unix milliseconds. */
  madeAt: integer('made_at').notNull(),
  forecast: text({ mode: 'json' }).$type<TurnoutForecast>().notNull(),
});

/** What happens on dates and moves turnout: Ramadan, examinations, rain. One row a run of dates. */
export const datedEvents = sqliteTable(
  'dated_events',
  {
    id: text().primaryKey(),
    /** The effect's name in the forecast; events of one name share one effect. */
    name: text().notNull(),
    startDate: text('start_date').notNull(),
    /** Included. */
    endDate: text('end_date').notNull(),
    /** Only in this slot, at venues of this kind, in this area and those below it; everywhere where left out. */
    slotId: text('slot_id'),
    venueKind: text('venue_kind'),
    areaCode: text('area_code'),
  },
  (table) => [index('events_by_date_for_forecast').on(table.startDate)],
);

/** People of a pool who reach the age of the card in a month (17 years, or marry before). */
export const comingOfAge = sqliteTable(
  'coming_of_age',
  {
    poolId: text('pool_id')
      .notNull()
      .references(() => pools.id),
    /** `2026-11`. */
    month: text().notNull(),
    people: integer().notNull(),
    /** Unix milliseconds when they were added to the pool's people remaining; null until then. */
    enteredAt: integer('entered_at'),
  },
  (table) => [primaryKey({ columns: [table.poolId, table.month] })],
);
