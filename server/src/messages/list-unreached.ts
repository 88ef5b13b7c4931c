import { endedStates, ticketLabel } from '@jemput/shared/bookings/ticket';
import { instantOf } from '@jemput/shared/calendar/time-zone';
import type { Channel, MessageKind } from '@jemput/shared/messages/message';
import { and, eq, inArray, notInArray, or } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import { requireMayServe } from '../bookings/may-serve.ts';
import type { Context } from '../context.ts';
import { ticketEvents, tickets } from '../db/schema/bookings.ts';
import { contacts, messages } from '../db/schema/messages.ts';
import { TOLD_BY_PHONE } from './mark-told.ts';

/** Somebody with a ticket whom news did not reach. */
export interface Unreached {
  ticketId: string;
  label: string | null;
  people: number;
  /** Null where none was given, or it is not kept any more. */
  name: string | null;
  /** `no_channel`: left no address; `failed`: nothing arrived; `trying`: still tried. */
  why: 'no_channel' | 'failed' | 'trying';
  /** What was to be said last. */
  kind: MessageKind | null;
  /** Address null for a browser, which cannot be called. */
  ways: { channel: Channel; address: string | null }[];
  /** ISO 8601 with offset: when somebody said to have told them by phone. */
  toldAt: string | null;
}

/** News that somebody must have; the rest is a convenience. */
const mustKnow: MessageKind[] = ['moved', 'cancelled', 'offered', 'answer_missing', 'lapsed', 'drawn'];
const SEEN = 'contacts.read';

/**
 * Who of a session could not be told, with name and number to call, for those who serve there. That they were looked at is recorded.
 *
 * @throws NotFound, Forbidden
 */
export async function listUnreached(ctx: Context, { sessionId }: { sessionId: string }): Promise<Unreached[]> {
  requirePermission(ctx, SEEN);
  const session = await requireMayServe(ctx, sessionId);
  const hasChanged = session.status === 'moved' || session.status === 'cancelled';
  const list: Unreached[] = [];
  for (const ticket of await readTickets(ctx, sessionId)) {
    const one = await judge(ctx, ticket, hasChanged);
    if (one) list.push(one);
  }
  // Before anybody sees it: what cannot be recorded is not shown.
  await recordAct(ctx.db, ctx, SEEN, sessionId, { tickets: list.map(({ ticketId }) => ticketId) });
  return list.sort((a, b) => Number(a.toldAt !== null) - Number(b.toldAt !== null));
}

type TicketRow = typeof tickets.$inferSelect;

/** Those that are there, and those that news of this session were for. */
async function readTickets({ db }: Context, sessionId: string): Promise<TicketRow[]> {
  const told = db.select({ id: messages.ticketId }).from(messages).where(eq(messages.sessionId, sessionId));
  const ended = endedStates.filter((state) => state !== 'lapsed');
  return db
    .select()
    .from(tickets)
    .where(and(or(eq(tickets.sessionId, sessionId), inArray(tickets.id, told)), notInArray(tickets.state, ended)))
    .orderBy(tickets.series, tickets.number);
}

async function judge(ctx: Context, ticket: TicketRow, hasChanged: boolean): Promise<Unreached | null> {
  const { db, keys } = ctx;
  if (ticket.origin === 'walk_in') return null;
  const kept = await db.select().from(contacts).where(eq(contacts.ticketId, ticket.id));
  const sent = await db.select().from(messages).where(eq(messages.ticketId, ticket.id)).orderBy(messages.createdAt);
  const due = sent.filter(({ state, dueAt }) => state !== 'withdrawn' && dueAt <= ctx.now());
  const grave = due.filter(({ kind }) => mustKnow.includes(kind));
  // A confirmation that came back tells beforehand that no change will arrive either.
  const relevant = grave.length > 0 ? due.filter(({ cause }) => cause === grave.at(-1)?.cause) : due.slice(-1);
  if (relevant.some(({ state }) => state === 'sent' || state === 'delivered')) return null;
  const why = relevant.some(({ state }) => state === 'queued')
    ? 'trying'
    : relevant.length > 0
      ? 'failed'
      : 'no_channel';
  if (why === 'no_channel' && !hasChanged) return null;
  if (why === 'trying' && relevant.every(({ attempts }) => attempts === 0)) return null;
  const { id: ticketId, series, number, people, sealedName } = ticket;
  return {
    ticketId,
    label: series && number !== null ? ticketLabel({ series, number }) : null,
    people,
    name: sealedName === null ? null : keys.open(sealedName),
    why,
    kind: relevant.at(-1)?.kind ?? null,
    ways: kept.map(({ channel, sealed }) => ({ channel, address: channel === 'push' ? null : keys.open(sealed) })),
    toldAt: await toldAt(ctx, ticketId, relevant.at(-1)?.createdAt ?? 0),
  };
}

async function toldAt({ db, zone }: Context, ticketId: string, since: number): Promise<string | null> {
  const rows = await db
    .select({ at: ticketEvents.receivedAt })
    .from(ticketEvents)
    .where(and(eq(ticketEvents.ticketId, ticketId), eq(ticketEvents.what, TOLD_BY_PHONE)));
  const at = rows.map((row) => row.at).filter((each) => each >= since);
  return at.length === 0 ? null : instantOf(Math.max(...at), zone);
}
