import { randomUUID } from 'node:crypto';
import type { MessageKind } from '@jemput/shared/messages/message';
import { and, eq, inArray } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { contacts, messages } from '../db/schema/messages.ts';

export interface MessageCause {
  kind: MessageKind;
  /** The same cause twice writes one message to a contact: `confirmed`, `moved:3`, `day_before:2026-11-21`. */
  cause: string;
  sessionId: string;
  /** What its words need and may have changed when it leaves; never a name, number or address. */
  facts?: Record<string, string | number | null>;
  /** Unix milliseconds; now where left out. */
  dueAt?: number;
  /** Unix milliseconds after which it is of no use. */
  uselessAt?: number;
}

/** Bound values of one statement. */
const CHUNK = 300;

/**
 * Writes a message to every contact of these tickets, in the caller's transaction: it leaves exactly if what caused it is committed.
 *
 * @returns how many were written
 */
export async function writeMessages(
  { db: tx, now }: Pick<Context, 'db' | 'now'>,
  ticketIds: readonly string[],
  { kind, cause, sessionId, facts = {}, dueAt = now(), uselessAt }: MessageCause,
): Promise<number> {
  let written = 0;
  for (let start = 0; start < ticketIds.length; start += CHUNK) {
    const ids = ticketIds.slice(start, start + CHUNK);
    const found = await tx
      .select({ id: contacts.id, ticketId: contacts.ticketId, channel: contacts.channel })
      .from(contacts)
      .where(inArray(contacts.ticketId, ids));
    for (const { id: contactId, ticketId, channel } of found) {
      const row = { id: randomUUID(), contactId, ticketId, sessionId, channel, kind, cause, facts };
      const times = { createdAt: now(), dueAt, nextAt: dueAt, uselessAt: uselessAt ?? null };
      const answer = await tx
        .insert(messages)
        .values({ ...row, ...times, state: 'queued' })
        .onConflictDoNothing();
      written += answer.rowsAffected;
    }
  }
  return written;
}

/** What is queued of these kinds need not be sent any more. */
export async function withdrawMessages(
  { db: tx }: Pick<Context, 'db'>,
  ticketIds: readonly string[],
  kinds: readonly MessageKind[],
): Promise<void> {
  for (let start = 0; start < ticketIds.length; start += CHUNK) {
    const ids = ticketIds.slice(start, start + CHUNK);
    await tx
      .update(messages)
      .set({ state: 'withdrawn' })
      .where(and(inArray(messages.ticketId, ids), inArray(messages.kind, [...kinds]), eq(messages.state, 'queued')));
  }
}
