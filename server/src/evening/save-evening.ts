import { isDeepStrictEqual } from 'node:util';
import type { Evening, EveningDesk, EveningTicket } from '@jemput/shared/bookings/evening';
import { nameToCall } from '@jemput/shared/bookings/name-to-call';
import { addDays } from '@jemput/shared/calendar/local-date';
import { and, eq, isNull } from 'drizzle-orm';
import type { ServedSession } from '../bookings/may-serve.ts';
import type { Context } from '../context.ts';
import { desks, tickets } from '../db/schema/bookings.ts';
import { Conflict } from '../errors.ts';
import { KEPT_DAYS } from '../messages/add-contact.ts';

export interface NewNames {
  /** By ticket; as given at the desk. */
  names: ReadonlyMap<string, string>;
}

/**
 * Writes what differs, in the caller's transaction.
 *
 * @throws Conflict where a ticket has changed since `before` was read: nothing of it may be written then
 */
export async function saveEvening(
  ctx: Context,
  session: ServedSession,
  { before, after, names }: { before: Evening; after: Evening } & NewNames,
): Promise<EveningTicket[]> {
  const known = new Map(before.tickets.map((ticket) => [ticket.id, ticket]));
  const changed = after.tickets.filter((ticket) => !isDeepStrictEqual(ticket, known.get(ticket.id)));
  for (const ticket of changed) {
    const former = known.get(ticket.id);
    if (former) await changeTicket(ctx, ticket, former);
    else await addTicket(ctx, session, ticket, names.get(ticket.id));
  }
  const knownDesks = new Map(before.desks.map((desk) => [desk.letter, desk]));
  for (const desk of after.desks) {
    const former = knownDesks.get(desk.letter);
    if (!isDeepStrictEqual(desk, former)) await saveDesk(ctx, session.id, desk);
  }
  return changed;
}

async function changeTicket({ db }: Context, ticket: EveningTicket, former: EveningTicket): Promise<void> {
  const { people, state, placeAt, arrivedAt, calledAt, calls, desk, asideAt, endedAt, skipReason } = ticket;
  const asRead = and(
    eq(tickets.id, ticket.id),
    eq(tickets.state, former.state),
    former.desk === null ? isNull(tickets.desk) : eq(tickets.desk, former.desk),
    eq(tickets.calls, former.calls),
  );
  const written = await db
    .update(tickets)
    .set({ people, state, placeAt, arrivedAt, calledAt, calls, desk, asideAt, endedAt, skipReason })
    .where(asRead);
  if (written.rowsAffected !== 1) throw new Conflict('Somebody else called or changed this number at the same time.');
}

async function addTicket(ctx: Context, session: ServedSession, ticket: EveningTicket, name?: string): Promise<void> {
  const called = name === undefined ? null : nameToCall(name);
  const lastDate = addDays(session.date, KEPT_DAYS);
  await ctx.db.insert(tickets).values({
    ...ticket,
    sessionId: session.id,
    sealedName: called === null ? null : ctx.keys.seal(called, lastDate),
    requestKey: `desk:${ticket.id}`,
    bookedBy: ctx.actor?.id ?? null,
    askedAt: ticket.placeAt,
  });
}

async function saveDesk({ db, actor }: Context, sessionId: string, desk: EveningDesk): Promise<void> {
  const { letter, deviceId, openedAt, seenAt, closedAt, leases: leased } = desk;
  await db
    .insert(desks)
    .values({ sessionId, letter, deviceId, openedAt, seenAt, closedAt, leased, userId: actor?.id ?? '' })
    .onConflictDoUpdate({ target: [desks.sessionId, desks.letter], set: { seenAt, closedAt, leased } });
}
