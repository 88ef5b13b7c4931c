import { and, eq, gte, inArray, lte, min, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { messages } from '../db/schema/messages.ts';

/** What an operator wants to be woken for of messages. */
export interface MessageFigures {
  messagesWaiting: number;
  /** Seconds since the oldest of them was due; 0 where none waits. */
  oldestMessageSeconds: number;
  /** Of the last 24 hours. */
  messagesFailed: number;
}

const DAY_MILLIS = 86_400_000;

export async function readMessageFigures({ db, now }: Pick<Context, 'db' | 'now'>): Promise<MessageFigures> {
  const [waiting] = await db
    .select({ count: sql<number>`count(*)`, oldest: min(messages.dueAt) })
    .from(messages)
    .where(and(eq(messages.state, 'queued'), lte(messages.dueAt, now())));
  const [failed] = await db
    .select({ count: sql<number>`count(*)` })
    .from(messages)
    .where(and(inArray(messages.state, ['failed', 'expired']), gte(messages.nextAt, now() - DAY_MILLIS)));
  return {
    messagesWaiting: waiting?.count ?? 0,
    oldestMessageSeconds: waiting?.oldest == null ? 0 : Math.floor((now() - waiting.oldest) / 1000),
    messagesFailed: failed?.count ?? 0,
  };
}
