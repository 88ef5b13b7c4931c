import { findOddities, type Oddity, oddityThresholds } from '@jemput/shared/bookings/oddities';
import { gte, inArray } from 'drizzle-orm';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { tickets } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';

export interface Anomalies {
  /** Unix milliseconds: tickets asked for since then are looked at. */
  since: number;
  /** Tickets looked at. */
  tickets: number;
  /** From how many tickets each is told. */
  thresholds: typeof oddityThresholds;
  oddities: Oddity[];
  /** Where and when the sessions among them are. */
  sessions: { id: string; date: string; venueId: string }[];
}

const DAYS = 14;
const DAY_MILLIS = 86_400_000;
/** Bound values of one statement. */
const CHUNK = 300;

/** What looks like somebody who takes numbers for others, by hashes alone: for planners to look at; nobody is stopped by it. */
export async function readAnomalies(ctx: Context): Promise<Anomalies> {
  requirePermission(ctx, 'queue.read');
  const since = ctx.now() - DAYS * DAY_MILLIS;
  const rows = await ctx.db
    .select({
      sessionId: tickets.sessionId,
      people: tickets.people,
      askedAt: tickets.askedAt,
      state: tickets.state,
      origin: tickets.origin,
      nameCheck: tickets.nameCheck,
      deviceCheck: tickets.deviceCheck,
      contactCheck: tickets.contactCheck,
    })
    .from(tickets)
    .where(gte(tickets.askedAt, since));
  const traces = rows.map(({ state, origin, ...row }) => ({
    ...row,
    isCancelled: state === 'cancelled',
    isFromHome: origin === 'home',
  }));
  const oddities = findOddities(traces);
  const ids = [...new Set(oddities.flatMap(({ sessionIds }) => sessionIds))].slice(0, CHUNK);
  const named = await ctx.db
    .select({ id: sessions.id, date: sessions.date, venueId: sessions.venueId })
    .from(sessions)
    .where(inArray(sessions.id, ids));
  return { since, tickets: rows.length, thresholds: oddityThresholds, oddities, sessions: named };
}
