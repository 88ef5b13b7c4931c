import { allowed, router } from '../http/trpc.ts';
import { askedEvening, askedEvenings, findEvening, listEvenings } from './list-evenings.ts';

export const queueRouter = router({
  evenings: allowed('forecast.read')
    .input(askedEvenings.prefault({}))
    .query(({ ctx, input }) => listEvenings(ctx, input)),
  evening: allowed('forecast.read')
    .input(askedEvening)
    .query(({ ctx, input }) => findEvening(ctx, input)),
});
