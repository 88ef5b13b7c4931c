import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { type Crowd, crowdOf } from '@jemput/shared/forecast/crowd';
import { and, eq, gte, min, sql } from 'drizzle-orm';
import { inSlices } from '../clock/in-slices.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { venues } from '../db/schema/places.ts';
import { sessions } from '../db/schema/sessions.ts';
import type { NamedModel } from '../forecast/newest-model.ts';
import { readCircumstances } from '../forecast/read-circumstances.ts';
import { comingSessions, withForecasts } from './coming-sessions.ts';
import { ofPlans } from './of-plans.ts';

export interface Refresh {
  model: NamedModel;
  /** Sessions before it are history. */
  today: LocalDate;
  /** All pools where left out. */
  poolIds?: string[];
}

/**
 * Forecasts the coming sessions anew and writes what is expected of them. A pool's sessions deplete it in order of
 * date, then start.
 */
export async function refreshExpected(ctx: Pick<Context, 'db'>, { model, today, poolIds }: Refresh): Promise<void> {
  const coming = await comingSessions(ctx.db, today, poolIds);
  const told = withForecasts(model.model, coming, await readCircumstances(ctx.db));
  const expected = told.map(({ session, forecast }) => {
    const { mean, q10, q90 } = forecast;
    return { id: session.id, mean, q10, q90, crowd: crowdOf(forecast, session.capacity) };
  });
  await writeExpected(ctx, model.name, expected);
}

/** Pools of one transaction: some hundred sessions at most, whose forecasts take some milliseconds. */
const POOLS_AT_ONCE = 8;

/**
 * The same for all pools, some at a time, each in a transaction of its own: a country's hundred thousand sessions take many seconds. What is
 * left where it ends in the middle keeps the forecast that it has, and the name of the model that said so.
 */
export async function refreshAllExpected(
  ctx: Pick<Context, 'db'>,
  { model, today }: Omit<Refresh, 'poolIds'>,
  signal?: AbortSignal,
): Promise<void> {
  const rows = await ctx.db
    .select({ poolId: venues.poolId })
    .from(sessions)
    .innerJoin(venues, eq(venues.id, sessions.venueId))
    .where(and(gte(sessions.date, today), ofPlans))
    .groupBy(venues.poolId)
    .orderBy(min(sessions.startsAt));
  const poolIds = rows.map(({ poolId }) => poolId);
  await inSlices(
    poolIds,
    POOLS_AT_ONCE,
    (some) => inTransaction(ctx, (tx) => refreshExpected({ db: tx }, { model, today, poolIds: some })),
    signal,
  );
}

interface Expected {
  id: string;
  mean: number;
  q10: number;
  q90: number;
  crowd: Crowd;
}

/** One statement however many sessions: a report waits for it. */
async function writeExpected({ db }: Pick<Context, 'db'>, model: string, expected: Expected[]): Promise<void> {
  if (expected.length === 0) return;
  await db.run(sql`
    update ${sessions} set
      expected_mean = news.value ->> 'mean',
      expected_low = news.value ->> 'q10',
      expected_high = news.value ->> 'q90',
      crowd = news.value ->> 'crowd',
      expected_model = ${model}
    from json_each(${JSON.stringify(expected)}) as news
    where ${sessions.id} = news.value ->> 'id'`);
}
