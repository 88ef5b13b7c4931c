import { dateRange, type LocalDate } from '@jemput/shared/calendar/local-date';
import { and, eq } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import type { Context } from '../context.ts';
import { openings } from '../db/schema/places.ts';
import { refuseFaults, unknownFault } from './known-references.ts';

/** Most days that a venue is closed for at once; longer, its openings are to be changed. */
const MOST_DAYS = 400;

/**
 * Shuts a venue in all its slots from one date to another, both included; call it in a transaction.
 *
 * @throws Invalid where the venue is unknown or the span is out of order or too long
 */
export async function closeVenue(
  ctx: Pick<Context, 'db' | 'now' | 'actor'>,
  closure: { venueId: string; from: LocalDate; until: LocalDate; reason: string },
): Promise<void> {
  const { venueId, from, until } = closure;
  const dates = dateRange(from, until);
  const message = `must be from ${from} on, at most ${MOST_DAYS} days`;
  const wrong = dates.length === 0 || dates.length > MOST_DAYS;
  const span = wrong ? [{ field: '/until', value: until, code: 'range', message }] : [];
  refuseFaults('The closed days', [...span, ...(await unknownFault(ctx.db, 'venue', venueId, '/venueId'))]);
  const rows = await ctx.db.select().from(openings).where(eq(openings.venueId, venueId));
  for (const { slotId, rule } of rows) {
    const except = [...new Set([...rule.except, ...dates])].sort();
    const also = rule.also.filter((date) => !dates.includes(date));
    await ctx.db
      .update(openings)
      .set({ rule: { ...rule, except, also } })
      .where(and(eq(openings.venueId, venueId), eq(openings.slotId, slotId)));
  }
  await recordAct(ctx.db, ctx, 'places.closeVenue', venueId, closure);
}
