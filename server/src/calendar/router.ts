import { isLocalDate } from '@jemput/shared/calendar/local-date';
import { calendarRunSchema } from '@jemput/shared/places/calendar-run';
import { eveningRulesSchema } from '@jemput/shared/places/evening-rules';
import * as z from 'zod/mini';
import { allowed, publicProcedure, router } from '../http/trpc.ts';
import { addSchoolYear, offeredSchoolYears } from './add-school-year.ts';
import { correctHours } from './correct-hours.ts';
import { decideRamadan } from './decide-ramadan.ts';
import { getEvening } from './get-evening.ts';
import { listYear } from './list-year.ts';
import { marketDaysOf } from './market-days.ts';
import { readOutdated } from './read-outdated.ts';
import { restoreYear } from './restore-year.ts';
import { removeDay, saveDay } from './save-day.ts';
import { saveEvening } from './save-evening.ts';

const reading = allowed('places.read');
const writing = allowed('places.write');
const aDate = z.string().check(z.refine(isLocalDate, 'must be a date that exists, YYYY-MM-DD'));
/** What is changed or removed, and the mark of what was seen of it. */
const seenDay = z.object({ id: z.int(), seen: z.string() });
const aYear = z.object({ year: z.int().check(z.minimum(2000), z.maximum(2100)) });

export const calendarRouter = router({
  listYear: reading.input(aYear).query(({ ctx, input }) => listYear(ctx, input)),
  marketDays: publicProcedure
    .input(z.object({ venueId: z.string() }))
    .query(({ ctx, input }) => marketDaysOf(ctx, input)),
  evening: reading.query(({ ctx }) => getEvening(ctx)),
  saveDay: writing
    .input(z.extend(calendarRunSchema, { replaces: z.optional(seenDay) }))
    .mutation(({ ctx, input }) => saveDay(ctx, input)),
  removeDay: writing.input(seenDay).mutation(({ ctx, input }) => removeDay(ctx, input)),
  schoolYears: reading.query(({ ctx }) => offeredSchoolYears(ctx)),
  addSchoolYear: writing.input(z.object({ id: z.string() })).mutation(({ ctx, input }) => addSchoolYear(ctx, input)),
  restoreYear: writing.input(aYear).mutation(({ ctx, input }) => restoreYear(ctx, input)),
  outdated: reading.query(({ ctx }) => readOutdated(ctx)),
  correctHours: allowed('timetable.publish')
    .input(z.object({ seen: z.string(), reason: z.string().check(z.trim(), z.maxLength(300)) }))
    .mutation(({ ctx, input }) => correctHours(ctx, input)),
  decideRamadan: allowed('plans.write')
    .input(z.object({ begins: z.enum(['ramadan', 'idulfitri']), date: aDate, seen: z.string() }))
    .mutation(({ ctx, input }) => decideRamadan(ctx, input)),
  saveEvening: writing
    .input(z.extend(eveningRulesSchema, { seen: z.string() }))
    .mutation(({ ctx, input }) => saveEvening(ctx, input)),
});
