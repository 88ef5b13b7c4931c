import * as z from 'zod/mini';
import { isLocalDate } from '../../calendar/local-date.ts';
import { isTimeOfDay } from '../../calendar/time-of-day.ts';

const id = z.string().check(z.minLength(1), z.maxLength(200));
const localDate = z.string().check(z.refine(isLocalDate, 'a date that exists, YYYY-MM-DD'));
const timeOfDay = z.string().check(z.refine(isTimeOfDay, 'a time of day, HH:mm'));

/** What is changed in a copy of a plan's problem; what is left out stays as it is. Both dates of a span are included. */
export const whatIfSchema = z.object({
  /** Kits more, or fewer where negative. */
  kits: z.optional(z.int().check(z.minimum(-2_000), z.maximum(200))),
  maxDaysPerWeek: z.optional(z.int().check(z.minimum(0), z.maximum(7))),
  horizonEnd: z.optional(localDate),
  /** Other hours of a slot, as in Ramadan. */
  slotHours: z.optional(
    z
      .array(
        z.object({ slot: id, from: localDate, until: localDate, start: timeOfDay, end: timeOfDay }).check(
          z.refine(({ from, until }) => from <= until, 'from no later than until'),
          z.refine(({ start, end }) => start < end, 'start earlier than end'),
        ),
      )
      .check(z.maxLength(20)),
  ),
  closed: z.optional(
    z
      .array(
        z
          .object({ venue: id, from: localDate, until: localDate })
          .check(z.refine(({ from, until }) => from <= until, 'from no later than until')),
      )
      .check(z.maxLength(200)),
  ),
});
export type WhatIf = z.infer<typeof whatIfSchema>;
export type SlotHours = NonNullable<WhatIf['slotHours']>[number];
