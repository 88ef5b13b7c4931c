import { randomUUID } from 'node:crypto';
import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import { epochMillisAt, localDateAt } from '@jemput/shared/calendar/time-zone';
import { type AddressFault, checkAddress } from '@jemput/shared/messages/check-address';
import type { Channel } from '@jemput/shared/messages/message';
import { and, count, countDistinct, eq, isNull } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { tickets } from '../db/schema/bookings.ts';
import { contacts, messages } from '../db/schema/messages.ts';
import { sessions } from '../db/schema/sessions.ts';
import { contactCheckOf } from './contact-check.ts';

/** Days after its session that an address can still be read (privacy). */
export const KEPT_DAYS = 7;
/** Somebody who follows an area ends it when they like. */
const UNENDING: LocalDate = '9999-12-31';
const MOST_OF_ONE_TICKET = 5;
/** Addresses that one ticket ever wrote to, those taken away again included: a link is no way to write to strangers. */
const MOST_EVER_OF_ONE_TICKET = 8;
/** Tickets that one address is told of at once. */
const MOST_OF_ONE_ADDRESS = 25;

export type ContactFault = AddressFault | 'channel_not_offered' | 'too_many' | 'too_late';
export type Told = { ticketId: string } | { areaCode: string };

export interface GivenContact {
  channel: Channel;
  /** As somebody wrote it. */
  address: string;
  language: string;
}

/**
 * Takes an address to which a ticket's or an area's news go, sealed, in the caller's transaction. The same address twice is one.
 *
 * @returns the contact's id, or why the address is not taken
 */
export async function addContact(
  ctx: Pick<Context, 'db' | 'now' | 'zone' | 'secret' | 'keys' | 'messaging'>,
  told: Told,
  { channel, address: written, language }: GivenContact,
): Promise<{ ok: string } | { fault: ContactFault }> {
  const { db: tx, messaging } = ctx;
  if (messaging && !messaging.channels.includes(channel)) return { fault: 'channel_not_offered' };
  const checked = checkAddress(channel, written, { loopback: messaging?.loopbackPush ?? false });
  if ('fault' in checked) return checked;
  const lastDate = 'ticketId' in told ? await lastDateOf(tx, told.ticketId) : UNENDING;
  if (lastDate < localDateAt(ctx.now(), ctx.zone)) return { fault: 'too_late' };

  const target = { ticketId: null, areaCode: null, ...told };
  const addressCheck = contactCheckOf(ctx.secret, channel, checked.address);
  const kept = await tx
    .select({ id: contacts.id, channel: contacts.channel, addressCheck: contacts.addressCheck })
    .from(contacts)
    .where(
      'ticketId' in told
        ? eq(contacts.ticketId, told.ticketId)
        : and(eq(contacts.areaCode, told.areaCode), eq(contacts.addressCheck, addressCheck)),
    );
  const same = kept.find((one) => one.channel === channel && one.addressCheck === addressCheck);
  const sealed = ctx.keys.seal(checked.address, lastDate);
  if (same) {
    await tx.update(contacts).set({ sealed, language }).where(eq(contacts.id, same.id));
    return { ok: same.id };
  }
  if (await isTooMany(tx, told, { kept: kept.length, addressCheck })) return { fault: 'too_many' };
  const expiresAt = 'ticketId' in told ? epochMillisAt(addDays(lastDate, 1), '00:00', ctx.zone) : null;
  const id = randomUUID();
  await tx
    .insert(contacts)
    .values({ id, ...target, channel, sealed, addressCheck, language, createdAt: ctx.now(), expiresAt });
  return { ok: id };
}

async function isTooMany(
  tx: Context['db'],
  told: Told,
  { kept, addressCheck }: { kept: number; addressCheck: string },
): Promise<boolean> {
  if (!('ticketId' in told)) return false;
  const [ofAddress] = await tx
    .select({ count: count() })
    .from(contacts)
    .where(and(isNull(contacts.areaCode), eq(contacts.addressCheck, addressCheck)));
  if ((ofAddress?.count ?? 0) >= MOST_OF_ONE_ADDRESS) return true;
  const [written] = await tx
    .select({ count: countDistinct(messages.contactId) })
    .from(messages)
    .where(eq(messages.ticketId, told.ticketId));
  return kept >= MOST_OF_ONE_TICKET || (written?.count ?? 0) >= MOST_EVER_OF_ONE_TICKET;
}

async function lastDateOf(tx: Context['db'], ticketId: string): Promise<LocalDate> {
  const [row] = await tx
    .select({ date: sessions.date })
    .from(tickets)
    .innerJoin(sessions, eq(sessions.id, tickets.sessionId))
    .where(eq(tickets.id, ticketId));
  if (!row) throw new Error('There is no such ticket to tell of.');
  return addDays(row.date, KEPT_DAYS);
}
