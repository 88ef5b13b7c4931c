import type { Channel } from '@jemput/shared/messages/message';
import type { Tell, Untell } from '@jemput/shared/messages/tell';
import { and, eq, inArray } from 'drizzle-orm';
import { readToken } from '../bookings/ticket-token.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { tickets } from '../db/schema/bookings.ts';
import { contacts, messages } from '../db/schema/messages.ts';
import { NotFound } from '../errors.ts';
import { addContact } from './add-contact.ts';
import { badContact } from './bad-contact.ts';
import { beginTelling } from './begin-telling.ts';

/** As committed: where a ticket's news go now. */
export interface ToldBy {
  channels: Channel[];
}

/** Takes an address for the news of a ticket and confirms it there. @throws NotFound, Invalid with the fault's code */
export async function tellHolder(ctx: Context, { token, ...contact }: Tell): Promise<ToldBy> {
  const ticketId = ticketOf(ctx, token);
  return inTransaction(ctx, async (tx) => {
    const within = { ...ctx, db: tx };
    const [ticket] = await tx.select({ id: tickets.id }).from(tickets).where(eq(tickets.id, ticketId));
    if (!ticket) throw new NotFound('There is no such ticket.');
    const added = await addContact(within, { ticketId }, contact);
    if ('fault' in added) throw badContact(added.fault);
    await beginTelling(within, ticketId);
    return { channels: await channelsOf(tx, ticketId) };
  });
}

/** Forgets a ticket's addresses, of one channel or all; what was to be sent there is not. @throws NotFound */
export async function untellHolder(ctx: Context, { token, channel }: Untell): Promise<ToldBy> {
  const ticketId = ticketOf(ctx, token);
  return inTransaction(ctx, async (tx) => {
    const all = await tx
      .select({ id: contacts.id, channel: contacts.channel })
      .from(contacts)
      .where(eq(contacts.ticketId, ticketId));
    const ids = all.filter((one) => channel === undefined || one.channel === channel).map(({ id }) => id);
    await tx
      .update(messages)
      .set({ state: 'withdrawn' })
      .where(and(inArray(messages.contactId, ids), eq(messages.state, 'queued')));
    await tx.delete(contacts).where(inArray(contacts.id, ids));
    return { channels: await channelsOf(tx, ticketId) };
  });
}

async function channelsOf(tx: Context['db'], ticketId: string): Promise<Channel[]> {
  const rows = await tx
    .selectDistinct({ channel: contacts.channel })
    .from(contacts)
    .where(eq(contacts.ticketId, ticketId));
  return rows.map(({ channel }) => channel);
}

function ticketOf(ctx: Context, token: string): string {
  const id = readToken(ctx.secret, 'ticket', token);
  if (id === null) throw new NotFound('There is no such ticket.');
  return id;
}
