import * as z from 'zod/mini';
import { whatIfSchema } from './what-if.ts';

const planId = z.string().check(z.minLength(1), z.maxLength(100));

/** A question to a plan: its name, what is other, and how long the engine may look for the answer. */
export const createScenarioSchema = z.object({
  planId,
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
  /** Nothing in it: the same problem planned by the engine, what the others are compared with. */
  whatIf: whatIfSchema,
  seconds: z.number().check(z.positive(), z.maximum(120)),
});
export type CreateScenario = z.infer<typeof createScenarioSchema>;

export const scenarioRefSchema = z.object({ scenarioId: z.string().check(z.minLength(1), z.maxLength(100)) });
export type ScenarioRef = z.infer<typeof scenarioRefSchema>;
