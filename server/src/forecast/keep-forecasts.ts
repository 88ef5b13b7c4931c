import { addDays } from '@jemput/shared/calendar/local-date';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { and, asc, eq, gte, lte, notInArray, or } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { sessionForecasts } from '../db/schema/field.ts';
import { pools, venues } from '../db/schema/places.ts';
import { sessions } from '../db/schema/sessions.ts';
import { forecastInOrder } from '../sessions/forecast-in-order.ts';
import { ofPlans } from '../sessions/of-plans.ts';
import { modelInForce } from './newest-model.ts';
import { readCircumstances } from './read-circumstances.ts';

/** Reports of older sessions are refused (check-report.ts). */
const OLDEST_DAYS = 30;

/**
 * Keeps what is forecast of every session that has begun and has none kept yet: what it is judged by. Call it before anything that such a
 * session tells enters the model, in the same transaction; all that have begun, so that the first report of an evening makes no other look clever.
 * Before the first report of all there is nothing to forecast from, and none is kept.
 *
 * @param sessionId begins now, whatever its hours say
 */
export async function keepForecasts(
  ctx: Pick<Context, 'db' | 'now' | 'zone'>,
  { sessionId }: { sessionId?: string } = {},
): Promise<void> {
  const { db } = ctx;
  const unheard = and(
    ofPlans,
    gte(sessions.date, addDays(localDateAt(ctx.now(), ctx.zone), -OLDEST_DAYS)),
    notInArray(sessions.status, ['done', 'cancelled']),
    or(lte(sessions.startsAt, Math.floor(ctx.now() / 1000)), sessionId ? eq(sessions.id, sessionId) : undefined),
  );
  const rows = await db
    .select({ session: sessions, venue: venues, remaining: pools.remaining, kept: sessionForecasts.sessionId })
    .from(sessions)
    .innerJoin(venues, eq(venues.id, sessions.venueId))
    .innerJoin(pools, eq(pools.id, venues.poolId))
    .leftJoin(sessionForecasts, eq(sessionForecasts.sessionId, sessions.id))
    .where(unheard)
    .orderBy(asc(sessions.startsAt), asc(sessions.id));
  if (rows.every(({ kept }) => kept !== null)) return;
  const { name, model } = await modelInForce(db);
  if (model.madeFrom.rows === 0) return;
  const forecasts = forecastInOrder(model, rows, await readCircumstances(db));
  const kept = rows.flatMap((row, at) => {
    const forecast = forecasts[at];
    return forecast && row.kept === null
      ? [{ sessionId: row.session.id, model: name, madeAt: ctx.now(), forecast }]
      : [];
  });
  await db.insert(sessionForecasts).values(kept);
}
