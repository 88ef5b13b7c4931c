import { and, inArray, lt } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { messages } from '../db/schema/messages.ts';

/** Days after the last try, or the day on which it was due, that a message stands in the ledger; what it cost is told by the month. */
export const MESSAGES_KEPT_DAYS = 90;
const DAY_MILLIS = 86_400_000;
/** At once, so that nobody's write waits long; many times what an office sends in a minute. */
const MOST = 2000;

/** Deletes messages of long ago that have left, or never will. @returns how many */
export async function forgetOldMessages({ db, now }: Pick<Context, 'db' | 'now'>): Promise<number> {
  const old = db
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        inArray(messages.state, ['sent', 'delivered', 'failed', 'expired', 'withdrawn']),
        lt(messages.nextAt, now() - MESSAGES_KEPT_DAYS * DAY_MILLIS),
      ),
    )
    .limit(MOST);
  return (await db.delete(messages).where(inArray(messages.id, old))).rowsAffected;
}
