import { randomInt } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { places } from '../db/schema/bookings.ts';
import { readQueueSettings } from './read-settings.ts';
import { offerPlaces } from './waiting-list.ts';

type Within = Pick<Context, 'db' | 'now' | 'zone' | 'actor'>;

const MINUTE_MILLIS = 60_000;

/**
 * Lets go of every place of a ticket, in the caller's transaction: they are offered to those who wait now, in order, and what nobody there
 * can use is free again after a random delay, so that whoever gave them back has no better chance at them than others.
 *
 * @param onlyAt the session whose places it lets go of; of all where left out
 */
export async function freePlaces(ctx: Within, ticketId: string, onlyAt?: string): Promise<void> {
  const { db: tx } = ctx;
  const held = await tx
    .select({ sessionId: places.sessionId, unit: places.unit })
    .from(places)
    .where(and(eq(places.ticketId, ticketId), onlyAt === undefined ? undefined : eq(places.sessionId, onlyAt)));
  if (held.length === 0) return;
  const settings = await readQueueSettings(ctx);
  const [least, most] = [settings.reappearMinMinutes, settings.reappearMaxMinutes].map((at) => at * MINUTE_MILLIS);
  for (const { sessionId, unit } of held) {
    const freeFrom = ctx.now() + randomBetween(least ?? 0, most ?? 0);
    await tx
      .update(places)
      .set({ ticketId: null, heldUntil: null, freeFrom })
      .where(and(eq(places.sessionId, sessionId), eq(places.unit, unit)));
  }
  for (const sessionId of new Set(held.map((place) => place.sessionId))) {
    const freed = held.filter((place) => place.sessionId === sessionId).map(({ unit }) => unit);
    await offerPlaces(ctx, sessionId, freed);
  }
}

function randomBetween(least: number, most: number): number {
  return most > least ? randomInt(least, most + 1) : least;
}
