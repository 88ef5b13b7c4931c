import type { QueueSettings } from '@jemput/shared/bookings/queue-settings';
import type { Channel } from '@jemput/shared/messages/message';
import { heldBackUntil } from '@jemput/shared/messages/quiet-hours';
import { eq, inArray } from 'drizzle-orm';
import { readQueueSettings } from '../bookings/read-settings.ts';
import { inTransaction } from '../db/open.ts';
import { tickets } from '../db/schema/bookings.ts';
import { contacts, type messages } from '../db/schema/messages.ts';
import type { World } from '../http/world.ts';
import { currentTimetable } from '../sessions/timetable-snapshot.ts';
import { backOffMillis } from './back-off.ts';
import { claimMessages, settleMessage } from './claim-messages.ts';
import { type ContactRow, composeMessage, type Material, type MessageRow, type TicketRow } from './compose-message.ts';
import type { Delivery, Outlet } from './outlet.ts';

/** Without a time of its own a message is of no use after three days. */
const LONGEST_MILLIS = 3 * 86_400_000;

export interface Sent {
  claimed: number;
  /** The channel itself is in trouble: leave it alone for a while. */
  down: boolean;
}

interface Batch extends Material {
  settings: QueueSettings;
  contactById: ReadonlyMap<string, ContactRow>;
  ticketById: ReadonlyMap<string, TicketRow>;
  outlet: Outlet;
}

/**
 * Claims and sends what is due by one channel, a few at a time: at least once, however this or another process ends.
 *
 * @param most messages to claim; 1 probes a channel that was down
 */
export async function sendDue(
  world: World,
  origin: string,
  channel: Channel,
  outlet: Outlet,
  most = outlet.concurrency * 2,
): Promise<Sent> {
  const claimed = await claimMessages(world, channel, most);
  if (claimed.length === 0) return { claimed: 0, down: false };
  const batch = await gather(world, origin, outlet, claimed);
  let down = false;
  const waiting = [...claimed];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      // What nobody has tried yet waits with the channel, not by the back-off of a message.
      if (down) await settleMessage(world, next, { attempts: next.attempts - 1 });
      else if (await sendOne(batch, next)) down = true;
    }
  };
  await Promise.all(Array.from({ length: Math.min(outlet.concurrency, claimed.length) }, worker));
  return { claimed: claimed.length, down };
}

async function gather(world: World, origin: string, outlet: Outlet, claimed: MessageRow[]): Promise<Batch> {
  const { db } = world;
  const ticketIds = claimed.flatMap(({ ticketId }) => ticketId ?? []);
  const contactIds = claimed.map(({ contactId }) => contactId);
  const contactRows = await db.select().from(contacts).where(inArray(contacts.id, contactIds));
  const ticketRows = await db.select().from(tickets).where(inArray(tickets.id, ticketIds));
  return {
    world,
    origin,
    outlet,
    timetable: await currentTimetable({ ...world, actor: null }),
    settings: await readQueueSettings(world),
    contactById: new Map(contactRows.map((row) => [row.id, row])),
    ticketById: new Map(ticketRows.map((row) => [row.id, row])),
  };
}

/** @returns whether the channel is down */
async function sendOne(batch: Batch, message: MessageRow): Promise<boolean> {
  const { world, settings, contactById, ticketById, outlet, timetable } = batch;
  const { now } = world;
  const contact = contactById.get(message.contactId);
  const uselessAt = message.uselessAt ?? message.createdAt + LONGEST_MILLIS;
  if (uselessAt <= now()) return settled(world, message, { state: 'expired' });
  if (!contact) return settled(world, message, { state: 'failed', failure: 'its address was taken away' });
  const startsAt = timetable.byId.get(message.sessionId ?? '')?.session.startsAt;
  const held = { kind: message.kind, startsAt: startsAt ? Date.parse(startsAt) : null, uselessAt: message.uselessAt };
  const until = heldBackUntil(now(), held, { ...settings, zone: world.zone });
  if (until !== null) return settled(world, message, { nextAt: until, attempts: message.attempts - 1 });
  const composed = await composeMessage(batch, message, contact, ticketById.get(message.ticketId ?? '')).catch(
    (error: unknown) => {
      world.log.error({ err: error, message: message.id, kind: message.kind }, 'a message could not be put into words');
      return { unsaid: true } as const;
    },
  );
  if ('pointless' in composed) {
    return settled(world, message, { state: 'withdrawn', failure: composed.pointless });
  }
  const delivery: Delivery =
    'unsaid' in composed ? { outcome: 'retry', why: 'could not be put into words' } : await outlet.send(composed);
  await settleDelivery(world, message, delivery, uselessAt);
  return delivery.outcome === 'retry' && delivery.down === true;
}

async function settled(
  world: World,
  message: MessageRow,
  outcome: Partial<typeof messages.$inferInsert>,
): Promise<false> {
  await settleMessage(world, message, outcome);
  return false;
}

async function settleDelivery(world: World, message: MessageRow, delivery: Delivery, uselessAt: number): Promise<void> {
  const { now, log } = world;
  const { id, channel, kind, attempts } = message;
  if (delivery.outcome === 'sent') {
    const { reference = null, cost = 0 } = delivery;
    return settleMessage(world, message, { state: 'sent', sentAt: now(), reference, cost, failure: null });
  }
  const { outcome, why } = delivery;
  log.warn({ message: id, channel, kind, attempts, outcome, why }, 'a message could not be delivered');
  if (outcome === 'retry') {
    const after = Math.max(backOffMillis(attempts, Math.random()), delivery.afterMillis ?? 0);
    return settleMessage(world, message, { nextAt: Math.min(now() + after, uselessAt), failure: why });
  }
  await inTransaction(world, async (tx) => {
    await settleMessage({ db: tx }, message, { state: 'failed', failure: why });
    if (outcome === 'gone') await tx.delete(contacts).where(eq(contacts.id, message.contactId));
  });
}
