import { randomUUID } from 'node:crypto';
import type { Pause } from '@jemput/shared/sessions/session';
import { placeAndTime, sameKits, sameTimes, type TimetableChanges } from '@jemput/shared/sessions/timetable-changes';
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
  const pairs = [...changes.moved, ...changes.changedKits, ...changes.changedHours];
  const altered = new Map(pairs.map((pair) => [pair.from.id, pair]));
  for (const { from, to } of altered.values()) await alter(ctx, from, to, reason);
  for (const from of changes.cancelled) {
    const called = { what: 'cancelled' as const, from: from.status, to: 'cancelled' };
    await record(ctx, from, { told: [called], promise: { status: 'cancelled' }, reason });
  }
  const unchanged = changes.unchanged.map(({ from }) => from.id);
  await touch(tx, unchanged, ctx.now());
  const touched = [...added, ...altered.keys()];
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
  ctx: Pick<Context, 'db' | 'now' | 'zone'>,
  from: Promised,
  to: Wanted,
  reason: string,
): Promise<void> {
  const isMoved = placeAndTime(from) !== placeAndTime(to);
  const { startsAt, endsAt, pauses, capacity } = to;
  // Where only the rests are others, nothing else changes.
  const hours = sameTimes(from, to) ? { pauses } : { pauses, startsAt, endsAt, capacity };
  const other = sameKits(from, to) ? hours : { ...hours, ...meansOf(to) };
  const promise = isMoved ? { ...placeOf(to), status: 'moved' as const } : other;
  await record(ctx, from, { told: toldOf(from, to, ctx.zone), promise, reason });
  if (sameKits(from, to)) return;
  await ctx.db.delete(sessionKits).where(eq(sessionKits.sessionId, from.id));
  if (to.kitIds.length === 0) return;
  await ctx.db.insert(sessionKits).values(to.kitIds.map((kitId) => ({ sessionId: from.id, kitId })));
}

type ToldChange = Pick<typeof sessionChanges.$inferInsert, 'what' | 'from' | 'to'>;

/** What a session's change is told as, a move last: the others say what was promised before it. On another date the rests are those of its sun. */
function toldOf(from: Promised, to: Wanted, zone: string): ToldChange[] {
  const [oldPlace, newPlace] = [placeAndTime(from), placeAndTime(to)];
  const [oldHours, newHours] = [hoursSaid(from, zone), hoursSaid(to, zone)];
  const [oldRests, newRests] = [pausesSaid(from.pauses), pausesSaid(to.pauses)];
  const told: ToldChange[] = [];
  if (!sameKits(from, to)) told.push({ what: 'kits', from: from.kitIds.join(), to: to.kitIds.join() });
  if (oldHours !== newHours) told.push({ what: 'hours', from: oldHours, to: newHours });
  else if (oldPlace === newPlace && oldRests !== newRests) {
    told.push({ what: 'pauses', from: oldRests, to: newRests });
  }
  if (oldPlace !== newPlace) told.push({ what: 'moved', from: oldPlace, to: newPlace });
  return told;
}

async function record(
  { db: tx, now }: Pick<Context, 'db' | 'now'>,
  { id, sequence }: Promised,
  { told, promise, reason }: { told: ToldChange[]; promise: Partial<typeof sessions.$inferInsert>; reason: string },
): Promise<void> {
  const at = now();
  await tx
    .update(sessions)
    .set({ ...promise, sequence: sequence + told.length, checkedAt: at })
    .where(eq(sessions.id, id));
  for (const [before, change] of told.entries()) {
    await tx.insert(sessionChanges).values({ sessionId: id, sequence: sequence + before + 1, at, ...change, reason });
  }
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
