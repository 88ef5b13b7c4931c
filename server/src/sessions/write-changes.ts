import { randomUUID } from 'node:crypto';
import type { ChangedField, Pause, SessionStatus } from '@jemput/shared/sessions/session';
import { placeAndTime, sameTimes, type TimetableChanges } from '@jemput/shared/sessions/timetable-changes';
import { eq, inArray } from 'drizzle-orm';
import { ensureQueues } from '../bookings/ensure-queues.ts';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import { sessionChanges, sessionKits, sessions } from '../db/schema/sessions.ts';
import type { Former } from '../following/follow-moved.ts';
import type { SessionsChanged } from '../following/follow-session.ts';
import { assignCrew } from './assign-crew.ts';
import { type Promised, type Wanted, wallHours } from './planned-changes.ts';

/** Few enough for SQLite's limit of bound values in one statement. */
const CHUNK = 200;

/**
 * Writes a publication into sessions, their kits and crews, their queues, and the public log. Forecasts are the caller's to refresh; after that
 * `followSessions` is to be given what is returned.
 */
export async function writeChanges(
  ctx: Pick<Context, 'db' | 'now' | 'zone' | 'keys'>,
  changes: TimetableChanges<Promised, Wanted>,
  reason: string,
): Promise<SessionsChanged> {
  const { db: tx } = ctx;
  const added = await addSessions(ctx, changes.added, reason);
  for (const { from, to } of changes.moved) {
    await alter(ctx, from, { what: 'moved', from: placeAndTime(from), to: placeAndTime(to), reason }, 'moved', to);
  }
  for (const { from, to } of changes.changedKits) {
    const kits = { from: from.kitIds.join(), to: to.kitIds.join() };
    await alter(ctx, from, { what: 'kits', ...kits, reason }, from.status, to);
  }
  const sequenceOf = new Map(changes.changedKits.map(({ from }) => [from.id, from.sequence + 1]));
  for (const { from, to } of changes.changedHours) {
    const sequence = sequenceOf.get(from.id) ?? from.sequence;
    await alterHours(ctx, { ...from, sequence }, to, reason);
  }
  for (const from of changes.cancelled) {
    await alter(ctx, from, { what: 'cancelled', from: from.status, to: 'cancelled', reason }, 'cancelled');
  }
  const unchanged = changes.unchanged.map(({ from }) => from.id);
  await touch(tx, unchanged, ctx.now());
  const altered = [...changes.moved, ...changes.changedKits, ...changes.changedHours].map(({ from }) => from.id);
  const touched = [...new Set([...added, ...altered])];
  await assignCrew(tx, [...touched, ...unchanged]);
  await ensureQueues(ctx, touched);
  return { moved: formersOf(changes), cancelled: changes.cancelled.map(({ id }) => id) };
}

/** One for each session: whoever holds a number is asked again where it begins or ends at another time, and not for other rests or kits. */
function formersOf({ moved, changedKits, changedHours }: TimetableChanges<Promised, Wanted>): Former[] {
  const retimed = [...moved, ...changedHours.filter(({ from, to }) => !sameTimes(from, to))];
  const known = new Set(retimed.map(({ from }) => from.id));
  const others = new Map([...changedKits, ...changedHours].map(({ from }) => [from.id, from]));
  return [
    ...retimed.map(({ from }) => formerOf(from, true)),
    ...[...others.values()].filter(({ id }) => !known.has(id)).map((from) => formerOf(from, false)),
  ];
}

function formerOf({ id, venueId, date, startsAt }: Promised, isMoved: boolean): Former {
  return { sessionId: id, venueId, date, startsAt, isMoved };
}

async function addSessions(ctx: Pick<Context, 'db' | 'now'>, wanted: Wanted[], reason: string): Promise<string[]> {
  const added = wanted.map((session) => ({ id: randomUUID(), session }));
  for (let start = 0; start < added.length; start += CHUNK) {
    const part = added.slice(start, start + CHUNK);
    await ctx.db.insert(sessions).values(
      part.map(({ id, session }) => ({
        id,
        ...placeOf(session),
        status: 'scheduled' as const,
        ...expectedOf(session),
        crowd: 'normal' as const,
        checkedAt: ctx.now(),
      })),
    );
    await ctx.db.insert(sessionChanges).values(
      part.map(({ id: sessionId, session }) => ({
        sessionId,
        sequence: 0,
        at: ctx.now(),
        what: 'published' as const,
        from: null,
        to: placeAndTime(session),
        reason,
      })),
    );
    const kits = part.flatMap(({ id, session }) => session.kitIds.map((kitId) => ({ sessionId: id, kitId })));
    if (kits.length > 0) await ctx.db.insert(sessionKits).values(kits);
  }
  return added.map(({ id }) => id);
}

function placeOf(session: Wanted) {
  const { venueId, slotId, date, startsAt, endsAt, pauses, counter } = session;
  const ofCounter = counter && { counterId: counter.id, service: counter.service };
  return { venueId, slotId, date, startsAt, endsAt, pauses, ...ofCounter, ...meansOf(session) };
}

/** A counter is taken to be as full as it can be; all else is forecast after it is written. */
export function expectedOf({ counter, capacity }: Wanted) {
  const mean = counter ? capacity : 0;
  return { expectedMean: mean, expectedLow: counter ? Math.round(mean / 2) : 0, expectedHigh: mean };
}

/** What other kits change; where the hours are others by now too, these change with them. */
export function meansOf({ capacity, kitIds, counter }: Wanted) {
  return { capacity, kits: counter?.desks ?? kitIds.length };
}

async function alter(
  { db: tx, now }: Pick<Context, 'db' | 'now'>,
  session: Promised,
  change: { what: ChangedField; from: string; to: string; reason: string },
  status: SessionStatus,
  to?: Wanted,
): Promise<void> {
  const sequence = session.sequence + 1;
  const promise = to && change.what === 'moved' ? placeOf(to) : to && meansOf(to);
  await tx
    .update(sessions)
    .set({ ...promise, status, sequence, checkedAt: now() })
    .where(eq(sessions.id, session.id));
  await tx.insert(sessionChanges).values({ sessionId: session.id, sequence, at: now(), ...change });
  if (!to || to.kitIds.join() === session.kitIds.join()) return;
  await tx.delete(sessionKits).where(eq(sessionKits.sessionId, session.id));
  if (to.kitIds.length === 0) return;
  await tx.insert(sessionKits).values(to.kitIds.map((kitId) => ({ sessionId: session.id, kitId })));
}

/** Other hours bring their own rests and capacity; where only the rests are others, nothing else changes. */
async function alterHours(
  ctx: Pick<Context, 'db' | 'now' | 'zone'>,
  session: Promised,
  to: Wanted,
  reason: string,
): Promise<void> {
  const isTimes = !sameTimes(session, to);
  const said = (one: Promised | Wanted) => (isTimes ? hoursSaid(one, ctx.zone) : pausesSaid(one.pauses));
  const sequence = session.sequence + 1;
  const { startsAt, endsAt, pauses, capacity } = to;
  await ctx.db
    .update(sessions)
    .set({ pauses, ...(isTimes ? { startsAt, endsAt, capacity } : {}), sequence, checkedAt: ctx.now() })
    .where(eq(sessions.id, session.id));
  const change = {
    what: isTimes ? ('hours' as const) : ('pauses' as const),
    from: said(session),
    to: said(to),
    reason,
  };
  await ctx.db.insert(sessionChanges).values({ sessionId: session.id, sequence, at: ctx.now(), ...change });
}

function hoursSaid(session: Promised | Wanted, zone: string): string {
  const { start, end } = wallHours(session, zone);
  return `${start}-${end}`;
}

/** `maghrib HH:mm-HH:mm, isya HH:mm-HH:mm`; null where there is none. */
function pausesSaid(pauses: readonly Pause[]): string | null {
  return pauses.map(({ what, start, end }) => `${what} ${start}-${end}`).join(', ') || null;
}

async function touch(tx: Database, ids: string[], checkedAt: number): Promise<void> {
  for (let start = 0; start < ids.length; start += CHUNK) {
    await tx
      .update(sessions)
      .set({ checkedAt })
      .where(inArray(sessions.id, ids.slice(start, start + CHUNK)));
  }
}
