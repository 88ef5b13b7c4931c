import { addDays, dateRange } from '@jemput/shared/calendar/local-date';
import type { Opening } from '@jemput/shared/places/venue';
import type { DraftStint } from '@jemput/shared/planning/draft';
import type { AcceptRequest } from '@jemput/shared/planning/explain/explain-request';
import { NEW_PLACE_KITS, type SessionRequest } from '@jemput/shared/planning/explain/fit-request';
import { eq } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { openings, pools, venues } from '../db/schema/places.ts';
import { Invalid, NotFound } from '../errors.ts';
import { savePool } from '../places/pools.ts';
import { saveVenue } from '../places/save-venue.ts';
import { nearestArea } from './fit-request.ts';
import { storeDraft } from './save-draft.ts';

/**
 * Takes a window for a request into the draft, pinned: it is promised to who asked. A new place gets a pool and a venue,
 * a known one the people and the dates that it lacks. All of it or nothing.
 *
 * @throws Conflict where the draft was changed meanwhile; Invalid where it would break a rule; NotFound
 */
export function acceptRequest(
  ctx: Context,
  { planId, revision, request, stint, stints }: AcceptRequest,
): Promise<{ revision: number; venue: string }> {
  requirePermission(ctx, 'plans.write');
  requirePermission(ctx, 'places.write');
  return inTransaction(ctx, async (tx) => {
    const within = { ...ctx, db: tx };
    const venue = 'venue' in request.place ? request.place.venue : await makePlace(within, request);
    if ('venue' in request.place) await addPeople(within, venue, request.people);
    await openOn(tx, venue, stint);
    const taken = { ...stint, venue, pinned: true };
    const stored = await storeDraft(within, { planId, revision, stints: [...stints, taken] });
    await recordAct(tx, ctx, 'planning.acceptRequest', planId, { request, venue });
    return { revision: stored.revision, venue };
  });
}

async function makePlace(ctx: Context, { place, people }: SessionRequest): Promise<string> {
  if ('venue' in place) return place.venue;
  const { name, kind, lat, lon } = place;
  const areaCode = await nearestArea(ctx.db, place);
  if (areaCode === undefined) {
    const message = 'must be near a place that the office knows';
    throw new Invalid('The place cannot be added.', [{ field: '/place', value: name, code: 'unknown', message }]);
  }
  const id = await freeId(ctx.db, name);
  await savePool(ctx, { id, name, areaCode, eligible: people, remaining: people, minSessions: 0 });
  const contact = { address: '', contactName: '', contactPhone: '' };
  const venue = { id, name, kind, poolId: id, areaCode, lat, lon, maxKits: NEW_PLACE_KITS, active: true, openings: {} };
  await saveVenue(ctx, { ...venue, ...contact });
  return id;
}

/** "SMA Negeri 4" → `sma-negeri-4`, with a number where that is taken. */
async function freeId(db: Database, name: string): Promise<string> {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50);
  const base = plain === '' ? 'permintaan' : plain;
  const known = [
    ...(await db.select({ id: pools.id }).from(pools)),
    ...(await db.select({ id: venues.id }).from(venues)),
  ];
  const taken = new Set(known.map(({ id }) => id));
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}-${number}`;
  return id;
}

async function addPeople(ctx: Context, venueId: string, people: number): Promise<void> {
  const [row] = await ctx.db
    .select({ pool: pools })
    .from(venues)
    .innerJoin(pools, eq(pools.id, venues.poolId))
    .where(eq(venues.id, venueId))
    .limit(1);
  if (!row) throw new NotFound(`There is no venue ${venueId}.`);
  const { pool } = row;
  if (pool.remaining >= people) return;
  await savePool(ctx, { ...pool, remaining: people, eligible: Math.max(pool.eligible, people) });
}

/** The venue is open on the stint's dates in its slot from now on, where it was not. */
async function openOn(db: Database, venueId: string, { slot, start, days }: DraftStint): Promise<void> {
  const rows = await db.select().from(openings).where(eq(openings.venueId, venueId));
  const before: Opening = rows.find(({ slotId }) => slotId === slot)?.rule ?? { weekdays: [], except: [], also: [] };
  const dates = dateRange(start, addDays(start, days - 1)).filter((date) => !before.also.includes(date));
  const rule = { ...before, also: [...before.also, ...dates].sort() };
  await db
    .insert(openings)
    .values({ venueId, slotId: slot, rule })
    .onConflictDoUpdate({ target: [openings.venueId, openings.slotId], set: { rule } });
}
