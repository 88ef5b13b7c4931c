import type { Pool } from '@jemput/shared/places/venue';
import { asc } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { pools } from '../db/schema/places.ts';
import type { Fault } from '../errors.ts';
import { refuseFaults, unknownFault } from './known-references.ts';

export async function listPools(ctx: Pick<Context, 'db'>): Promise<Pool[]> {
  return ctx.db.select().from(pools).orderBy(asc(pools.name), asc(pools.id));
}

function moreThanEligible({ remaining, eligible }: Pool): Fault[] {
  if (remaining <= eligible) return [];
  const message = `remaining must be at most eligible (${eligible}), got ${remaining}.`;
  return [{ field: '/remaining', value: remaining, code: 'above_eligible', message }];
}

/** Makes the pool, or replaces the one with that id. @throws Invalid with every fault */
export async function savePool(ctx: Context, pool: Pool): Promise<{ id: string }> {
  requirePermission(ctx, 'places.write');
  await inTransaction(ctx, async (tx) => {
    const faults = [...moreThanEligible(pool), ...(await unknownFault(tx, 'area', pool.areaCode, '/areaCode'))];
    refuseFaults(`Pool ${pool.id}`, faults);
    await tx.insert(pools).values(pool).onConflictDoUpdate({ target: pools.id, set: pool });
    await recordAct(tx, ctx, 'places.savePool', pool.id, pool);
  });
  return { id: pool.id };
}
