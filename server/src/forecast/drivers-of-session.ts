import type { Driver } from '@jemput/shared/forecast/drivers';
import type { Session } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import { isDatabaseFailure } from '../db/database-away.ts';
import { explainForecast } from './explain-forecast.ts';

/** For the public: typical · Π (1 + share) = the mean expected. */
export interface SessionDrivers {
  typical?: number;
  drivers?: (Driver & { name: string | null })[];
}

/** Why as many are expected at a session to come; nothing of one that is over or called off, whose figure stands as it was, nor while the database is away. */
export async function driversOfSession(
  ctx: Context,
  { status, venue, slot, date }: Pick<Session, 'status' | 'venue' | 'slot' | 'date'>,
): Promise<SessionDrivers> {
  if (status === 'done' || status === 'cancelled') return {};
  try {
    const { typical, drivers } = await explainForecast(ctx, { venueId: venue.id, slotId: slot, date });
    return { typical, drivers: drivers.map(({ weight: _, ...driver }) => driver) };
  } catch (error) {
    if (isDatabaseFailure(error)) return {};
    throw error;
  }
}
