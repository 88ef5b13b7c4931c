import { type QueueSettings, standardQueueSettings } from '@jemput/shared/bookings/queue-settings';
import type { Context } from '../context.ts';
import { queueSettings } from '../db/schema/bookings.ts';

/** The office's own, over what is so before it says otherwise. */
export async function readQueueSettings({ db }: Pick<Context, 'db'>): Promise<QueueSettings> {
  const [row] = await db.select({ settings: queueSettings.settings }).from(queueSettings).limit(1);
  return { ...standardQueueSettings, ...row?.settings };
}
