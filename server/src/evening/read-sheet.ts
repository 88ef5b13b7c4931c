import type { AskSheet } from '@jemput/shared/bookings/evening-batch';
import type { EveningSheet } from '@jemput/shared/bookings/evening-sheet';
import { requireMayServe } from '../bookings/may-serve.ts';
import type { Context } from '../context.ts';
import { NotFound } from '../errors.ts';

/** @throws NotFound, Forbidden where the session is not theirs */
export async function readSheet(ctx: Context, { sessionId }: AskSheet): Promise<EveningSheet> {
  await requireMayServe(ctx, sessionId);
  throw new NotFound(`No numbers are called at ${sessionId}.`);
}
