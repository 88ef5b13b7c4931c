import { randomUUID } from 'node:crypto';
import { and, eq, inArray } from 'drizzle-orm';
import { givePlaces } from '../bookings/give-places.ts';
import type { Context } from '../context.ts';
import { ticketEvents, tickets } from '../db/schema/bookings.ts';
import { writeReminders } from '../messages/reminders.ts';
import { withdrawMessages, writeMessages } from '../messages/write-messages.ts';

export interface DrawnTicket {
  id: string;
  people: number;
  becomes: 'held' | 'waiting_list' | 'not_drawn';
  /** Place on the waiting list; lower is first. */
  waitOrder: number;
}

const events = { held: 'drawn', waiting_list: 'waiting', not_drawn: 'not_drawn' } as const;
/** Rows of one statement. */
const CHUNK = 200;

/** Gives everybody what came of a draw, in the order drawn, and tells them, in the caller's transaction. */
export async function giveDrawn(ctx: Context, sessionId: string, drawn: readonly DrawnTicket[]): Promise<void> {
  for (const ticket of drawn) await giveOne(ctx, sessionId, ticket);
  const at = { madeAt: ctx.now(), receivedAt: ctx.now(), actorId: null };
  for (let start = 0; start < drawn.length; start += CHUNK) {
    const rows = drawn.slice(start, start + CHUNK);
    await ctx.db
      .insert(ticketEvents)
      .values(
        rows.map(({ id, becomes }) => ({ id: randomUUID(), ticketId: id, sessionId, what: events[becomes], ...at })),
      );
  }
  await tellDrawn(ctx, sessionId, drawn);
}

async function giveOne(ctx: Context, sessionId: string, ticket: DrawnTicket): Promise<void> {
  const { id, people, becomes, waitOrder } = ticket;
  const given = becomes === 'held' ? await givePlaces(ctx, { ticketId: id, sessionId, people }) : {};
  if (given === null) throw new Error(`Fewer places were free at ${sessionId} than were drawn.`);
  await ctx.db
    .update(tickets)
    .set({ state: becomes, waitOrder, endedAt: becomes === 'not_drawn' ? ctx.now() : null, ...given })
    .where(and(eq(tickets.id, id), inArray(tickets.state, ['entered', 'waiting_list'])));
}

async function tellDrawn(ctx: Context, sessionId: string, drawn: readonly DrawnTicket[]): Promise<void> {
  const idsOf = (state: DrawnTicket['becomes']) => drawn.flatMap(({ id, becomes }) => (becomes === state ? id : []));
  const held = idsOf('held');
  const ids = drawn.map(({ id }) => id);
  await withdrawMessages(ctx, ids, ['entered']);
  await writeMessages(ctx, held, { kind: 'drawn', cause: 'drawn', sessionId });
  await writeMessages(ctx, idsOf('waiting_list'), { kind: 'entered', cause: 'waiting', sessionId });
  await writeMessages(ctx, idsOf('not_drawn'), { kind: 'not_drawn', cause: 'not_drawn', sessionId });
  await writeReminders(ctx, held);
}
