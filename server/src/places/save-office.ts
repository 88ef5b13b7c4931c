import type { OfficeName } from '@jemput/shared/places/office';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { office } from '../db/schema/places.ts';

const ONLY_ROW = 1;

/** Names the office; a demo stays marked as one. */
export async function saveOffice(ctx: Context, { name, regencyCode }: OfficeName): Promise<void> {
  requirePermission(ctx, 'places.write');
  await inTransaction(ctx, async (tx) => {
    await tx
      .insert(office)
      .values({ id: ONLY_ROW, name, regencyCode, demo: false, progress: [] })
      .onConflictDoUpdate({ target: office.id, set: { name, regencyCode } });
    await recordAct(tx, ctx, 'places.saveOffice', 'office', { name, regencyCode });
  });
}
