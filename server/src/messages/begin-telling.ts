import type { TicketState } from '@jemput/shared/bookings/ticket';
import type { MessageKind } from '@jemput/shared/messages/message';
import { eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { tickets } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { writeReminders } from './reminders.ts';
import { writeMessages } from './write-messages.ts';

/** What somebody is told first who asks to be told of a ticket in such a state. */
const firstWords: Partial<Record<TicketState, MessageKind>> = {
  entered: 'entered',
  waiting_list: 'entered',
  offered: 'offered',
  held: 'confirmed',
};

/**
 * A ticket's confirmation and its reminders to all its contacts; those told already are not told again. In the caller's transaction, when a
 * number was given or a contact added.
 */
export async function beginTelling(ctx: Pick<Context, 'db' | 'now' | 'zone'>, ticketId: string): Promise<void> {
  const [ticket] = await ctx.db
    .select({ state: tickets.state, sessionId: tickets.sessionId, endsAt: sessions.endsAt })
    .from(tickets)
    .innerJoin(sessions, eq(sessions.id, tickets.sessionId))
    .where(eq(tickets.id, ticketId));
  const kind = ticket && firstWords[ticket.state];
  if (!kind) return;
  const { sessionId, endsAt } = ticket;
  await writeMessages(ctx, [ticketId], { kind, cause: kind, sessionId, uselessAt: endsAt * 1000 });
  await writeReminders(ctx, [ticketId]);
}
