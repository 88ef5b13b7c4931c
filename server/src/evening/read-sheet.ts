import { isOpen, isSilent, keptForAnother } from '@jemput/shared/bookings/desk-lease';
import type { Evening, EveningTicket } from '@jemput/shared/bookings/evening';
import type { AskSheet } from '@jemput/shared/bookings/evening-batch';
import type {
  EveningCounts,
  EveningSheet,
  MyDesk,
  SheetDesk,
  SheetTicket,
} from '@jemput/shared/bookings/evening-sheet';
import { callable, inOrder } from '@jemput/shared/bookings/line-order';
import { endedStates, ticketLabel } from '@jemput/shared/bookings/ticket';
import { instantOf } from '@jemput/shared/calendar/time-zone';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { requireMayServe, type ServedSession } from '../bookings/may-serve.ts';
import type { Context } from '../context.ts';
import { desks, ticketEvents, tickets } from '../db/schema/bookings.ts';
import { reports } from '../db/schema/field.ts';
import { venues } from '../db/schema/places.ts';
import { user } from '../db/schema/staff.ts';
import { NotFound } from '../errors.ts';
import { displayPath } from './display-token.ts';
import { loadEvening } from './load-evening.ts';
import { sheetEstimates } from './sheet-estimates.ts';
import { whyNotNow } from './why-not.ts';

const ENDED_SHOWN = 5;

/**
 * All that a desk needs, names of those who still can be called with it.
 *
 * @throws NotFound where the session gives no numbers, Forbidden where it is not theirs
 */
export async function readSheet(ctx: Context, { sessionId, deviceId }: AskSheet): Promise<EveningSheet> {
  const session = await requireMayServe(ctx, sessionId);
  const evening = await loadEvening(ctx, session);
  if (!evening) throw new NotFound(`No numbers are called at the session ${session.id}.`);
  return sheetOf(ctx, session, evening, deviceId);
}

/** The same of an evening just read or written. */
export async function sheetOf(
  ctx: Context,
  session: ServedSession,
  evening: Evening,
  deviceId: string,
): Promise<EveningSheet> {
  const now = ctx.now();
  const line = inOrder(evening.tickets);
  const ended = evening.tickets
    .filter(({ state, endedAt }) => endedAt !== null && endedStates.includes(state))
    .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
    .slice(0, ENDED_SHOWN);
  const names = await namesOf(ctx, [...line, ...ended]);
  const mine = mineOf(evening, deviceId);
  const shown = (ticket: EveningTicket): SheetTicket => {
    const keptFor = keptForAnother(evening.desks, mine?.letter, ticket.id);
    return { ...ticket, label: ticketLabel(ticket), name: names.get(ticket.id) ?? null, keptFor };
  };
  return {
    session: await sheetSession(ctx, session),
    closedFor: whyNotNow(ctx, session) ?? (evening.closedAt === null ? null : 'evening_over'),
    displayPath: displayPath(ctx.secret, session.id),
    desks: await sheetDesks(ctx, session.id, evening),
    mine,
    line: line.map(shown),
    ended: ended.map(shown),
    next: callable(line.map(shown), now).flatMap(({ id, keptFor }) => (keptFor === null ? [id] : [])),
    counts: { ...countsOf(evening.tickets), refused: await refusedPeople(ctx, session.id) },
    estimates: await sheetEstimates(ctx, session.id, evening.tickets),
    rule: evening.rule,
    fullSince: evening.fullSince === null ? null : instantOf(evening.fullSince, ctx.zone),
    report: await closeReport(ctx, session.id),
    asOf: now,
  };
}

async function sheetSession({ db, zone }: Context, session: ServedSession): Promise<EveningSheet['session']> {
  const { id, date, startsAt, endsAt, status, service, kits, venueId } = session;
  const [venue] = await db.select({ name: venues.name }).from(venues).where(eq(venues.id, venueId));
  const iso = (seconds: number) => instantOf(seconds * 1000, zone);
  const hours = { date, startsAt: iso(startsAt), endsAt: iso(endsAt) };
  return { id, venueName: venue?.name ?? venueId, ...hours, status, service, kits };
}

async function namesOf({ db, keys }: Context, of: readonly { id: string }[]): Promise<Map<string, string>> {
  const rows = await db
    .select({ id: tickets.id, sealedName: tickets.sealedName })
    .from(tickets)
    .where(
      inArray(
        tickets.id,
        of.map(({ id }) => id),
      ),
    );
  const opened = rows.map(({ id, sealedName }) => [id, sealedName === null ? null : keys.open(sealedName)] as const);
  return new Map(opened.flatMap(([id, name]) => (name === null ? [] : [[id, name]])));
}

async function sheetDesks({ db, now }: Context, sessionId: string, evening: Evening): Promise<SheetDesk[]> {
  const rows = await db
    .select({ letter: desks.letter, userName: user.name })
    .from(desks)
    .leftJoin(user, eq(user.id, desks.userId))
    .where(eq(desks.sessionId, sessionId));
  const nameOf = new Map(rows.map(({ letter, userName }) => [letter, userName ?? '']));
  const waiting = new Set(evening.tickets.filter(({ state }) => state === 'held').map(({ id }) => id));
  return evening.desks.map((desk) => ({
    letter: desk.letter,
    openedAt: desk.openedAt,
    seenAt: desk.seenAt,
    closedAt: desk.closedAt,
    userName: nameOf.get(desk.letter) ?? '',
    silent: isSilent(desk, now()),
    keptFor: new Set(desk.leases.flatMap(({ ticketIds }) => ticketIds.filter((id) => waiting.has(id)))).size,
  }));
}

function mineOf({ desks: all, tickets: of }: Evening, deviceId: string): MyDesk | null {
  const desk = all.find((other) => other.deviceId === deviceId);
  if (!desk || !isOpen(desk)) return null;
  const lease = desk.leases.at(-1);
  return {
    letter: desk.letter,
    calling: of.find(({ state, desk: letter }) => state === 'called' && letter === desk.letter)?.id ?? null,
    lastNumber: Math.max(0, ...of.filter(({ series }) => series === desk.letter).map(({ number }) => number)),
    leaseNo: lease?.no ?? 0,
    leased: lease?.ticketIds ?? [],
  };
}

function countsOf(of: readonly EveningTicket[]): Omit<EveningCounts, 'refused'> {
  const people = (some: (ticket: EveningTicket) => boolean) =>
    of.filter(some).reduce((sum, ticket) => sum + ticket.people, 0);
  const inState = (state: EveningTicket['state']) => people((ticket) => ticket.state === state);
  return {
    served: inState('served'),
    waiting: inState('held'),
    here: people(({ state, arrivedAt }) => state === 'held' && arrivedAt !== null),
    parked: inState('parked'),
    skipped: inState('skipped'),
    absent: inState('absent'),
    leftUnserved: inState('left_unserved'),
    walkIns: people(({ origin }) => origin === 'walk_in'),
  };
}

async function refusedPeople({ db }: Context, sessionId: string): Promise<number> {
  const [row] = await db
    .select({ people: sql<number>`coalesce(sum(cast(${ticketEvents.reason} as integer)), 0)` })
    .from(ticketEvents)
    .where(and(eq(ticketEvents.sessionId, sessionId), eq(ticketEvents.what, 'refused:no_more_servable')));
  return row?.people ?? 0;
}

async function closeReport({ db, zone }: Context, sessionId: string): Promise<EveningSheet['report']> {
  const [row] = await db
    .select()
    .from(reports)
    .where(and(eq(reports.sessionId, sessionId), eq(reports.kind, 'closed')))
    .limit(1);
  if (!row) return null;
  return { served: row.served ?? 0, turnedAway: row.turnedAway, receivedAt: instantOf(row.receivedAt, zone) };
}
