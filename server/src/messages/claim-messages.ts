import type { Channel } from '@jemput/shared/messages/message';
import { and, asc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { messages } from '../db/schema/messages.ts';
import type { MessageRow } from './compose-message.ts';

/** Longer than the outlets take for a whole claim, so that nobody else sends what is under way. */
export const CLAIM_MILLIS = 90_000;

/** What is about this hour before what is about another day. */
const first = sql`case ${messages.kind} when 'turn_near' then 0 when 'hours_before' then 1 when 'offered' then 1 else 2 end`;

function due(channel: Channel, now: number) {
  return and(
    eq(messages.state, 'queued'),
    lte(messages.nextAt, now),
    eq(messages.channel, channel),
    or(isNull(messages.claimedUntil), lte(messages.claimedUntil, now)),
  );
}

/** Takes messages that are due, in one statement: two senders, of one process or two, never have the same at once. */
export async function claimMessages(
  { db, now }: Pick<Context, 'db' | 'now'>,
  channel: Channel,
  most: number,
): Promise<MessageRow[]> {
  const chosen = db
    .select({ id: messages.id })
    .from(messages)
    .where(due(channel, now()))
    .orderBy(first, asc(messages.nextAt))
    .limit(most);
  return db
    .update(messages)
    .set({ claimedUntil: now() + CLAIM_MILLIS, attempts: sql`${messages.attempts} + 1` })
    .where(and(inArray(messages.id, chosen), eq(messages.state, 'queued')))
    .returning();
}

/** Channels that something is due for. */
export async function channelsDue({ db, now }: Pick<Context, 'db' | 'now'>): Promise<Channel[]> {
  const rows = await db
    .selectDistinct({ channel: messages.channel })
    .from(messages)
    .where(
      and(
        eq(messages.state, 'queued'),
        lte(messages.nextAt, now()),
        or(isNull(messages.claimedUntil), lte(messages.claimedUntil, now())),
      ),
    );
  return rows.map(({ channel }) => channel);
}

/** Writes what became of a claimed message, unless somebody else has claimed it since. */
export async function settleMessage(
  { db }: Pick<Context, 'db'>,
  { id, attempts }: Pick<MessageRow, 'id' | 'attempts'>,
  outcome: Partial<typeof messages.$inferInsert>,
): Promise<void> {
  await db
    .update(messages)
    .set({ claimedUntil: null, ...outcome })
    .where(and(eq(messages.id, id), eq(messages.attempts, attempts), inArray(messages.state, ['queued', 'withdrawn'])));
}
