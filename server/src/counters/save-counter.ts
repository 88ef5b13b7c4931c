import type { Counter } from '@jemput/shared/places/counter';
import { and, eq, gt, ne } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { counterStaff, counters } from '../db/schema/counters.ts';
import { sessions } from '../db/schema/sessions.ts';
import type { Fault } from '../errors.ts';
import { refuseFaults, unknownFault } from '../places/known-references.ts';
import { extendWithin } from './extend-counters.ts';

/**
 * Makes the counter or replaces the one with that id, and promises its open days at once; days on which it is closed now are cancelled for
 * the reason given.
 *
 * @throws Invalid with every fault
 */
export async function saveCounter(
  ctx: Context,
  { reason, ...counter }: Counter & { reason: string },
): Promise<{ id: string }> {
  requirePermission(ctx, 'queue.write');
  const { staffIds, ...row } = counter;
  await inTransaction(ctx, async (tx) => {
    refuseFaults(`Counter ${counter.id}`, await counterFaults(tx, counter));
    await tx.insert(counters).values(row).onConflictDoUpdate({ target: counters.id, set: row });
    await tx.delete(counterStaff).where(eq(counterStaff.counterId, row.id));
    const staff = [...new Set(staffIds)].map((crewMemberId) => ({ counterId: row.id, crewMemberId }));
    if (staff.length > 0) await tx.insert(counterStaff).values(staff);
    await extendWithin({ ...ctx, db: tx }, reason.trim() || undefined);
    // What is said of its days, printing elsewhere say, is read anew with them.
    const coming = and(eq(sessions.counterId, row.id), gt(sessions.startsAt, Math.floor(ctx.now() / 1000)));
    await tx.update(sessions).set({ checkedAt: ctx.now() }).where(coming);
    await recordAct(tx, ctx, 'counters.save', row.id, counter);
  });
  return { id: row.id };
}

async function counterFaults(tx: Database, counter: Counter): Promise<Fault[]> {
  const { id, venueId, service, slotId, printsAtVenueId, staffIds } = counter;
  const faults = [
    ...(await unknownFault(tx, 'venue', venueId, '/venueId')),
    ...(await unknownFault(tx, 'slot', slotId, '/slotId')),
    ...(printsAtVenueId === null ? [] : await unknownFault(tx, 'venue', printsAtVenueId, '/printsAtVenueId')),
  ];
  const [twin] = await tx
    .select({ id: counters.id })
    .from(counters)
    .where(and(eq(counters.venueId, venueId), eq(counters.service, service), ne(counters.id, id)))
    .limit(1);
  if (twin) {
    const message = `${venueId} has the ${service} counter ${twin.id} already`;
    faults.push({ field: '/service', value: service, code: 'taken', message });
  }
  for (const [at, member] of staffIds.entries()) {
    faults.push(...(await unknownFault(tx, 'crew member', member, `/staffIds/${at}`)));
  }
  return faults;
}
