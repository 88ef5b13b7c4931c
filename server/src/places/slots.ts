import type { Slot } from '@jemput/shared/places/slot';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { slots } from '../db/schema/places.ts';

/** What an office begins with; the hours are for planners to change. */
const standardSlots: readonly Slot[] = [
  { id: 'pagi', name: 'Pagi', startTime: '08:00', endTime: '12:00' },
  { id: 'siang', name: 'Siang', startTime: '13:00', endTime: '16:00' },
  { id: 'malam', name: 'Sore–malam', startTime: '16:00', endTime: '21:00' },
];

/** Gives an office without slots the standard ones, as venues cannot be opened or imported without. */
export async function ensureSlots(ctx: Pick<Context, 'db'>): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    if ((await tx.$count(slots)) === 0) await tx.insert(slots).values([...standardSlots]);
  });
}

/** Makes the slot, or replaces the one with that id; sessions already published keep their hours. */
export async function saveSlot(ctx: Context, slot: Slot): Promise<{ id: string }> {
  requirePermission(ctx, 'places.write');
  await inTransaction(ctx, async (tx) => {
    await tx.insert(slots).values(slot).onConflictDoUpdate({ target: slots.id, set: slot });
    await recordAct(tx, ctx, 'places.saveSlot', slot.id, slot);
  });
  return { id: slot.id };
}
