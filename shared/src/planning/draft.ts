import * as z from 'zod/mini';
import { isLocalDate } from '../calendar/local-date.ts';
import { stintSchema } from './problem-file.ts';

const planId = z.string().check(z.minLength(1), z.maxLength(100));
const revision = z.int();

/** A stint of a plan that people work on; a pinned one stays as it is when the engine plans. */
export const draftStintSchema = z.extend(stintSchema, {
  id: z.optional(z.string().check(z.maxLength(100))),
  pinned: z.boolean(),
});
export type DraftStint = z.infer<typeof draftStintSchema>;

export const draftRefSchema = z.object({ planId, revision });
/** A draft as somebody saw it: `revision` counts its edits. */
export type DraftRef = z.infer<typeof draftRefSchema>;

export const createDraftSchema = z.object({
  name: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(120))),
  /** Another plan to begin with; without it, the timetable in force. */
  copyOf: z.optional(planId),
  horizonEnd: z.optional(z.string().check(z.refine(isLocalDate, 'must be a date that exists, YYYY-MM-DD'))),
});
export type CreateDraft = z.infer<typeof createDraftSchema>;

export const saveDraftSchema = z.object({
  planId,
  revision,
  stints: z.array(draftStintSchema).check(z.maxLength(20_000)),
});
export type SaveDraft = z.infer<typeof saveDraftSchema>;

/** `search` is the engine; `rotation` the practice of 2013 that it is measured against. */
export const planningMethods = ['search', 'rotation'] as const;

export const proposePlanSchema = z.object({
  planId,
  revision,
  seconds: z.number().check(z.positive(), z.maximum(600)),
  /** Stops after so many steps, if that is earlier: same seed and steps, same plan. */
  steps: z.optional(z.int().check(z.minimum(1), z.maximum(1_000_000))),
  seed: z.optional(z.int().check(z.minimum(0), z.maximum(2 ** 31))),
  method: z.optional(z.enum(planningMethods)),
});
export type ProposePlan = z.infer<typeof proposePlanSchema>;

/** How a planning run stands. On `done` and `cancelled` its best plan is already in the draft. */
export interface RunState {
  state: 'running' | 'done' | 'cancelled' | 'failed';
  step: number;
  /** Expected recordings less costs; no plan can reach more than `bound`. */
  objective: number;
  bound: number;
  gapShare: number;
  seconds: number;
  planId: string;
  /** Of the draft: the new one once the plan is stored. */
  revision: number;
  message?: string;
}
