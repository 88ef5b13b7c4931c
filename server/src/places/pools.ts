import type { Pool } from '@jemput/shared/places/venue';
import { asc, eq } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { pools } from '../db/schema/places.ts';
import type { Fault } from '../errors.ts';
import { forecastAnew } from '../forecast/forecast-anew.ts';
import { countAsEntered, enterComeOfAge } from './enter-come-of-age.ts';
import { refuseFaults, unknownFault } from './known-references.ts';

export async function listPools(ctx: Pick<Context, 'db'>): Promise<Pool[]> {
  return ctx.db.select().from(pools).orderBy(asc(pools.name), asc(pools.id));
}

function moreThanEligible({ remaining, eligible }: Pool): Fault[] {
  if (remaining <= eligible) return [];
  const message = `remaining must be at most eligible (${eligible}), got ${remaining}.`;
  return [{ field: '/remaining', value: remaining, code: 'above_eligible', message }];
}

/**
 * Makes the pool, or replaces the one with that id. New counts of people have in them whoever has come of age, and
 * coming sessions are forecast anew.
 *
 * @throws Invalid with every fault
 */
export async function savePool(ctx: Context, pool: Pool): Promise<{ id: string }> {
  requirePermission(ctx, 'places.write');
  await inTransaction(ctx, async (tx) => {
    const faults = [...moreThanEligible(pool), ...(await unknownFault(tx, 'area', pool.areaCode, '/areaCode'))];
    refuseFaults(`Pool ${pool.id}`, faults);
    const within = { ...ctx, db: tx };
    const isCountedAnew = await hasOtherCounts(tx, pool);
    if (isCountedAnew) {
      await enterComeOfAge(within);
      await countAsEntered(within, [pool.id]);
    }
    await tx.insert(pools).values(pool).onConflictDoUpdate({ target: pools.id, set: pool });
    if (isCountedAnew) await forecastAnew(within);
    await recordAct(tx, ctx, 'places.savePool', pool.id, pool);
  });
  return { id: pool.id };
}

async function hasOtherCounts(tx: Database, { id, eligible, remaining }: Pool): Promise<boolean> {
  const [standing] = await tx.select().from(pools).where(eq(pools.id, id)).limit(1);
  return standing?.eligible !== eligible || standing.remaining !== remaining;
}
