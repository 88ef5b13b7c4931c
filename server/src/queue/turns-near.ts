import { setImmediate } from 'node:timers/promises';
import { and, eq, exists, gt, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { tickets } from '../db/schema/bookings.ts';
import { contacts } from '../db/schema/messages.ts';
import { sessions } from '../db/schema/sessions.ts';
import { writeMessages } from '../messages/write-messages.ts';
import { estimatesOf } from './evening-estimates.ts';

const MINUTE_MILLIS = 60_000;
/** The longest way that is asked for, and some more: before that nobody's turn is near. */
const LOOKED_AHEAD_SECONDS = 5 * 3600;
/** Of somebody who did not say how long the way takes. */
const USUAL_TRAVEL_MINUTES = 20;
/** To read the message and put on shoes. */
const MARGIN_MINUTES = 5;

/**
 * "Your turn is near", once: when whoever leaves now is there before nine in ten of the ways in which the evening may go call the number.
 *
 * @returns how many messages were written
 */
export async function tellTurnsNear(ctx: Context): Promise<number> {
  let written = 0;
  for (const sessionId of await sessionsNear(ctx)) {
    const estimates = await estimatesOf(ctx, sessionId);
    await setImmediate();
    if (!estimates) continue;
    for (const { id, travelMinutes } of await holdersToTell(ctx, sessionId)) {
      const times = estimates.byTicket.get(id);
      const ahead = ((travelMinutes ?? USUAL_TRAVEL_MINUTES) + MARGIN_MINUTES) * MINUTE_MILLIS;
      if (!times || ctx.now() < times.p10At - ahead) continue;
      const cause = { kind: 'turn_near', cause: 'turn_near', sessionId, facts: { at: times.p50At } } as const;
      written += await inTransaction(ctx, (tx) =>
        writeMessages({ db: tx, now: ctx.now }, [id], { ...cause, uselessAt: times.p90At }),
      );
    }
  }
  return written;
}

async function sessionsNear({ db, now }: Pick<Context, 'db' | 'now'>): Promise<string[]> {
  const seconds = Math.floor(now() / 1000);
  const rows = await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(
      and(
        lte(sessions.startsAt, seconds + LOOKED_AHEAD_SECONDS),
        gt(sessions.endsAt, seconds),
        inArray(sessions.status, ['scheduled', 'moved', 'open', 'full']),
        exists(db.select({ id: tickets.id }).from(tickets).where(isToBeTold(db, sessions.id))),
      ),
    );
  return rows.map(({ id }) => id);
}

async function holdersToTell({ db }: Pick<Context, 'db'>, sessionId: string) {
  return db
    .select({ id: tickets.id, travelMinutes: tickets.travelMinutes })
    .from(tickets)
    .where(isToBeTold(db, sessionId));
}

/** Who is not here, has not been called, wants to be told and was not told yet. */
function isToBeTold(db: Database, sessionId: string | typeof sessions.id) {
  const untold = sql`${contacts.id} not in (select contact_id from messages where cause = 'turn_near')`;
  return and(
    eq(tickets.sessionId, sessionId),
    eq(tickets.state, 'held'),
    isNull(tickets.arrivedAt),
    isNull(tickets.calledAt),
    exists(
      db
        .select({ id: contacts.id })
        .from(contacts)
        .where(and(eq(contacts.ticketId, tickets.id), untold)),
    ),
  );
}
