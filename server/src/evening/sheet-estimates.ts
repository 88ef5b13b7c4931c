import type { EveningTicket } from '@jemput/shared/bookings/evening';
import type { SheetEstimates } from '@jemput/shared/bookings/evening-sheet';
import { ticketLabel } from '@jemput/shared/bookings/ticket';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import { type EveningEstimates, estimatesOf } from '../queue/evening-estimates.ts';

/** A desk that calls the next must not wait for a simulation: what was reckoned so lately will do. */
const FRESH_MILLIS = 20_000;

interface Reckoned {
  at: number;
  estimates: Promise<EveningEstimates | null>;
}

const reckoned = new WeakMap<Database, Map<string, Reckoned>>();

/** How fast it goes and who is the last to be served by closing, at most some seconds old. */
export async function sheetEstimates(
  ctx: Context,
  sessionId: string,
  tickets: readonly EveningTicket[],
): Promise<SheetEstimates | null> {
  const estimates = await lately(ctx, sessionId);
  if (!estimates) return null;
  const { minutesPerPerson, desks, isFull, lastServable } = estimates;
  const last = tickets.find(({ id }) => id === lastServable);
  return { minutesPerPerson, desks, isFull, lastServable: last ? ticketLabel(last) : null };
}

function lately(ctx: Context, sessionId: string): Promise<EveningEstimates | null> {
  const bySession = reckoned.get(ctx.db) ?? new Map<string, Reckoned>();
  reckoned.set(ctx.db, bySession);
  const before = bySession.get(sessionId);
  if (before && Math.abs(ctx.now() - before.at) < FRESH_MILLIS) return before.estimates;
  const estimates = estimatesOf(ctx, sessionId);
  bySession.set(sessionId, { at: ctx.now(), estimates });
  estimates.catch(() => bySession.delete(sessionId));
  return estimates;
}
