import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { and, asc, eq, gt, gte, inArray, notInArray } from 'drizzle-orm';
import { readQueueSettings } from '../bookings/read-settings.ts';
import { readCalendar } from '../calendar/read-calendar.ts';
import type { Context } from '../context.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { counters } from '../db/schema/counters.ts';
import { slots, venues } from '../db/schema/places.ts';
import { sessions } from '../db/schema/sessions.ts';
import { type Former, followMoved } from '../following/follow-moved.ts';
import { followSessions } from '../following/follow-session.ts';
import { changeable, type Promised, type Wanted } from '../sessions/planned-changes.ts';
import { expectedOf, meansOf, writeChanges } from '../sessions/write-changes.ts';
import { counterDays } from './counter-days.ts';

const reasons = { open: 'Loket buka pada hari kerja.', closed: 'Loket tutup pada tanggal ini.' };

/**
 * Promises the open days of every counter for the next four weeks; days on which one is closed by now are cancelled, with all that follows for
 * whoever holds a number. Doing it twice changes nothing.
 */
export async function extendCounters(ctx: Context): Promise<{ added: number; cancelled: number }> {
  const [any] = await ctx.db.select({ id: counters.id }).from(counters).limit(1);
  if (!any) return { added: 0, cancelled: 0 };
  return inTransaction(ctx, (tx) => extendWithin({ ...ctx, db: tx }));
}

/** The same in the caller's transaction. @param closedFor why days are taken back */
export async function extendWithin(ctx: Context, closedFor: string = reasons.closed) {
  const { db: tx, now, zone } = ctx;
  const today = localDateAt(now(), zone);
  const calendar = await readCalendar(tx);
  const places = await tx
    .select({ counter: counters, poolId: venues.poolId, start: slots.startTime, end: slots.endTime })
    .from(counters)
    .innerJoin(venues, eq(venues.id, counters.venueId))
    .innerJoin(slots, eq(slots.id, counters.slotId))
    .orderBy(asc(counters.id));
  const wanted = places.flatMap((place) => counterDays(place, { today, calendar, zone }));
  const keyOf = (date: string, counterId: string | null | undefined) => `${counterId} ${date}`;
  const open = new Set(wanted.map(({ date, counter }) => keyOf(date, counter?.id)));
  const known = await readDays(tx, today);
  const stand = new Set(known.map(({ date, counterId }) => keyOf(date, counterId)));
  const added = wanted.filter(
    ({ date, startsAt, counter }) => startsAt * 1000 > now() && !stand.has(keyOf(date, counter?.id)),
  );
  const poolOf = new Map(places.map(({ counter, poolId }) => [counter.id, poolId]));
  const cancelled = known
    .filter((row) => row.startsAt * 1000 > now() && changeable.includes(row.status))
    .filter(({ date, counterId }) => !open.has(keyOf(date, counterId)))
    .map((row): Promised => ({ ...row, poolId: poolOf.get(row.counterId ?? '') ?? '', kitIds: [] }));
  const none = { moved: [], changedKits: [], changedHours: [], unchanged: [] };
  if (added.length > 0) await writeChanges(ctx, { ...none, added, cancelled: [] }, reasons.open);
  const closed = await writeChanges(ctx, { ...none, added: [], cancelled }, closedFor);
  // Whoever is taken elsewhere finds the other days as they will stand.
  await keepMeans(ctx, wanted);
  await followSessions(ctx, closed);
  return { added: added.length, cancelled: cancelled.length };
}

/** A day that was called off is promised anew by a session of its own. */
function readDays(tx: Database, today: string) {
  return tx
    .select()
    .from(sessions)
    .where(
      and(
        inArray(sessions.counterId, tx.select({ id: counters.id }).from(counters)),
        gte(sessions.date, today),
        notInArray(sessions.status, ['cancelled']),
      ),
    );
}

/**
 * Other desks or another pace change what the days to come can do; their hours stay as promised, and who holds a number keeps it. Numbers that
 * are given out already are fitted to it as an evening's are when its kits change.
 */
async function keepMeans(ctx: Context, wanted: Wanted[]): Promise<void> {
  const settings = await readQueueSettings(ctx);
  for (const [counterId, day] of new Map(wanted.map((one) => [one.counter?.id ?? '', one]))) {
    // Whoever is offered another day finds it with its own new means.
    for (const former of await changeMeans(ctx, counterId, day)) {
      await followMoved(ctx, former, { settings, cause: `means:${former.sessionId}:${ctx.now()}` });
    }
  }
}

/** Each day by its own hours: the slot may have others than it was promised with. @returns the days that changed */
async function changeMeans({ db: tx, now }: Context, counterId: string, day: Wanted): Promise<Former[]> {
  const isComing = and(gt(sessions.startsAt, Math.floor(now() / 1000)), inArray(sessions.status, [...changeable]));
  const coming = await tx
    .select()
    .from(sessions)
    .where(and(eq(sessions.counterId, counterId), isComing));
  const changed: Former[] = [];
  for (const { id: sessionId, venueId, date, startsAt, endsAt, ...held } of coming) {
    const share = (endsAt - startsAt) / (day.endsAt - day.startsAt);
    const inItsHours = { ...day, capacity: Math.floor(day.capacity * share + 1e-9) };
    const { kits, capacity } = meansOf(inItsHours);
    if (held.kits === kits && held.capacity === capacity) continue;
    await tx
      .update(sessions)
      .set({ kits, capacity, ...expectedOf(inItsHours) })
      .where(eq(sessions.id, sessionId));
    changed.push({ sessionId, venueId, date, startsAt, isMoved: false });
  }
  return changed;
}
