import { addDays } from '@jemput/shared/calendar/local-date';
import { epochMillisAt } from '@jemput/shared/calendar/time-zone';
import { eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { tickets } from '../db/schema/bookings.ts';
import { contacts } from '../db/schema/messages.ts';
import { sessions } from '../db/schema/sessions.ts';
import { KEPT_DAYS } from '../messages/add-contact.ts';

/**
 * Seals a ticket's name and contacts anew with the key of its session's date, in the caller's transaction: after it came to another session,
 * or its session to another date, what tells who goes as many days after that.
 */
export async function resealTicket(
  { db: tx, keys, zone }: Pick<Context, 'db' | 'keys' | 'zone'>,
  ticketId: string,
): Promise<void> {
  const [row] = await tx
    .select({ sealedName: tickets.sealedName, date: sessions.date })
    .from(tickets)
    .innerJoin(sessions, eq(sessions.id, tickets.sessionId))
    .where(eq(tickets.id, ticketId));
  if (!row) return;
  const lastDate = addDays(row.date, KEPT_DAYS);
  const anew = (sealed: string | null) => {
    const text = sealed === null ? null : keys.open(sealed);
    return text === null ? null : keys.seal(text, lastDate);
  };
  await tx
    .update(tickets)
    .set({ sealedName: anew(row.sealedName) })
    .where(eq(tickets.id, ticketId));
  const expiresAt = epochMillisAt(addDays(lastDate, 1), '00:00', zone);
  const kept = await tx
    .select({ id: contacts.id, sealed: contacts.sealed })
    .from(contacts)
    .where(eq(contacts.ticketId, ticketId));
  for (const { id, sealed } of kept) {
    const again = anew(sealed);
    if (again !== null) await tx.update(contacts).set({ sealed: again, expiresAt }).where(eq(contacts.id, id));
  }
}
