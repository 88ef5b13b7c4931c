import { epochMillisAt, instantOf, localDateAt } from '@jemput/shared/calendar/time-zone';
import { type Channel, channels, type MessageState, messageStates } from '@jemput/shared/messages/message';
import { and, count, desc, eq, gte, inArray, isNotNull, min, or, sql, sum } from 'drizzle-orm';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { contacts, messages } from '../db/schema/messages.ts';
import { venues } from '../db/schema/places.ts';
import { sessions } from '../db/schema/sessions.ts';

export interface ChannelLedger {
  channel: Channel;
  /** Set up in this office. */
  isOffered: boolean;
  /** Messages of this month, by state. */
  states: Record<MessageState, number>;
  /** Rupiah of this month. */
  cost: number;
  /** Due and not yet gone. */
  waiting: number;
  /** ISO 8601: since when the oldest of them is due; null where none waits. */
  waitingSince: string | null;
  /** Why the last one failed or is being tried again, without any address; null where none is. */
  lastFailure: string | null;
}

export interface Ledger {
  /** `YYYY-MM` on the office's wall clock. */
  month: string;
  channels: ChannelLedger[];
  /** Browsers that follow areas. */
  followers: number;
  /** Sessions with messages that did not arrive, the soonest first. */
  unreached: { sessionId: string; date: string; venue: string; messages: number }[];
}

/** What was sent this month, what waits, what failed and what it cost. No addresses. */
export async function readLedger(ctx: Context): Promise<Ledger> {
  requirePermission(ctx, 'queue.read');
  const { db, now, zone, messaging } = ctx;
  const month = localDateAt(now(), zone).slice(0, 7);
  const since = epochMillisAt(`${month}-01`, '00:00', zone);
  const rows = await db
    .select({ channel: messages.channel, state: messages.state, count: count(), cost: sum(messages.cost) })
    .from(messages)
    .where(gte(messages.createdAt, since))
    .groupBy(messages.channel, messages.state);
  const waiting = await readWaiting(ctx);
  const followers = await db.select({ id: contacts.id }).from(contacts).where(isNotNull(contacts.areaCode));
  return {
    month,
    channels: await Promise.all(
      channels.map(async (channel) => {
        const own = rows.filter((row) => row.channel === channel);
        const line = waiting.find((row) => row.channel === channel);
        return {
          channel,
          isOffered: messaging?.channels.includes(channel) ?? false,
          states: Object.fromEntries(
            messageStates.map((state) => [state, own.find((row) => row.state === state)?.count ?? 0]),
          ) as Record<MessageState, number>,
          cost: own.reduce((all, { cost }) => all + Number(cost ?? 0), 0),
          waiting: line?.count ?? 0,
          waitingSince: line?.since ? instantOf(line.since, zone) : null,
          lastFailure: await lastFailure(ctx, channel),
        };
      }),
    ),
    followers: followers.length,
    unreached: await readUnreached(ctx),
  };
}

function readWaiting({ db, now }: Context) {
  return db
    .select({ channel: messages.channel, count: count(), since: min(messages.dueAt) })
    .from(messages)
    .where(and(eq(messages.state, 'queued'), sql`${messages.dueAt} <= ${now()}`))
    .groupBy(messages.channel);
}

async function lastFailure({ db }: Context, channel: Channel): Promise<string | null> {
  const [row] = await db
    .select({ failure: messages.failure })
    .from(messages)
    .where(
      and(
        eq(messages.channel, channel),
        isNotNull(messages.failure),
        inArray(messages.state, ['queued', 'failed', 'expired']),
      ),
    )
    .orderBy(desc(messages.nextAt))
    .limit(1);
  return row?.failure ?? null;
}

async function readUnreached({ db, now, zone }: Context): Promise<Ledger['unreached']> {
  const failing = or(
    inArray(messages.state, ['failed', 'expired']),
    and(eq(messages.state, 'queued'), sql`${messages.attempts} > 0`),
  );
  return db
    .select({ sessionId: sessions.id, date: sessions.date, venue: venues.name, messages: count() })
    .from(messages)
    .innerJoin(sessions, eq(sessions.id, messages.sessionId))
    .innerJoin(venues, eq(venues.id, sessions.venueId))
    .where(and(failing, isNotNull(messages.ticketId), gte(sessions.date, localDateAt(now(), zone))))
    .groupBy(sessions.id)
    .orderBy(sessions.date)
    .limit(100);
}
