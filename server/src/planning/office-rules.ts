import type { RulesFile } from '@jemput/shared/planning/problem-file';
import { desc } from 'drizzle-orm';
import type { Database } from '../db/open.ts';
import { plans } from '../db/schema/plans.ts';

/** Rules of an office that has set none; costs in recordings (planning.md). */
export const usualRules: RulesFile = {
  minDays: 1,
  maxDays: 5,
  revisitGapDays: 6,
  maxDaysPerWeek: 6,
  reserveKits: 0,
  setupCost: 15,
  kmCost: 0.1,
  detour: 1.3,
  discountPerDay: 0.001,
  shortfallCost: 200,
  changeCost: 10,
};

/** The rules of the newest plan: what the office last planned by. */
export async function officeRules(db: Database): Promise<RulesFile> {
  const [row] = await db.select({ rules: plans.rules }).from(plans).orderBy(desc(plans.createdAt)).limit(1);
  return row?.rules ?? usualRules;
}
