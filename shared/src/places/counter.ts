import * as z from 'zod/mini';
import { idSchema, openingSchema } from './venue.ts';

/** A desk that is always there, at an office of the registry: one service on the days that it is open. */
export const counterSchema = z.object({
  id: idSchema,
  venueId: z.string().check(z.minLength(1)),
  service: z.enum(['recording', 'printing']),
  /** Its hours. */
  slotId: z.string().check(z.minLength(1)),
  desks: z.int().check(z.minimum(1), z.maximum(50)),
  /** Mean minutes that a person takes at a desk. */
  minutesPerPerson: z.int().check(z.minimum(1), z.maximum(120)),
  opening: openingSchema,
  /** Where cards are printed of those who are recorded here; null where nothing is to be told of it. */
  printsAtVenueId: z.nullable(z.string()),
  /** Crew members who call numbers here. */
  staffIds: z.array(z.string()).check(z.maxLength(50)),
  active: z.boolean(),
});
export type Counter = z.infer<typeof counterSchema>;
