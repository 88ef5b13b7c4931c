import { queueSettingsSchema } from '@jemput/shared/bookings/queue-settings';
import { releaseModes } from '@jemput/shared/sessions/release';
import * as z from 'zod';
import { readQueueSettings } from '../bookings/read-settings.ts';
import { allowed, router } from '../http/trpc.ts';
import { measureEvenings } from './evening-figures.ts';
import { issueMore } from './issue-more.ts';
import { listQueues } from './list-queues.ts';
import { readQueue } from './read-queue.ts';
import { saveQueueSettings } from './save-settings.ts';
import { setRelease } from './set-release.ts';

const session = z.object({ sessionId: z.string().max(100) });
const page = z.object({ skip: z.int().min(0).default(0), limit: z.int().min(1).max(100).default(30) });

export const numbersRouter = router({
  queues: allowed('queue.read')
    .input(page.prefault({}))
    .query(({ ctx, input }) => listQueues(ctx, input)),
  queue: allowed('queue.read')
    .input(session)
    .query(({ ctx, input }) => readQueue(ctx, input)),
  measured: allowed('queue.read').query(({ ctx }) => measureEvenings(ctx)),
  settings: allowed('queue.read').query(({ ctx }) => readQueueSettings(ctx)),
  saveSettings: allowed('queue.write')
    .input(queueSettingsSchema)
    .mutation(({ ctx, input }) => saveQueueSettings(ctx, input)),
  setRelease: allowed('queue.write')
    .input(session.extend({ release: z.enum(releaseModes) }))
    .mutation(({ ctx, input }) => setRelease(ctx, input)),
  issueMore: allowed('queue.write')
    .input(session.extend({ more: z.int().min(1).max(200) }))
    .mutation(({ ctx, input }) => issueMore(ctx, input)),
});
