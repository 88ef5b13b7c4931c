import type { RulesFile } from '@jemput/shared/planning/problem-file';

/** The rules of planning.md's example: what the office of 2013 might have set. */
export const demoRules: RulesFile = {
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
