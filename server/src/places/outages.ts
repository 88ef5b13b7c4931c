import { randomUUID } from 'node:crypto';
import type { Outage } from '@jemput/shared/kits/kit';
import { asc, eq } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { outages } from '../db/schema/places.ts';
import { NotFound } from '../errors.ts';
import { refuseFaults, unknownFault } from './known-references.ts';

export async function listOutages(ctx: Pick<Context, 'db'>): Promise<(Outage & { id: string })[]> {
  return ctx.db.select().from(outages).orderBy(asc(outages.startDate), asc(outages.id));
}

/** @throws Invalid where the kit is unknown */
export async function saveOutage(ctx: Context, outage: Outage): Promise<{ id: string }> {
  requirePermission(ctx, 'places.write');
  return inTransaction(ctx, (tx) => addOutage({ ...ctx, db: tx }, outage));
}

/** The same inside a transaction that is under way. @throws Invalid where the kit is unknown */
export async function addOutage(ctx: Pick<Context, 'db' | 'now' | 'actor'>, outage: Outage): Promise<{ id: string }> {
  const id = randomUUID();
  refuseFaults('The outage', await unknownFault(ctx.db, 'kit', outage.kitId, '/kitId'));
  await ctx.db.insert(outages).values({ id, ...outage });
  await recordAct(ctx.db, ctx, 'places.saveOutage', id, outage);
  return { id };
}

/** @throws NotFound */
export async function removeOutage(ctx: Context, { id }: { id: string }): Promise<void> {
  requirePermission(ctx, 'places.write');
  await inTransaction(ctx, async (tx) => {
    const [removed] = await tx.delete(outages).where(eq(outages.id, id)).returning();
    if (!removed) throw new NotFound(`There is no outage ${id}.`);
    await recordAct(tx, ctx, 'places.removeOutage', id, removed);
  });
}
