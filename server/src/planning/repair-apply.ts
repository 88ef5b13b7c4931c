import type { ApplyRepair } from '@jemput/shared/planning/repair/repair-request';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { closeVenue } from '../places/close-venue.ts';
import { addOutage } from '../places/outages.ts';
import { storeDraft } from './save-draft.ts';

/**
 * Notes the kit's outage or the venue's closed days and saves the repaired draft, both or neither. Residents see nothing
 * of it until it is published.
 *
 * @throws Conflict where the draft was changed meanwhile; Invalid where the draft breaks a rule or a name is unknown
 */
export async function applyRepair(
  ctx: Context,
  { disruption, reason, ...draft }: ApplyRepair,
): Promise<{ revision: number }> {
  requirePermission(ctx, 'plans.write');
  requirePermission(ctx, 'places.write');
  return inTransaction(ctx, async (tx) => {
    const within = { ...ctx, db: tx };
    if (disruption?.kind === 'kit-fails') {
      const { kit: kitId, from: startDate, until: endDate } = disruption;
      await addOutage(within, { kitId, startDate, endDate, reason });
    } else if (disruption) {
      const { venue, from, until } = disruption;
      await closeVenue(within, { venueId: venue, from, until, reason });
    }
    const stored = await storeDraft(within, draft);
    await recordAct(tx, ctx, 'planning.applyRepair', draft.planId, { disruption, reason });
    return stored;
  });
}
