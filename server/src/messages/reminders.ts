import { addDays } from '@jemput/shared/calendar/local-date';
import { epochMillisAt } from '@jemput/shared/calendar/time-zone';
import type { MessageKind } from '@jemput/shared/messages/message';
import { and, eq, inArray } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { tickets } from '../db/schema/bookings.ts';
import { messages } from '../db/schema/messages.ts';
import { sessions } from '../db/schema/sessions.ts';
import { writeMessages } from './write-messages.ts';

type Within = Pick<Context, 'db' | 'now' | 'zone'>;

const DAY_BEFORE_AT = '18:00';
const HOURS_BEFORE_MILLIS = 2 * 3_600_000;
const SECOND = 1000;
const CHUNK = 300;
const reminderKinds: MessageKind[] = ['day_before', 'hours_before'];

interface Reminded {
  ticketId: string;
  sessionId: string;
  date: string;
  /** Unix milliseconds. */
  startsAt: number;
  endsAt: number;
  placeAt: number;
}

/**
 * Reminders of the day before, at 18.00, and of two hours before its place in time, for those of these tickets that have a number. Written
 * again they are re-timed: what was written for another day or an earlier hour and has not left is taken back. In the caller's transaction.
 */
export async function writeReminders(ctx: Within, ticketIds: readonly string[]): Promise<void> {
  for (let start = 0; start < ticketIds.length; start += CHUNK) {
    await writeSome(ctx, ticketIds.slice(start, start + CHUNK));
  }
}

/** The same for all tickets of a session that was moved, changed its hours or was cancelled. */
export async function retimeReminders(ctx: Within, sessionId: string): Promise<void> {
  const rows = await ctx.db.select({ id: tickets.id }).from(tickets).where(eq(tickets.sessionId, sessionId));
  await writeReminders(
    ctx,
    rows.map(({ id }) => id),
  );
}

async function writeSome(ctx: Within, ticketIds: string[]): Promise<void> {
  const rows = await ctx.db
    .select({
      ticketId: tickets.id,
      sessionId: tickets.sessionId,
      state: tickets.state,
      placeAt: tickets.placeAt,
      date: sessions.date,
      startsAt: sessions.startsAt,
      endsAt: sessions.endsAt,
      status: sessions.status,
    })
    .from(tickets)
    .innerJoin(sessions, eq(sessions.id, tickets.sessionId))
    .where(inArray(tickets.id, ticketIds));
  const wanted = rows.flatMap(({ state, status, startsAt, endsAt, placeAt, ...row }): Reminded[] =>
    state === 'held' && status !== 'cancelled'
      ? [{ ...row, startsAt: startsAt * SECOND, endsAt: endsAt * SECOND, placeAt: placeAt ?? startsAt * SECOND }]
      : [],
  );
  await takeBack(ctx, ticketIds, wanted);
  for (const one of wanted) await remind(ctx, one);
}

/** What is queued for these tickets and does not stand for the date of their session any more. */
async function takeBack({ db: tx }: Within, ticketIds: string[], wanted: Reminded[]): Promise<void> {
  const dateOf = new Map(wanted.map(({ ticketId, date }) => [ticketId, date]));
  const queued = await tx
    .select({ id: messages.id, ticketId: messages.ticketId, kind: messages.kind, cause: messages.cause })
    .from(messages)
    .where(
      and(inArray(messages.ticketId, ticketIds), inArray(messages.kind, reminderKinds), eq(messages.state, 'queued')),
    );
  for (const { id, ticketId, kind, cause } of queued) {
    const date = dateOf.get(ticketId ?? '');
    if (date !== undefined && cause === causeOf(kind, date)) continue;
    await tx.update(messages).set({ state: 'withdrawn' }).where(eq(messages.id, id));
  }
}

function causeOf(kind: MessageKind, date: string): string {
  return `${kind}:${date}`;
}

async function remind(ctx: Within, { ticketId, sessionId, date, startsAt, endsAt, placeAt }: Reminded): Promise<void> {
  const times = [
    { kind: 'day_before', dueAt: epochMillisAt(addDays(date, -1), DAY_BEFORE_AT, ctx.zone), uselessAt: startsAt },
    { kind: 'hours_before', dueAt: placeAt - HOURS_BEFORE_MILLIS, uselessAt: endsAt },
  ] as const;
  for (const { kind, dueAt, uselessAt } of times) {
    if (dueAt <= ctx.now()) continue;
    const cause = causeOf(kind, date);
    await ctx.db
      .update(messages)
      .set({ state: 'queued', dueAt, nextAt: dueAt, uselessAt, sessionId })
      .where(
        and(
          eq(messages.ticketId, ticketId),
          eq(messages.cause, cause),
          inArray(messages.state, ['queued', 'withdrawn']),
        ),
      );
    await writeMessages(ctx, [ticketId], { kind, cause, sessionId, dueAt, uselessAt });
  }
}
