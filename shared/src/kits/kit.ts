import * as z from 'zod/mini';
import { isLocalDate } from '../calendar/local-date.ts';

const localDate = z.string().check(z.refine(isLocalDate, 'must be a date that exists, YYYY-MM-DD'));

export const kitSchema = z.object({
  id: z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/, 'must be letters, digits and hyphens')),
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
  baseLat: z.number().check(z.minimum(-90), z.maximum(90)),
  baseLon: z.number().check(z.minimum(-180), z.maximum(180)),
  recordingsPerHour: z.number().check(z.positive(), z.maximum(200)),
  active: z.boolean(),
});
export type Kit = z.infer<typeof kitSchema>;

/** Dates, both included, on which a kit cannot stand anywhere. */
export const outageSchema = z
  .object({
    kitId: z.string(),
    startDate: localDate,
    endDate: localDate,
    reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  })
  .check(
    z.refine((outage) => outage.endDate >= outage.startDate, {
      error: 'endDate must not be before startDate',
      path: ['endDate'],
    }),
  );
export type Outage = z.infer<typeof outageSchema>;
