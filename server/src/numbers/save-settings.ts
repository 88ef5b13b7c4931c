import { type QueueSettings, standardQueueSettings } from '@jemput/shared/bookings/queue-settings';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import { readQueueSettings } from '../bookings/read-settings.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { queueSettings } from '../db/schema/bookings.ts';
import { Invalid } from '../errors.ts';

/** What an office decides of its numbers; queues that stand keep how they were promised, new ones go by it. @throws Invalid */
export async function saveQueueSettings(ctx: Context, input: QueueSettings): Promise<QueueSettings> {
  requirePermission(ctx, 'queue.write');
  if (input.reappearMaxMinutes < input.reappearMinMinutes) {
    const message = `reappearMaxMinutes must be at least ${input.reappearMinMinutes}, got ${input.reappearMaxMinutes}.`;
    const fault = { field: 'reappearMaxMinutes', value: input.reappearMaxMinutes, code: 'too_small', message };
    throw new Invalid(message, [fault]);
  }
  return inTransaction(ctx, async (tx) => {
    const before = await readQueueSettings({ db: tx });
    const own = Object.fromEntries(
      Object.entries(input).filter(([key, value]) => value !== standardQueueSettings[key as keyof QueueSettings]),
    );
    await tx
      .insert(queueSettings)
      .values({ id: 1, settings: own })
      .onConflictDoUpdate({ target: queueSettings.id, set: { settings: own } });
    await recordAct(tx, ctx, 'queue.settings', 'office', { before, after: input });
    return readQueueSettings({ db: tx });
  });
}
