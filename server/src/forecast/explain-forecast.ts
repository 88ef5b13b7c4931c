import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { instantOf, localDateAt } from '@jemput/shared/calendar/time-zone';
import { type Driver, driversOf, weightOf } from '@jemput/shared/forecast/drivers';
import { predictTurnout, visitOf } from '@jemput/shared/forecast/predict-turnout';
import type { TurnoutForecast } from '@jemput/shared/forecast/turnout-model';
import { and, asc, eq, gte, inArray, lt, lte, notInArray, or } from 'drizzle-orm';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import { turnoutModels } from '../db/schema/field.ts';
import { areas, pools, slots, venues } from '../db/schema/places.ts';
import { sessions } from '../db/schema/sessions.ts';
import { NotFound } from '../errors.ts';
import { type SessionToForecast, targetsInOrder, visitNotPromised } from '../sessions/forecast-in-order.ts';
import { ofPlans } from '../sessions/of-plans.ts';
import { modelInForce } from './newest-model.ts';
import { readCircumstances } from './read-circumstances.ts';

export interface AskedSession {
  venueId: string;
  slotId: string;
  date: LocalDate;
  /** Day of the stint, 1 … ; by default it follows from the sessions promised before. */
  stintDay?: number | undefined;
}

/** A forecast with all that it rests on. */
export interface ExplainedForecast {
  venueId: string;
  slotId: string;
  date: LocalDate;
  forecast: TurnoutForecast;
  /** People at a usual session; times every driver's (1 + share) it is `forecast.mean`. */
  typical: number;
  /** The largest first; `name` of a slot or an area where the office has one; `weight` as weightOf says. */
  drivers: (Driver & { name: string | null; weight: ReturnType<typeof weightOf> })[];
  /** People of the pool not yet recorded when the session opens, those expected before it taken off; and at a usual session. */
  remaining: number;
  typicalRemaining: number;
  /** Past sessions at this very venue. */
  reports: number;
  model: {
    /** `id.reports` */
    name: string;
    /** ISO 8601 with the office's offset; null before the first fit. */
    fittedAt: string | null;
    /** Past sessions fitted, and taken in since. */
    rows: number;
    since: number;
  };
}

/**
 * Why a session is expected to draw as many as it is: any venue, slot and date to come, promised or not.
 *
 * @throws NotFound where venue or slot is unknown
 */
export async function explainForecast(ctx: Context, asked: AskedSession): Promise<ExplainedForecast> {
  const { db } = ctx;
  const [place] = await db
    .select({ venue: venues, remaining: pools.remaining, slot: slots })
    .from(venues)
    .innerJoin(pools, eq(pools.id, venues.poolId))
    .innerJoin(slots, eq(slots.id, asked.slotId))
    .where(eq(venues.id, asked.venueId));
  if (!place) throw new NotFound(`There is no venue ${asked.venueId} with a slot ${asked.slotId}.`);
  const { id, name, model, reports: since } = await modelInForce(db);
  const inOrder = targetsInOrder(model, await sessionsUntil(ctx, asked, place), await readCircumstances(db));
  const last = inOrder.at(-1)?.target;
  if (!last) throw new NotFound(`There is no session to explain at ${asked.venueId}.`);
  const visit = visitOf(model, last);
  const target = { ...last, visit: { ...visit, stintDay: asked.stintDay ?? visit.stintDay } };
  const { typical, drivers } = driversOf(model, target);
  const [fit] =
    id === null
      ? []
      : await db.select({ fittedAt: turnoutModels.fittedAt }).from(turnoutModels).where(eq(turnoutModels.id, id));
  const names = await levelNames(db, drivers);
  return {
    venueId: asked.venueId,
    slotId: asked.slotId,
    date: asked.date,
    forecast: predictTurnout(model, target),
    typical,
    drivers: drivers.map((driver) => ({
      ...driver,
      weight: weightOf(driver),
      name: names.get(`${driver.group} ${driver.level}`) ?? null,
    })),
    remaining: target.remaining ?? place.remaining,
    typicalRemaining: model.typicalRemaining,
    reports: model.venues[asked.venueId]?.reports ?? 0,
    model: { name, fittedAt: fit ? instantOf(fit.fittedAt, ctx.zone) : null, rows: model.madeFrom.rows - since, since },
  };
}

interface Place {
  venue: typeof venues.$inferSelect;
  remaining: number;
  slot: typeof slots.$inferSelect;
}

/** What is promised to the pool's people from today up to the session asked for, which is the last. */
async function sessionsUntil(ctx: Context, asked: AskedSession, place: Place): Promise<SessionToForecast[]> {
  const rows = await ctx.db
    .select({ session: sessions, venue: venues, remaining: pools.remaining })
    .from(sessions)
    .innerJoin(venues, eq(venues.id, sessions.venueId))
    .innerJoin(pools, eq(pools.id, venues.poolId))
    .innerJoin(slots, eq(slots.id, sessions.slotId))
    .where(
      and(
        ofPlans,
        eq(venues.poolId, place.venue.poolId),
        gte(sessions.date, localDateAt(ctx.now(), ctx.zone)),
        or(
          lt(sessions.date, asked.date),
          and(eq(sessions.date, asked.date), lte(slots.startTime, place.slot.startTime)),
        ),
        notInArray(sessions.status, ['done', 'cancelled']),
      ),
    )
    .orderBy(asc(sessions.date), asc(slots.startTime), asc(sessions.id));
  const at = rows.findIndex(
    ({ session }) =>
      session.venueId === asked.venueId && session.slotId === asked.slotId && session.date === asked.date,
  );
  if (at >= 0) return rows.slice(0, at + 1);
  const session = visitNotPromised(asked.date, asked.slotId);
  return [...rows, { session, venue: place.venue, remaining: place.remaining }];
}

/** Names of the areas and slots among the drivers, by `group level`. */
async function levelNames(db: Database, drivers: readonly Driver[]): Promise<Map<string, string>> {
  const levels = (group: string) => drivers.flatMap((one) => (one.group === group && one.level ? [one.level] : []));
  const [areaRows, slotRows] = await Promise.all([
    db
      .select()
      .from(areas)
      .where(inArray(areas.code, levels('area'))),
    db
      .select()
      .from(slots)
      .where(inArray(slots.id, levels('slot'))),
  ]);
  return new Map([
    ...areaRows.map(({ code, name }) => [`area ${code}`, name] as const),
    ...slotRows.map(({ id, name }) => [`slot ${id}`, name] as const),
  ]);
}
