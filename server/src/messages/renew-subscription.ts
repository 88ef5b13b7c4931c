import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { checkAddress } from '@jemput/shared/messages/check-address';
import { eq } from 'drizzle-orm';
import * as z from 'zod';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { contacts } from '../db/schema/messages.ts';
import { contactCheckOf } from './contact-check.ts';

/** Both push subscriptions as JSON; whoever knows the old one is the browser that it was given to. */
export const renewalSchema = z.object({ old: z.string().max(2000), fresh: z.string().max(2000) });

/** Puts a browser's new subscription in place of the old one wherever that is known. @returns whether both are subscriptions */
export async function renewSubscription(
  ctx: Pick<Context, 'db' | 'now' | 'zone' | 'secret' | 'keys' | 'messaging'>,
  renewal: z.infer<typeof renewalSchema>,
): Promise<boolean> {
  const where = { loopback: ctx.messaging?.loopbackPush ?? false };
  const old = checkAddress('push', renewal.old, where);
  const fresh = checkAddress('push', renewal.fresh, where);
  if ('fault' in old || 'fault' in fresh) return false;
  await inTransaction(ctx, async (tx) => {
    const addressCheck = contactCheckOf(ctx.secret, 'push', fresh.address);
    const known = await tx
      .select({ id: contacts.id, sealed: contacts.sealed })
      .from(contacts)
      .where(eq(contacts.addressCheck, contactCheckOf(ctx.secret, 'push', old.address)));
    for (const { id, sealed } of known) {
      // Sealed for as long as before: the date stands before the first dot.
      const lastDate = sealed.slice(0, sealed.indexOf('.'));
      if (lastDate < localDateAt(ctx.now(), ctx.zone)) continue;
      await tx
        .update(contacts)
        .set({ sealed: ctx.keys.seal(fresh.address, lastDate), addressCheck })
        .where(eq(contacts.id, id));
    }
  });
  return true;
}
