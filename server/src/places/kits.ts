import type { Kit } from '@jemput/shared/kits/kit';
import { asc } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { kits } from '../db/schema/places.ts';
import { offMapFault, refuseFaults } from './known-references.ts';

export async function listKits(ctx: Pick<Context, 'db'>): Promise<Kit[]> {
  return ctx.db.select().from(kits).orderBy(asc(kits.name), asc(kits.id));
}

/** Makes the kit, or replaces the one with that id. @throws Invalid where its base is off the map */
export async function saveKit(ctx: Context, kit: Kit): Promise<{ id: string }> {
  requirePermission(ctx, 'places.write');
  refuseFaults(`Kit ${kit.id}`, offMapFault({ lat: kit.baseLat, lon: kit.baseLon }, '/baseLat'));
  await inTransaction(ctx, async (tx) => {
    await tx.insert(kits).values(kit).onConflictDoUpdate({ target: kits.id, set: kit });
    await recordAct(tx, ctx, 'places.saveKit', kit.id, kit);
  });
  return { id: kit.id };
}
