import { and, eq, inArray } from 'drizzle-orm';
import * as z from 'zod';
import type { Context } from '../context.ts';
import { messages } from '../db/schema/messages.ts';

/** What a gateway says later of a message that it took. */
export const receiptSchema = z.object({
  id: z.uuid(),
  state: z.enum(['delivered', 'failed']),
  reference: z.string().max(200).optional(),
  /** Rupiah. */
  cost: z.number().min(0).max(100_000).optional(),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** Writes a receipt; again, or after the other one, it changes nothing. @returns whether the message is known */
export async function takeReceipt(
  { db, now }: Pick<Context, 'db' | 'now'>,
  { id, state, reference, cost }: Receipt,
): Promise<boolean> {
  const told = {
    ...(reference === undefined ? {} : { reference }),
    ...(cost === undefined ? {} : { cost }),
  };
  const outcome =
    state === 'delivered' ? { state, deliveredAt: now() } : { state, failure: 'the gateway could not deliver it' };
  await db
    .update(messages)
    .set({ ...outcome, ...told, claimedUntil: null })
    .where(
      and(
        eq(messages.id, id),
        inArray(messages.channel, ['whatsapp', 'sms']),
        // A receipt may be faster than the answer to the request that it is of.
        inArray(messages.state, ['queued', 'sent']),
      ),
    );
  const [known] = await db.select({ id: messages.id }).from(messages).where(eq(messages.id, id));
  return known !== undefined;
}
