import { counterSchema } from '@jemput/shared/places/counter';
import * as z from 'zod/mini';
import { allowed, router } from '../http/trpc.ts';
import { listCounters } from './list-counters.ts';
import { saveCounter } from './save-counter.ts';

export const countersRouter = router({
  list: allowed('queue.read').query(({ ctx }) => listCounters(ctx)),
  save: allowed('queue.write')
    .input(z.extend(counterSchema, { reason: z.string().check(z.maxLength(300)) }))
    .mutation(({ ctx, input }) => saveCounter(ctx, input)),
});
