import type { TakeNumber, Taken } from '@jemput/shared/bookings/take-number';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { Forbidden } from '../errors.ts';
import { takeNumber } from './take-number.ts';

/** A number for somebody without a phone, asked for by staff: so many a day, each in the audit log. */
export function assist(ctx: Context, input: TakeNumber): Promise<Taken> {
  requirePermission(ctx, 'tickets.assist');
  const { actor } = ctx;
  if (!actor) throw new Forbidden('Somebody not signed in may not do tickets.assist.');
  return takeNumber(ctx, input, { address: '', userAgent: '', device: null, language: 'id', bookedBy: actor });
}
