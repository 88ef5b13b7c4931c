import type { Evening, EveningDesk, EveningTicket } from '@jemput/shared/bookings/evening';
import { and, asc, eq, isNotNull } from 'drizzle-orm';
import type { ServedSession } from '../bookings/may-serve.ts';
import { readQueueSettings } from '../bookings/read-settings.ts';
import type { Context } from '../context.ts';
import { desks, queues, ticketEvents, tickets } from '../db/schema/bookings.ts';

/** The evening's queue as the database has it; null where the session gives no numbers. */
export async function loadEvening(ctx: Pick<Context, 'db'>, session: ServedSession): Promise<Evening | null> {
  const { db } = ctx;
  const [queue] = await db.select().from(queues).where(eq(queues.sessionId, session.id));
  if (!queue) return null;
  const { reenterAfter, lateMinutes } = await readQueueSettings(ctx);
  return {
    tickets: await readTickets(ctx, session.id),
    desks: await readDesks(ctx, session.id),
    rule: { reenterAfter, lateMinutes },
    fullSince: queue.fullSince,
    closedAt: await closedAt(ctx, session),
  };
}

/** Tickets with a number, whatever became of them. */
export async function readTickets({ db }: Pick<Context, 'db'>, sessionId: string): Promise<EveningTicket[]> {
  const rows = await db
    .select()
    .from(tickets)
    .where(and(eq(tickets.sessionId, sessionId), isNotNull(tickets.number)));
  return rows.flatMap(({ series, number, ...row }) =>
    series === null || number === null ? [] : [eveningTicket({ ...row, series, number })],
  );
}

type Numbered = typeof tickets.$inferSelect & Pick<EveningTicket, 'series' | 'number'>;

function eveningTicket(row: Numbered): EveningTicket {
  const { id, series, number, people, origin, state, arrivedAt, calledAt, calls, desk } = row;
  const placeAt = row.placeAt ?? row.askedAt;
  const { asideAt, endedAt, skipReason } = row;
  const came = { placeAt, arrivedAt, calledAt, calls, desk, asideAt, endedAt, skipReason };
  return { id, series, number, people, origin, state, ...came };
}

async function readDesks({ db }: Pick<Context, 'db'>, sessionId: string): Promise<EveningDesk[]> {
  const rows = await db.select().from(desks).where(eq(desks.sessionId, sessionId)).orderBy(asc(desks.letter));
  return rows.map(({ letter, deviceId, openedAt, seenAt, closedAt, leased }) => {
    return { letter, deviceId, openedAt, seenAt, closedAt, leases: leased };
  });
}

async function closedAt({ db }: Pick<Context, 'db'>, session: ServedSession): Promise<number | null> {
  const [closed] = await db
    .select({ madeAt: ticketEvents.madeAt })
    .from(ticketEvents)
    .where(and(eq(ticketEvents.sessionId, session.id), eq(ticketEvents.what, 'evening_closed')))
    .limit(1);
  return closed?.madeAt ?? (session.status === 'done' ? session.checkedAt : null);
}
