import type { TicketSeries } from '@jemput/shared/bookings/ticket';
import { and, asc, eq, inArray, isNull, lte } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { places, queues } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { Conflict } from '../errors.ts';
import { type LettingIn, lettingIn, placeAtOf } from './letting-in.ts';

export interface PlacesAsked {
  ticketId: string;
  sessionId: string;
  people: number;
  /** Unix milliseconds; left out where they are taken for good. */
  heldUntil?: number;
}

export interface GivenPlaces {
  series: TicketSeries;
  number: number;
  /** Unix milliseconds: the instant of its first place. */
  placeAt: number;
}

type Within = Pick<Context, 'db' | 'now'>;

/**
 * Claims the earliest free places for everybody on a ticket and gives it the session's next number, in the caller's transaction.
 *
 * @returns null where there is no room for all of them; then nothing was written
 */
export async function givePlaces(ctx: Within, asked: PlacesAsked): Promise<GivenPlaces | null> {
  const queue = await readForGiving(ctx, asked.sessionId);
  if (!queue) return null;
  const free = await freeUnits(ctx, asked.sessionId, asked.people === 1 ? 1 : undefined);
  const units = chooseUnits(free, asked.people);
  if (!units) return null;
  const number = (queue.lastNumbers.A ?? 0) + 1;
  const claimed = await ctx.db
    .update(places)
    .set({ ticketId: asked.ticketId, heldUntil: asked.heldUntil ?? null })
    .where(and(eq(places.sessionId, asked.sessionId), inArray(places.unit, units), isNull(places.ticketId)));
  if (claimed.rowsAffected !== units.length) throw new Conflict('A place was taken twice at once.');
  await ctx.db
    .update(queues)
    .set({ lastNumbers: { ...queue.lastNumbers, A: number } })
    .where(eq(queues.sessionId, asked.sessionId));
  return { series: 'A', number, placeAt: placeAtOf(units[0] ?? 1, queue.numbers, queue) };
}

/** Free places now, earliest first; those that open later or are held are none. */
export async function freeUnits({ db, now }: Within, sessionId: string, most = Infinity): Promise<number[]> {
  const earliest = db
    .select({ unit: places.unit })
    .from(places)
    .where(and(eq(places.sessionId, sessionId), isNull(places.ticketId), lte(places.freeFrom, now())))
    .orderBy(asc(places.unit));
  const rows = await (Number.isFinite(most) ? earliest.limit(most) : earliest);
  return rows.map(({ unit }) => unit);
}

/**
 * The earliest run of neighbouring places that is long enough, so that a family is called together; the earliest single ones where
 * there is none. Undefined where there are too few.
 */
export function chooseUnits(free: readonly number[], people: number): number[] | undefined {
  if (people < 1 || free.length < people) return undefined;
  for (let start = 0; start + people <= free.length; start++) {
    const first = free[start] as number;
    if (free[start + people - 1] === first + people - 1) return free.slice(start, start + people);
  }
  return free.slice(0, people);
}

async function readForGiving(
  { db }: Within,
  sessionId: string,
): Promise<(LettingIn & Pick<typeof queues.$inferSelect, 'lastNumbers' | 'numbers'>) | undefined> {
  const [row] = await db
    .select({
      numbers: queues.numbers,
      lastNumbers: queues.lastNumbers,
      startsAt: sessions.startsAt,
      endsAt: sessions.endsAt,
      kits: sessions.kits,
      capacity: sessions.capacity,
    })
    .from(queues)
    .innerJoin(sessions, eq(sessions.id, queues.sessionId))
    .where(eq(queues.sessionId, sessionId));
  return row && { ...lettingIn(row), lastNumbers: row.lastNumbers, numbers: row.numbers };
}
