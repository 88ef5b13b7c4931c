import type { PlanFile } from '@jemput/shared/planning/plan';
import type { RulesFile } from '@jemput/shared/planning/problem-file';
import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { slots, venues } from './places.ts';

export const plans = sqliteTable('plans', {
  id: text().primaryKey(),
  name: text().notNull(),
  status: text({ enum: ['draft', 'published', 'superseded'] }).notNull(),
  /** Counts edits; a save or publish that names an older one is refused. */
  revision: integer().notNull().default(1),
  /** The timetable this draft was made against; publishing against a newer one is refused. */
  timetableId: integer('timetable_id').notNull(),
  horizonStart: text('horizon_start').notNull(),
  horizonEnd: text('horizon_end').notNull(),
  rules: text({ mode: 'json' }).$type<RulesFile>().notNull(),
  /** What the engine last said of it, null before the first run and after edits by hand. */
  proof: text({ mode: 'json' }).$type<Omit<PlanFile, 'stints'>>(),
  objective: real(),
  /** `id.reports` of the model whose rates the engine planned on; null where it has not planned it. */
  forecastModel: text('forecast_model'),
  createdAt: integer('created_at').notNull(),
  createdBy: text('created_by'),
  updatedAt: integer('updated_at').notNull(),
});

export const stints = sqliteTable(
  'stints',
  {
    id: text().primaryKey(),
    planId: text('plan_id')
      .notNull()
      .references(() => plans.id, { onDelete: 'cascade' }),
    venueId: text('venue_id')
      .notNull()
      .references(() => venues.id),
    slotId: text('slot_id')
      .notNull()
      .references(() => slots.id),
    startDate: text('start_date').notNull(),
    days: integer().notNull(),
    kitIds: text('kit_ids', { mode: 'json' }).$type<string[]>().notNull(),
    pinned: integer({ mode: 'boolean' }).notNull().default(false),
  },
  (table) => [index('stints_by_plan_for_board').on(table.planId)],
);
