import * as z from 'zod/mini';
import { isTimeOfDay, minutesOfDay } from '../calendar/time-of-day.ts';
import { idSchema } from './venue.ts';

const timeOfDay = z.string().check(z.refine(isTimeOfDay, 'must be a time of day, HH:mm'));

/** A named daily window on the office's wall clock. */
export const slotSchema = z
  .object({
    id: idSchema,
    name: z.string().check(z.trim(), z.minLength(1), z.maxLength(60)),
    startTime: timeOfDay,
    endTime: timeOfDay,
  })
  .check(
    z.refine((slot) => minutesOfDay(slot.endTime) > minutesOfDay(slot.startTime), {
      error: 'endTime must be after startTime',
      path: ['endTime'],
    }),
  );
export type Slot = z.infer<typeof slotSchema>;
