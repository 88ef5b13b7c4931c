import { randomUUID } from 'node:crypto';
import type { ToldTicketEvent } from '@jemput/shared/bookings/ticket-event';
import type { Context } from '../context.ts';
import { ticketEvents } from '../db/schema/bookings.ts';

export interface TicketEvent {
  ticketId: string;
  sessionId: string;
  what: ToldTicketEvent;
  reason?: string;
}

/** Appends to what a ticket went through, in the caller's transaction. */
export async function recordTicketEvent(
  { db: tx, now, actor }: Pick<Context, 'db' | 'now' | 'actor'>,
  event: TicketEvent,
): Promise<void> {
  const times = { madeAt: now(), receivedAt: now() };
  await tx.insert(ticketEvents).values({ id: randomUUID(), ...event, actorId: actor?.id ?? null, ...times });
}
