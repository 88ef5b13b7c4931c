import * as z from 'zod/mini';
import { isAreaCode } from './area.ts';

/** What the office calls itself, and the regency or city it serves. */
export const officeSchema = z.object({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
  regencyCode: z.string().check(z.refine(isAreaCode, 'must be a ministry code, 33.72')),
});
export type OfficeName = z.infer<typeof officeSchema>;
