import type { PlanFile } from '@jemput/shared/planning/plan';
import type { PlanFigures } from '@jemput/shared/planning/what-if/plan-figures';
import type { WhatIf } from '@jemput/shared/planning/what-if/what-if';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { plans } from './plans.ts';

/** A plan under other inputs: a question, and what the engine answered. Nothing of it is ever published. */
export const scenarios = sqliteTable(
  'scenarios',
  {
    id: text().primaryKey(),
    planId: text('plan_id')
      .notNull()
      .references(() => plans.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    whatIf: text('what_if', { mode: 'json' }).$type<WhatIf>().notNull(),
    /** The plan's edit that it was computed from. */
    planRevision: integer('plan_revision').notNull(),
    state: text({ enum: ['solving', 'solved', 'failed'] }).notNull(),
    /** Null until it is solved. */
    figures: text({ mode: 'json' }).$type<PlanFigures>(),
    plan: text({ mode: 'json' }).$type<PlanFile>(),
    /** English sentences where it failed: why. */
    faults: text({ mode: 'json' }).$type<string[]>().notNull(),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by'),
  },
  (table) => [index('scenarios_by_plan_for_comparison').on(table.planId)],
);
