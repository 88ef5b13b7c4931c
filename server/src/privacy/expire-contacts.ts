import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { and, eq, inArray, isNotNull, lt, lte, notLike, or, sql } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import type { Context } from '../context.ts';
import { type Database, foldLog, inTransaction } from '../db/open.ts';
import { tickets } from '../db/schema/bookings.ts';
import { contacts } from '../db/schema/messages.ts';
import { sessions } from '../db/schema/sessions.ts';
import { session as signIns } from '../db/schema/staff.ts';
import { KEPT_DAYS } from '../messages/add-contact.ts';

/** What stands in for the hash of a request whose time is over: unique, and made of nothing personal. */
const OVER = 'over:';
/** Tickets at once, so that nobody's write waits for a night's deletion. */
const CHUNK = 500;

/** All ends with a date, so that one look a date is enough. */
const doneFor = new WeakMap<Database, LocalDate>();

/**
 * Deletes what tells who: names, addresses and every hash of them of tickets whose session was more than seven days ago, and the keys that
 * opened them, so that copies of the database cannot be opened either. What was deleted is written into the acts.
 */
export async function expireContacts(ctx: Context): Promise<void> {
  const today = localDateAt(ctx.now(), ctx.zone);
  if (doneFor.get(ctx.db) === today) return;
  const before = addDays(today, -KEPT_DAYS);
  let erased = 0;
  for (;;) {
    const { names, addresses } = await eraseSome(ctx, before);
    if (names + addresses === 0) break;
    erased += names + addresses;
  }
  const signIn = await ctx.db.delete(signIns).where(lt(signIns.expiresAt, new Date(ctx.now())));
  const dates = ctx.keys.destroyBefore(today);
  if (dates.length > 0) {
    await inTransaction(ctx, (tx) => recordAct(tx, ctx, 'privacy.keysDestroyed', dates.at(-1) ?? '', { dates }));
  }
  if (erased + signIn.rowsAffected > 0) await foldLog(ctx.db);
  doneFor.set(ctx.db, today);
}

/** @returns how many tickets and contacts were erased */
async function eraseSome(ctx: Context, before: LocalDate): Promise<{ names: number; addresses: number }> {
  return inTransaction(ctx, async (tx) => {
    const names = await eraseTickets(tx, before);
    const gone = await tx
      .delete(contacts)
      .where(
        or(
          and(isNotNull(contacts.expiresAt), lte(contacts.expiresAt, ctx.now())),
          inArray(contacts.ticketId, names.length > 0 ? names : ['']),
        ),
      );
    const counts = { names: names.length, addresses: gone.rowsAffected };
    if (counts.names + counts.addresses > 0) await recordAct(tx, ctx, 'privacy.erased', before, counts);
    return counts;
  });
}

async function eraseTickets(tx: Database, before: LocalDate): Promise<string[]> {
  const rows = await tx
    .select({ id: tickets.id })
    .from(tickets)
    .innerJoin(sessions, eq(sessions.id, tickets.sessionId))
    .where(and(lt(sessions.date, before), notLike(tickets.requestKey, `${OVER}%`)))
    .limit(CHUNK);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  await tx
    .update(tickets)
    .set({
      sealedName: null,
      nameCheck: null,
      contactCheck: null,
      deviceCheck: null,
      travelMinutes: null,
      requestKey: sql`${OVER} || ${tickets.id}`,
    })
    .where(inArray(tickets.id, ids));
  return ids;
}
