import type { QueueSettings } from '@jemput/shared/bookings/queue-settings';
import { answerDeadline, shareOut } from '@jemput/shared/bookings/rank-alternatives';
import { and, eq } from 'drizzle-orm';
import { recordTicketEvent } from '../bookings/record-ticket-event.ts';
import { tellQueue } from '../bookings/tell-queues.ts';
import type { Context } from '../context.ts';
import { places, tickets } from '../db/schema/bookings.ts';
import { holdPlaces, keepLastNumber, type OpenRoom, openRoom } from './open-room.ts';
import { type FoundAlternative, readAlternatives, reliedOn } from './read-alternatives.ts';
import { isWaiting, readDisplaced, type Ticket } from './read-displaced.ts';
import { type ToldOffer, tellCancelled } from './tell-holders.ts';
import { noOffer, waitAt } from './wait-elsewhere.ts';

export type Following = Pick<Context, 'db' | 'now' | 'zone' | 'keys' | 'actor'>;

/**
 * Everybody of a cancelled session, in order of number, then of waiting: a place is held at the best-ranked alternative with room for all on the
 * ticket; where none has, it waits at the best one, before those who never held a number. Where there is no alternative at all, it stays as
 * it is and is looked at again when there is one (`offerStranded`). In the caller's transaction.
 *
 * @param asked.cause of the messages: one a cancellation, and one each time that something is offered later
 * @param asked.onlyStranded those for whom there was nothing to offer before
 */
export async function followCancelled(
  ctx: Following,
  sessionId: string,
  { settings, cause, onlyStranded = false }: { settings: QueueSettings; cause: string; onlyStranded?: boolean },
): Promise<void> {
  const { holders, waiting } = await readDisplaced(ctx, sessionId);
  const all = [...holders, ...waiting].filter(({ offeredSessionId }) => !onlyStranded || offeredSessionId === null);
  if (all.length === 0) return;
  await ctx.db.update(places).set({ ticketId: null, heldUntil: null }).where(eq(places.sessionId, sessionId));
  const deadline = (startsMillis: number) => answerDeadline(ctx.now(), settings.answerHours, startsMillis);
  const kept = await keepOffers(
    ctx,
    all.filter((ticket) => offeredBesides(ticket, sessionId)),
    deadline,
  );
  const displaced = all.filter((ticket) => !offeredBesides(ticket, sessionId));
  const ranked = await readAlternatives(ctx, await reliedOn(ctx, sessionId));
  const shared = await shareRoom(ctx, displaced, ranked);
  const offers: ToldOffer[] = [];
  for (const { who, to } of shared) {
    if (to) offers.push(await offer(ctx, who, to, deadline(to.startsMillis)));
  }
  const rooms = new Set(shared.flatMap(({ to }) => to ?? []));
  for (const room of rooms) await keepLastNumber(ctx, room);
  const without = shared.flatMap(({ who, to }) => (to ? [] : [who]));
  const best = ranked[0]?.sessionId ?? null;
  await waitAt(ctx, best, sessionId, without);
  for (const { sessionId: told } of [...rooms, { sessionId }]) await tellQueue(ctx, told);
  const waited = new Set(waiting.map(({ id }) => id));
  await tellCancelled(ctx, {
    sessionId,
    cause,
    offers: [...kept, ...offers.filter(({ ticketId }) => !waited.has(ticketId))],
    firstOffers: offers.filter(({ ticketId }) => waited.has(ticketId)),
    without: without.map(({ id }) => id),
    waitsAt: best,
  });
}

/** Overbooked there and offered another session that still stands: that is theirs to take. */
function offeredBesides({ offeredSessionId }: Ticket, cancelled: string): boolean {
  return offeredSessionId !== null && offeredSessionId !== cancelled;
}

/** The same place, but as long as others have to answer. */
async function keepOffers(
  ctx: Following,
  kept: Ticket[],
  deadline: (startsMillis: number) => number,
): Promise<ToldOffer[]> {
  const offers: ToldOffer[] = [];
  for (const { id: ticketId, offeredSessionId } of kept) {
    const sessionId = offeredSessionId ?? '';
    const answerBy = deadline((await reliedOn(ctx, sessionId)).startsMillis);
    await ctx.db.update(tickets).set({ answerBy }).where(eq(tickets.id, ticketId));
    await ctx.db
      .update(places)
      .set({ heldUntil: answerBy })
      .where(and(eq(places.ticketId, ticketId), eq(places.sessionId, sessionId)));
    offers.push({ ticketId, sessionId, answerBy });
  }
  return offers;
}

/** Opens alternatives in order of rank until everybody finds a place, or there are no more. */
export async function shareRoom(
  ctx: Following,
  displaced: Ticket[],
  ranked: readonly FoundAlternative[],
): Promise<{ who: Ticket; to: OpenRoom | null }[]> {
  const asking = displaced.map((ticket) => ({ ticket, ticketId: ticket.id, people: ticket.people }));
  const rooms: OpenRoom[] = [];
  let shared = shareOut(asking, rooms);
  for (const found of ranked) {
    if (shared.every(({ to }) => to !== null)) break;
    if (found.isLaidOut && found.room === 0) continue;
    rooms.push(await openRoom(ctx, found));
    shared = shareOut(asking, rooms);
  }
  return shared.map(({ who, to }) => ({ who: who.ticket, to }));
}

/** Holds the places. Who only waited has nothing to keep: it is offered them as anybody on the waiting list there would be. */
export async function offer(ctx: Following, ticket: Ticket, to: OpenRoom, answerBy: number): Promise<ToldOffer> {
  const { id: ticketId, people } = ticket;
  const { number, placeAt } = await holdPlaces(ctx, to, { ticketId, people }, answerBy);
  const { sessionId } = to;
  const held = { offeredSessionId: sessionId, offeredNumber: number, offeredPlaceAt: placeAt };
  const moved = { sessionId, followedFrom: ticket.sessionId, series: 'A', number, placeAt, waitOrder: null } as const;
  const change = isWaiting(ticket) ? { ...noOffer, ...moved, state: 'offered' as const } : held;
  await ctx.db
    .update(tickets)
    .set({ ...change, answerBy })
    .where(eq(tickets.id, ticketId));
  await recordTicketEvent(ctx, { ticketId, sessionId, what: 'offered_elsewhere' });
  return { ticketId, sessionId, answerBy };
}
