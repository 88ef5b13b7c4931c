import { actSchema, askSheetSchema } from '@jemput/shared/bookings/evening-batch';
import { allowed, router } from '../http/trpc.ts';
import { actOnEvening } from './act-on-evening.ts';
import { listMyEvenings } from './list-my-evenings.ts';
import { readSheet } from './read-sheet.ts';

export const eveningRouter = router({
  sheet: allowed('queue.call')
    .input(askSheetSchema)
    .query(({ ctx, input }) => readSheet(ctx, input)),
  act: allowed('queue.call')
    .input(actSchema)
    .mutation(({ ctx, input }) => actOnEvening(ctx, input)),
  mine: allowed('queue.call').query(({ ctx }) => listMyEvenings(ctx)),
});
