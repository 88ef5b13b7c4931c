import { localDateAt } from '@jemput/shared/calendar/time-zone';
import type { Context } from '../context.ts';
import { refreshExpected } from '../sessions/refresh-expected.ts';
import { modelInForce } from './newest-model.ts';

/** What is expected of the coming sessions, by the model in force, after something else that bears on them has changed. */
export async function forecastAnew(ctx: Pick<Context, 'db' | 'now' | 'zone'>): Promise<void> {
  const model = await modelInForce(ctx.db);
  await refreshExpected(ctx, { model, today: localDateAt(ctx.now(), ctx.zone) });
}
