import { allowed, router } from '../http/trpc.ts';
import { askedEvenings, listEvenings } from './list-evenings.ts';

export const queueRouter = router({
  evenings: allowed('forecast.read')
    .input(askedEvenings.prefault({}))
    .query(({ ctx, input }) => listEvenings(ctx, input)),
});
