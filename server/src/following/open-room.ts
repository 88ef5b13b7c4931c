import type { Displaced } from '@jemput/shared/bookings/rank-alternatives';
import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import { writePlaces } from '../bookings/ensure-queues.ts';
import { type LettingIn, lettingIn, placeAtOf } from '../bookings/letting-in.ts';
import type { Context } from '../context.ts';
import { places, queues } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { Conflict } from '../errors.ts';
import { numbersFor } from '../queue/numbers-for.ts';
import type { FoundAlternative } from './read-alternatives.ts';

type Within = Pick<Context, 'db' | 'now' | 'zone'>;

/** An alternative with its free places, earliest first: also those that residents can have only later, for who held a number goes before. */
export interface OpenRoom extends FoundAlternative {
  units: number[];
  /** Numbers of the session in all, of series A. */
  of: number;
  lastNumber: number;
  letIn: LettingIn;
}

/** Lays the session's numbers out where nobody has yet. In the caller's transaction. */
export async function openRoom(ctx: Within, found: FoundAlternative): Promise<OpenRoom> {
  const { db: tx } = ctx;
  const [session] = await tx.select().from(sessions).where(eq(sessions.id, found.sessionId));
  if (!session) throw new Error(`There is no session ${found.sessionId}.`);
  if (!found.isLaidOut) {
    await writePlaces(ctx, new Map([[session.id, (await numbersFor(ctx, session.id)).numbers]]));
  }
  const [queue] = await tx.select().from(queues).where(eq(queues.sessionId, session.id));
  const free = await tx
    .select({ unit: places.unit })
    .from(places)
    .where(and(eq(places.sessionId, session.id), isNull(places.ticketId)))
    .orderBy(asc(places.unit));
  const units = free.map(({ unit }) => unit);
  const { numbers: of, lastNumbers } = queue ?? { numbers: 0, lastNumbers: {} };
  const room = { units, room: units.length, of, lastNumber: lastNumbers.A ?? 0, letIn: lettingIn(session) };
  return { ...found, isLaidOut: true, ...room };
}

export interface HeldThere {
  number: number;
  /** Unix milliseconds. */
  placeAt: number;
}

/**
 * Keeps the earliest free places for a ticket, each time behind those of the ticket before: who comes first keeps coming first. `room` is used
 * up by it; `keepLastNumber` writes what it came to.
 *
 * @param heldUntil Unix milliseconds
 */
export async function holdPlaces(
  { db: tx }: Within,
  room: OpenRoom,
  { ticketId, people }: Displaced,
  heldUntil: number,
): Promise<HeldThere> {
  const units = room.units.splice(0, people);
  const claimed = await tx
    .update(places)
    .set({ ticketId, heldUntil })
    .where(and(eq(places.sessionId, room.sessionId), inArray(places.unit, units), isNull(places.ticketId)));
  if (claimed.rowsAffected !== people) throw new Conflict('A place was taken twice at once.');
  room.lastNumber += 1;
  return { number: room.lastNumber, placeAt: placeAtOf(units[0] ?? 1, room.of, room.letIn) };
}

/** Numbers that were named are never given again. */
export async function keepLastNumber({ db: tx }: Within, { sessionId, lastNumber }: OpenRoom): Promise<void> {
  const [queue] = await tx.select().from(queues).where(eq(queues.sessionId, sessionId));
  const lastNumbers = { ...queue?.lastNumbers, A: lastNumber };
  await tx.update(queues).set({ lastNumbers }).where(eq(queues.sessionId, sessionId));
}
