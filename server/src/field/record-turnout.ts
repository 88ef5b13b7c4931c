import { localDateAt } from '@jemput/shared/calendar/time-zone';
import type { SurpriseReason } from '@jemput/shared/field/surprise-reason';
import { eq, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { turnout } from '../db/schema/field.ts';
import { pools, venues } from '../db/schema/places.ts';
import type { sessions } from '../db/schema/sessions.ts';
import { Conflict, NotFound } from '../errors.ts';
import { readCircumstances } from '../forecast/read-circumstances.ts';
import { historyRow } from '../forecast/read-history.ts';
import { takeReport } from '../forecast/take-report.ts';
import { enterEarly } from '../places/enter-come-of-age.ts';
import { refreshExpected } from '../sessions/refresh-expected.ts';

/**
 * Lets a closed session's counts reach all that rests on them: the people remaining in its pool, the forecast's
 * history and model, and what is expected of the pool's coming sessions.
 *
 * @throws Conflict where that session's counts came in otherwise, by an import say
 */
export async function recordTurnout(
  ctx: Context,
  session: typeof sessions.$inferSelect,
  { served, turnedAway, reason }: { served: number; turnedAway: number | null; reason: SurpriseReason | null },
): Promise<void> {
  const { db: tx } = ctx;
  const [place] = await tx
    .select({ venue: venues, remaining: pools.remaining })
    .from(venues)
    .innerJoin(pools, eq(pools.id, venues.poolId))
    .where(eq(venues.id, session.venueId));
  if (!place) throw new NotFound(`There is no venue ${session.venueId}.`);
  const { venue } = place;
  const { venueId, date, slotId, kits, capacity } = session;
  const { eventsAt, cameOfAgeBy } = await readCircumstances(tx);
  const remaining = place.remaining + Math.round(cameOfAgeBy(venue.poolId, date));
  const row = { venueId, date, slotId, kits, capacity, remaining, served, turnedAway, reason };
  const model = await takeReport(tx, historyRow(row, venue, eventsAt), ctx.now());
  const written = await tx.insert(turnout).values(row).onConflictDoNothing().returning({ id: turnout.id });
  if (written.length === 0)
    throw new Conflict(`The counts of ${venue.name} on ${date} are in the office's history already.`);
  await shrinkPool(ctx, { id: venue.poolId, remaining: place.remaining }, served);
  await refreshExpected(ctx, { model, today: localDateAt(ctx.now(), ctx.zone), poolIds: [venue.poolId] });
}

/** People recorded at a counter remain in no pool; what comes to a counter every day teaches nothing of a kit's evening. */
export async function recordAtCounter(
  ctx: Context,
  { venueId }: Pick<typeof sessions.$inferSelect, 'venueId'>,
  served: number,
): Promise<void> {
  const [pool] = await ctx.db
    .select({ id: pools.id, remaining: pools.remaining })
    .from(venues)
    .innerJoin(pools, eq(pools.id, venues.poolId))
    .where(eq(venues.id, venueId));
  if (!pool) throw new NotFound(`There is no venue ${venueId}.`);
  await shrinkPool(ctx, pool, served);
}

async function shrinkPool(ctx: Context, { id, remaining }: { id: string; remaining: number }, served: number) {
  if (served > remaining) await enterEarly(ctx, id);
  await ctx.db
    .update(pools)
    .set({ remaining: sql`max(0, ${pools.remaining} - ${served})` })
    .where(eq(pools.id, id));
}
