import { eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { queues, tickets } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { NotFound } from '../errors.ts';
import { readToken } from './ticket-token.ts';

export interface ReadTicket {
  ticket: typeof tickets.$inferSelect;
  session: typeof sessions.$inferSelect;
  queue: typeof queues.$inferSelect;
}

/** The ticket that a link opens, by its token. @throws NotFound where the link is forged, cut short or of another office */
export async function readTicket(ctx: Pick<Context, 'db' | 'secret'>, token: string): Promise<ReadTicket> {
  const id = readToken(ctx.secret, 'ticket', token);
  const [row] =
    id === null
      ? []
      : await ctx.db
          .select({ ticket: tickets, session: sessions, queue: queues })
          .from(tickets)
          .innerJoin(sessions, eq(sessions.id, tickets.sessionId))
          .innerJoin(queues, eq(queues.sessionId, tickets.sessionId))
          .where(eq(tickets.id, id));
  if (!row) throw new NotFound('There is no such number.');
  return row;
}
