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

/** What a claimed message becomes. */
interface Settled {
  change: Partial<typeof messages.$inferInsert>;
  /** Its address is no more. */
  isGone?: boolean;
  /** The channel was down. */
  isDown?: boolean;
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
  const settled: [MessageRow, Settled][] = [];
  const isDown = () => settled.some(([, { isDown }]) => isDown);
  const waiting = [...claimed];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      // What nobody has tried yet waits with the channel, not by the back-off of a message.
      settled.push([next, isDown() ? { change: { attempts: next.attempts - 1 } } : await sendOne(batch, next)]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(outlet.concurrency, claimed.length) }, worker));
  await inTransaction(world, async (tx) => {
    for (const [message, { change, isGone }] of settled) {
      await settleMessage({ db: tx }, message, change);
      if (isGone) await tx.delete(contacts).where(eq(contacts.id, message.contactId));
    }
  });
  return { claimed: claimed.length, down: isDown() };
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
    calendars: new Map(),
    settings: await readQueueSettings(world),
    contactById: new Map(contactRows.map((row) => [row.id, row])),
    ticketById: new Map(ticketRows.map((row) => [row.id, row])),
  };
}

async function sendOne(batch: Batch, message: MessageRow): Promise<Settled> {
  const { world, settings, contactById, ticketById, outlet, timetable } = batch;
  const { now, zone, log } = world;
  const contact = contactById.get(message.contactId);
  const uselessAt = message.uselessAt ?? message.createdAt + LONGEST_MILLIS;
  if (uselessAt <= now()) return { change: { state: 'expired' } };
  if (!contact) return { change: { state: 'failed', failure: 'its address was taken away' } };
  const startsAt = timetable.byId.get(message.sessionId ?? '')?.session.startsAt;
  const held = { kind: message.kind, startsAt: startsAt ? Date.parse(startsAt) : null, uselessAt: message.uselessAt };
  const until = heldBackUntil(now(), held, { ...settings, zone });
  if (until !== null) return { change: { nextAt: until, attempts: message.attempts - 1 } };
  try {
    const composed = await composeMessage(batch, message, contact, ticketById.get(message.ticketId ?? ''));
    if ('pointless' in composed) return { change: { state: 'withdrawn', failure: composed.pointless } };
    return settledBy(world, message, await outlet.send(composed), uselessAt);
  } catch (error) {
    log.error({ err: error, message: message.id, kind: message.kind }, 'a message could not be put into words');
    return settledBy(world, message, { outcome: 'retry', why: 'could not be put into words' }, uselessAt);
  }
}

function settledBy({ now, log }: World, message: MessageRow, delivery: Delivery, uselessAt: number): Settled {
  const { id, channel, kind, attempts } = message;
  if (delivery.outcome === 'sent') {
    const { reference = null, cost = 0 } = delivery;
    return { change: { state: 'sent', sentAt: now(), reference, cost, failure: null } };
  }
  const { outcome, why: failure } = delivery;
  log.warn({ message: id, channel, kind, attempts, outcome, why: failure }, 'a message could not be delivered');
  if (outcome !== 'retry') return { change: { state: 'failed', failure }, isGone: outcome === 'gone' };
  const after = Math.max(backOffMillis(attempts, Math.random(), delivery), delivery.afterMillis ?? 0);
  const isDown = delivery.down === true;
  return { change: { nextAt: Math.min(now() + after, uselessAt), failure }, isDown };
}
