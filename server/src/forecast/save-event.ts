import { randomUUID } from 'node:crypto';
import type { EventRun } from '@jemput/shared/forecast/event-calendar';
import { eq, ne } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { datedEvents } from '../db/schema/field.ts';
import { NotFound } from '../errors.ts';
import { refuseFaults, unknownFault } from '../places/known-references.ts';
import { runFault } from '../run-fault.ts';
import { overlapFault } from './event-faults.ts';
import { forecastAnew } from './forecast-anew.ts';

/** A run of dates of an event; with `id`, in the place of the one that has it. */
export type EventToSave = EventRun & { id?: string | undefined };

/**
 * Writes a run of dates, and forecasts the coming sessions with it.
 *
 * @throws NotFound where nothing has the id
 * @throws Invalid with every fault: reversed dates or too many, an unknown slot or area, or dates that a run of the same name has already
 */
export async function saveEvent(ctx: Context, { id: known, ...run }: EventToSave): Promise<{ id: string }> {
  requirePermission(ctx, 'plans.write');
  const id = known ?? randomUUID();
  await inTransaction(ctx, async (tx) => {
    const others = await tx.select().from(datedEvents).where(ne(datedEvents.id, id));
    refuseFaults('The event', [
      ...runFault(run, '/endDate'),
      ...(run.slotId === null ? [] : await unknownFault(tx, 'slot', run.slotId, '/slotId')),
      ...(run.areaCode === null ? [] : await unknownFault(tx, 'area', run.areaCode, '/areaCode')),
      ...overlapFault(run, others, '/startDate'),
    ]);
    if (known === undefined) await tx.insert(datedEvents).values({ id, ...run });
    else await replace({ ...ctx, db: tx }, id, run);
    await recordAct(tx, ctx, 'plans.saveEvent', id, run);
    await forecastAnew({ ...ctx, db: tx });
  });
  return { id };
}

async function replace({ db: tx }: Context, id: string, run: EventRun): Promise<void> {
  const [replaced] = await tx.update(datedEvents).set(run).where(eq(datedEvents.id, id)).returning();
  if (!replaced) throw new NotFound(`There is no event ${id}.`);
}

/** @throws NotFound */
export async function removeEvent(ctx: Context, { id }: { id: string }): Promise<void> {
  requirePermission(ctx, 'plans.write');
  await inTransaction(ctx, async (tx) => {
    const [removed] = await tx.delete(datedEvents).where(eq(datedEvents.id, id)).returning();
    if (!removed) throw new NotFound(`There is no event ${id}.`);
    await recordAct(tx, ctx, 'plans.removeEvent', id, removed);
    await forecastAnew({ ...ctx, db: tx });
  });
}
