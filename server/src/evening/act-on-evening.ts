import type { Act } from '@jemput/shared/bookings/evening-batch';
import type { EveningAnswer } from '@jemput/shared/bookings/evening-sheet';
import type { Context } from '../context.ts';
import { readSheet } from './read-sheet.ts';

/** @throws NotFound, Forbidden where the session is not theirs */
export async function actOnEvening(ctx: Context, { sessionId, deviceId }: Act): Promise<EveningAnswer> {
  return { receipts: [], refused: [], sheet: await readSheet(ctx, { sessionId, deviceId }) };
}
