import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { type Crowd, crowdOf } from '@jemput/shared/forecast/crowd';
import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { sessions } from '../db/schema/sessions.ts';
import type { NamedModel } from '../forecast/newest-model.ts';
import { readCircumstances } from '../forecast/read-circumstances.ts';
import { comingSessions, withForecasts } from './coming-sessions.ts';

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
