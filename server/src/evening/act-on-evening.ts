import { hearFromDesk } from '@jemput/shared/bookings/desk-lease';
import type { Evening } from '@jemput/shared/bookings/evening';
import type { Act } from '@jemput/shared/bookings/evening-batch';
import type { EveningAnswer } from '@jemput/shared/bookings/evening-sheet';
import { inArray } from 'drizzle-orm';
import { requireMayServe, type ServedSession } from '../bookings/may-serve.ts';
import { tellSoon } from '../bookings/tell-queues.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { ticketEvents } from '../db/schema/bookings.ts';
import { NotFound } from '../errors.ts';
import { withdrawMessages } from '../messages/write-messages.ts';
import { closeFault, recordAfterwards } from './close-evening.ts';
import { loadEvening } from './load-evening.ts';
import { sheetOf } from './read-sheet.ts';
import { saveEvening } from './save-evening.ts';
import { type BatchOutcome, type SeenEvent, tellBatch } from './tell-batch.ts';
import { whyNotOf } from './why-not.ts';

/**
 * Takes in what a desk tells, in order and once, gives it its share of the line, and answers with the whole sheet. A batch without events
 * says that the desk is there.
 *
 * @throws NotFound where the session gives no numbers, Forbidden where it is not theirs
 */
export async function actOnEvening(ctx: Context, act: Act): Promise<EveningAnswer> {
  const { receipts, refused, done, evening } = await inTransaction(ctx, async (tx) => {
    const within = { ...ctx, db: tx };
    const session = await requireMayServe(within, act.sessionId);
    const before = await loadEvening(within, session);
    if (!before) throw new NotFound(`No numbers are called at the session ${session.id}.`);
    const after = structuredClone(before);
    const outcome = tellBatch(after, {
      act,
      seen: await readSeen(within, act),
      now: ctx.now(),
      actorId: ctx.actor?.id ?? null,
      refuse: (event) => whyNotOf(ctx, session, event) ?? closeFault(ctx, session, after, event),
    });
    const { deviceId, leaseNo } = act;
    hearFromDesk(after, { deviceId, leaseNo, waiting: outcome.waiting }, ctx.now());
    await write(within, session, { before, after, outcome });
    return { ...outcome, evening: after };
  });
  if (done.length > 0) tellSoon(ctx, act.sessionId);
  const session = await requireMayServe(ctx, act.sessionId);
  return { receipts, refused, sheet: await sheetOf(ctx, session, evening, act.deviceId) };
}

async function readSeen({ db }: Context, { events }: Act): Promise<Map<string, SeenEvent>> {
  const ids = new Set<string>();
  for (const event of events) {
    if (!event || typeof event !== 'object') continue;
    const { id, after, insteadOf } = event as Record<string, unknown>;
    for (const one of [id, after, insteadOf]) if (typeof one === 'string') ids.add(one);
  }
  if (ids.size === 0) return new Map();
  const { id, ticketId, sessionId, what } = ticketEvents;
  const rows = await db
    .select({ id, ticketId, sessionId, what })
    .from(ticketEvents)
    .where(inArray(id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

async function write(
  within: Context,
  session: ServedSession,
  { before, after, outcome }: { before: Evening; after: Evening; outcome: BatchOutcome },
): Promise<void> {
  const names = new Map(
    outcome.done.flatMap(({ event }) =>
      event.kind === 'walk_in' && event.name ? [[event.ticketId, event.name] as const] : [],
    ),
  );
  const changed = await saveEvening(within, session, { before, after, names });
  for (let start = 0; start < outcome.rows.length; start += 100) {
    await within.db.insert(ticketEvents).values(outcome.rows.slice(start, start + 100));
  }
  const called = changed.filter(({ calledAt, endedAt }) => calledAt !== null || endedAt !== null).map(({ id }) => id);
  await withdrawMessages(within, called, ['turn_near', 'hours_before', 'day_before']);
  await recordAfterwards(within, session, after, outcome);
}
