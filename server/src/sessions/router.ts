import { findSessionsSchema, todaySchema } from '@jemput/shared/sessions/find-sessions';
import { publishTimetableSchema } from '@jemput/shared/sessions/publish-timetable';
import * as z from 'zod';
import { allowed, publicProcedure, router } from '../http/trpc.ts';
import { findNames } from './find-names.ts';
import { findWithStanding } from './find-with-standing.ts';
import { getSession } from './get-session.ts';
import { listAreasWithin } from './list-areas-within.ts';
import { listChanges } from './list-changes.ts';
import { listServedAreas } from './list-served-areas.ts';
import { publishTimetable } from './publish-timetable.ts';
import { readProgress } from './read-progress.ts';
import { readToday } from './read-today.ts';

const changesSchema = z.object({ since: z.int().min(0), limit: z.int().min(1).max(1000).optional() });

export const sessionsRouter = router({
  publish: allowed('timetable.publish')
    .input(publishTimetableSchema)
    .mutation(({ ctx, input }) => publishTimetable(ctx, input)),
  find: publicProcedure.input(findSessionsSchema).query(({ ctx, input }) => findWithStanding(ctx, input)),
  today: publicProcedure.input(todaySchema).query(({ ctx, input }) => readToday(ctx, input)),
  get: publicProcedure.input(z.object({ id: z.string().max(100) })).query(({ ctx, input }) => getSession(ctx, input)),
  names: publicProcedure.input(z.object({ q: z.string().max(100) })).query(({ ctx, input }) => findNames(ctx, input)),
  areas: publicProcedure.query(({ ctx }) => listServedAreas(ctx)),
  areasWithin: publicProcedure
    .input(z.object({ code: z.string().max(13) }))
    .query(({ ctx, input }) => listAreasWithin(ctx, input)),
  changes: publicProcedure.input(changesSchema).query(({ ctx, input }) => listChanges(ctx, input)),
  progress: publicProcedure.query(({ ctx }) => readProgress(ctx)),
});
