import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import { epochMillisAt } from '@jemput/shared/calendar/time-zone';
import { eq, inArray } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { tickets } from '../db/schema/bookings.ts';
import { contacts } from '../db/schema/messages.ts';
import { KEPT_DAYS } from '../messages/add-contact.ts';

type Within = Pick<Context, 'db' | 'keys' | 'zone'>;

/** Bound values of one statement. */
const CHUNK = 300;

/**
 * Names and addresses of tickets can be read until some days after their session, so with another date they get another key. In the caller's
 * transaction.
 */
export async function sealAnew(ctx: Within, ticketIds: readonly string[], date: LocalDate): Promise<void> {
  for (let start = 0; start < ticketIds.length; start += CHUNK) {
    await sealSome(ctx, ticketIds.slice(start, start + CHUNK), addDays(date, KEPT_DAYS));
  }
}

async function sealSome({ db: tx, keys, zone }: Within, ids: readonly string[], lastDate: LocalDate): Promise<void> {
  const anew = (sealed: string): string => {
    const text = keys.open(sealed);
    return text === null ? sealed : keys.seal(text, lastDate);
  };
  const named = await tx
    .select({ id: tickets.id, sealedName: tickets.sealedName })
    .from(tickets)
    .where(inArray(tickets.id, [...ids]));
  for (const { id, sealedName } of named) {
    if (sealedName === null) continue;
    await tx
      .update(tickets)
      .set({ sealedName: anew(sealedName) })
      .where(eq(tickets.id, id));
  }
  const told = await tx
    .select({ id: contacts.id, sealed: contacts.sealed })
    .from(contacts)
    .where(inArray(contacts.ticketId, [...ids]));
  const expiresAt = epochMillisAt(addDays(lastDate, 1), '00:00', zone);
  for (const { id, sealed } of told) {
    await tx
      .update(contacts)
      .set({ sealed: anew(sealed), expiresAt })
      .where(eq(contacts.id, id));
  }
}
