import { offerUntil } from '@jemput/shared/bookings/offer-until';
import { GATHER_MILLIS, releaseSchedule } from '@jemput/shared/bookings/release-schedule';
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { places, queues, tickets } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { writeMessages } from '../messages/write-messages.ts';
import { givePlaces } from './give-places.ts';
import { readQueueSettings } from './read-settings.ts';
import { recordTicketEvent } from './record-ticket-event.ts';

type Within = Pick<Context, 'db' | 'now' | 'zone' | 'actor'>;
type Waiting = Pick<typeof tickets.$inferSelect, 'id' | 'people'>;
type Place = Pick<typeof places.$inferSelect, 'unit' | 'freeFrom'>;

/** Bound values of one statement. */
const CHUNK = 300;

/** The place at the end of a session's waiting list. */
export async function nextWaitOrder({ db }: Pick<Context, 'db'>, sessionId: string): Promise<number> {
  const [row] = await db
    .select({ last: sql<number>`coalesce(max(${tickets.waitOrder}), 0)` })
    .from(tickets)
    .where(eq(tickets.sessionId, sessionId));
  return (row?.last ?? 0) + 1;
}

/** Those who wait for a place at a session, in order: while there are any, whoever asks stands behind them. */
export async function readWaiting({ db }: Pick<Context, 'db'>, sessionId: string): Promise<Waiting[]> {
  return db
    .select({ id: tickets.id, people: tickets.people })
    .from(tickets)
    .where(and(eq(tickets.sessionId, sessionId), eq(tickets.state, 'waiting_list')))
    .orderBy(asc(tickets.waitOrder), asc(tickets.askedAt), asc(tickets.id));
}

/**
 * Keeps free places for those who wait, each for the first whose people fit, in the caller's transaction. What was freed and is to be
 * free again later goes only to those who waited when it was freed.
 *
 * @param freedNow units let go of in this transaction, which those who wait now come to first
 * @returns tickets that were offered places
 */
export async function offerPlaces(ctx: Within, sessionId: string, freedNow: readonly number[] = []): Promise<string[]> {
  const [row] = await ctx.db
    .select({ session: sessions, queue: queues })
    .from(queues)
    .innerJoin(sessions, eq(sessions.id, queues.sessionId))
    .where(eq(queues.sessionId, sessionId));
  if (!row || !canOffer(ctx, row)) return [];
  const waiting = await readWaiting(ctx, sessionId);
  if (waiting.length === 0) return [];
  const settings = { ...(await readQueueSettings(ctx)), release: row.queue.release };
  const startsAt = row.session.startsAt * 1000;
  const { freeFrom } = releaseSchedule(settings, {
    date: row.session.date,
    startsAt,
    endsAt: row.session.endsAt * 1000,
    zone: ctx.zone,
  });
  const isShared = (unit: number) => freeFrom(unit, row.queue.numbers) + GATHER_MILLIS <= ctx.now();
  const free = (await freePlacesOf(ctx, sessionId)).filter(
    ({ unit, freeFrom: from }) =>
      (from <= ctx.now() || freedNow.includes(unit)) && (row.queue.release !== 'staggered' || isShared(unit)),
  );
  const answerBy = offerUntil(settings, ctx.now(), startsAt, ctx.zone);
  return offerEach(ctx, { sessionId, waiting, free, answerBy });
}

/** Places are offered while there is still time to answer, and not before those who entered a draw were drawn. */
function canOffer(
  { now }: Within,
  { session, queue }: { session: typeof sessions.$inferSelect; queue: typeof queues.$inferSelect },
): boolean {
  if (session.status === 'cancelled' || session.status === 'done') return false;
  return session.startsAt * 1000 > now() && (queue.release !== 'draw' || queue.drawnAt !== null);
}

async function offerEach(
  ctx: Within,
  offer: { sessionId: string; waiting: readonly Waiting[]; free: readonly Place[]; answerBy: number },
): Promise<string[]> {
  const { sessionId, waiting, free, answerBy } = offer;
  const later = free.filter(({ freeFrom }) => freeFrom > ctx.now());
  await setFreeFrom(ctx, sessionId, later, ctx.now());
  const offered: string[] = [];
  let left = free.length;
  for (const { id, people } of waiting) {
    if (left === 0) break;
    if (people > left) continue;
    const given = await givePlaces(ctx, { ticketId: id, sessionId, people, heldUntil: answerBy });
    if (!given) continue;
    left -= people;
    offered.push(id);
    await ctx.db
      .update(tickets)
      .set({ state: 'offered', answerBy, ...given })
      .where(eq(tickets.id, id));
    await recordTicketEvent(ctx, { ticketId: id, sessionId, what: 'offered' });
  }
  for (const place of later) await setFreeFrom(ctx, sessionId, [place], place.freeFrom);
  const facts = { answerBy };
  const cause = `offered:${answerBy}`;
  await writeMessages(ctx, offered, { kind: 'offered', cause, sessionId, facts, uselessAt: answerBy });
  return offered;
}

async function freePlacesOf({ db }: Within, sessionId: string): Promise<Place[]> {
  return db
    .select({ unit: places.unit, freeFrom: places.freeFrom })
    .from(places)
    .where(and(eq(places.sessionId, sessionId), isNull(places.ticketId)))
    .orderBy(asc(places.unit));
}

/** Of those among them that nobody took. */
async function setFreeFrom({ db }: Within, sessionId: string, some: readonly Place[], freeFrom: number): Promise<void> {
  for (let start = 0; start < some.length; start += CHUNK) {
    const units = some.slice(start, start + CHUNK).map(({ unit }) => unit);
    await db
      .update(places)
      .set({ freeFrom })
      .where(and(eq(places.sessionId, sessionId), inArray(places.unit, units), isNull(places.ticketId)));
  }
}
