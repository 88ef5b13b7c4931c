import * as z from 'zod/mini';
import { isLocalDate } from '../../calendar/local-date.ts';
import { draftStintSchema } from '../draft.ts';
import { requestSchema } from './fit-request.ts';

const planId = z.string().check(z.minLength(1), z.maxLength(100));
const localDate = z.string().check(z.refine(isLocalDate, 'must be a date that exists, YYYY-MM-DD'));

/** A plan to explain; `stints` as they stand on the screen, or those stored where left out. */
const shown = { planId, stints: z.optional(z.array(draftStintSchema).check(z.maxLength(20_000))) };

export const explainPlanSchema = z.object(shown);
export type ExplainPlan = z.infer<typeof explainPlanSchema>;

export const explainPoolSchema = z.object({ ...shown, pool: z.string().check(z.minLength(1), z.maxLength(200)) });
export type ExplainPool = z.infer<typeof explainPoolSchema>;

export const explainPriceSchema = z.object({ ...shown, date: localDate });
export type ExplainPrice = z.infer<typeof explainPriceSchema>;

export const fitRequestSchema = z.object({ ...shown, request: requestSchema });
export type FitRequest = z.infer<typeof fitRequestSchema>;

/** Takes a window that was offered: the place is made known where it is new, and the draft saved with it. */
export const acceptRequestSchema = z.object({
  planId,
  revision: z.int(),
  request: requestSchema,
  /** The offered stint. */
  stint: draftStintSchema,
  /** The draft as it is to be, without that stint; what it displaces is changed in it already. */
  stints: z.array(draftStintSchema).check(z.maxLength(20_000)),
});
export type AcceptRequest = z.infer<typeof acceptRequestSchema>;
