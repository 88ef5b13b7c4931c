import * as z from 'zod/mini';
import { draftRefSchema, draftStintSchema } from '../draft.ts';
import { disruptionSchema, kitFailureSchema, venueClosureSchema } from './disruption.ts';

const stints = z.array(draftStintSchema).check(z.maxLength(20_000));

/** A draft as it stands on somebody's board, saved or not, and what has happened; null: the office's tables know it. */
export const repairRequestSchema = z.extend(draftRefSchema, {
  stints,
  disruption: z.nullable(disruptionSchema),
});
export type RepairRequest = z.infer<typeof repairRequestSchema>;

/** A draft with its repair, and what is to be known of the kit or venue from now on. */
export const applyRepairSchema = z.extend(draftRefSchema, {
  stints,
  disruption: z.nullable(z.discriminatedUnion('kind', [kitFailureSchema, venueClosureSchema])),
  reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
});
export type ApplyRepair = z.infer<typeof applyRepairSchema>;
