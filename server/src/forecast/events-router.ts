import { eventRunSchema } from '@jemput/shared/forecast/event-run';
import * as z from 'zod/mini';
import { allowed, router } from '../http/trpc.ts';
import { listEvents } from './list-events.ts';
import { removeEvent, saveEvent } from './save-event.ts';

const writing = allowed('plans.write');

export const eventsRouter = router({
  list: allowed('forecast.read').query(({ ctx }) => listEvents(ctx)),
  save: writing
    .input(z.extend(eventRunSchema, { id: z.optional(z.string()) }))
    .mutation(({ ctx, input }) => saveEvent(ctx, input)),
  remove: writing.input(z.object({ id: z.string() })).mutation(({ ctx, input }) => removeEvent(ctx, input)),
});
