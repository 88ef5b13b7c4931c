import type { QueueSettings } from '@jemput/shared/bookings/queue-settings';
import { answerDeadline } from '@jemput/shared/bookings/rank-alternatives';
import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { and, eq, inArray, isNotNull, min } from 'drizzle-orm';
import { lettingIn, placeAtOf } from '../bookings/letting-in.ts';
import { recordTicketEvent } from '../bookings/record-ticket-event.ts';
import { tellQueue } from '../bookings/tell-queues.ts';
import { places, queues, tickets } from '../db/schema/bookings.ts';
import { venues } from '../db/schema/places.ts';
import { sessions } from '../db/schema/sessions.ts';
import { retimeReminders } from '../messages/reminders.ts';
import { writeMessages } from '../messages/write-messages.ts';
import { numbersFor } from '../queue/numbers-for.ts';
import { fitNumbers } from './fit-numbers.ts';
import { type Following, offer, shareRoom } from './follow-cancelled.ts';
import { keepLastNumber } from './open-room.ts';
import { readAlternatives } from './read-alternatives.ts';
import { isWaiting, readDisplaced, type Ticket } from './read-displaced.ts';
import { sealAnew } from './seal-anew.ts';
import { remindToAnswer } from './tell-holders.ts';

/** A session as it stood before it was put elsewhere, to another time, or left with other kits. */
export interface Former {
  sessionId: string;
  venueId: string;
  date: LocalDate;
  /** Unix seconds. */
  startsAt: number;
  /** False where only its kits are others. */
  isMoved: boolean;
}

/**
 * Everybody of a session that moved keeps the number and its place in the order, at the new place and time, and may say until a deadline that
 * it does not suit; no answer is a yes. Where fewer people can be recorded now than have a number, nobody loses it: the last ones are
 * offered a place elsewhere besides, and keep theirs if they do not answer. In the caller's transaction.
 */
export async function followMoved(
  ctx: Following,
  former: Former,
  { settings, cause }: { settings: QueueSettings; cause: string },
): Promise<void> {
  const { sessionId, isMoved } = former;
  const { holders, waiting } = await readDisplaced(ctx, sessionId);
  const tooMany = (await isLaidOut(ctx, sessionId))
    ? await fitNumbers(ctx, sessionId, (await numbersFor(ctx, sessionId)).numbers)
    : 0;
  const [session] = await ctx.db.select().from(sessions).where(eq(sessions.id, sessionId));
  const own = holders.filter((ticket) => ticket.sessionId === sessionId);
  if (isMoved && session) {
    await retime(ctx, sessionId);
    const deadline = answerDeadline(ctx.now(), settings.answerHours, session.startsAt * 1000);
    await askAgain(ctx, own, { sessionId, cause, answerBy: deadline > ctx.now() ? deadline : null });
    const offered = holders.filter((ticket) => ticket.sessionId !== sessionId);
    const others = [...waiting, ...offered].map(({ id }) => id);
    await writeMessages(ctx, others, { kind: 'moved', cause, sessionId });
    await sealAnew(
      ctx,
      [...own, ...waiting].map(({ id }) => id),
      session.date,
    );
    await retimeReminders(ctx, sessionId);
  }
  if (tooMany > 0) await offerBesides(ctx, former, { last: lastOf(own, tooMany), settings, cause });
  await tellQueue(ctx, sessionId);
}

async function isLaidOut({ db }: Following, sessionId: string): Promise<boolean> {
  return (await db.$count(queues, and(eq(queues.sessionId, sessionId), isNotNull(queues.laidOutAt)))) > 0;
}

/** Places in line by the hours and the numbers that the session has now. */
async function retime({ db: tx }: Following, sessionId: string): Promise<void> {
  const [row] = await tx
    .select({ session: sessions, numbers: queues.numbers })
    .from(queues)
    .innerJoin(sessions, eq(sessions.id, queues.sessionId))
    .where(eq(queues.sessionId, sessionId));
  if (!row) return;
  const taken = await tx
    .select({ ticketId: places.ticketId, unit: min(places.unit) })
    .from(places)
    .where(eq(places.sessionId, sessionId))
    .groupBy(places.ticketId);
  const letIn = lettingIn(row.session);
  for (const { ticketId, unit } of taken) {
    if (ticketId === null || unit === null) continue;
    const placeAt = placeAtOf(Math.min(unit, row.numbers), row.numbers, letIn);
    const mine = eq(tickets.id, ticketId);
    await tx
      .update(tickets)
      .set({ placeAt })
      .where(and(mine, eq(tickets.sessionId, sessionId)));
    await tx
      .update(tickets)
      .set({ offeredPlaceAt: placeAt })
      .where(and(mine, eq(tickets.offeredSessionId, sessionId)));
  }
}

/** @param asked `answerBy` is null where it begins too soon for an answer to be of use */
async function askAgain(
  ctx: Following,
  own: readonly Ticket[],
  { sessionId, cause, answerBy }: { sessionId: string; cause: string; answerBy: number | null },
): Promise<void> {
  const ids = own.map(({ id }) => id);
  await ctx.db.update(tickets).set({ answerBy }).where(inArray(tickets.id, ids));
  for (const ticketId of ids) await recordTicketEvent(ctx, { ticketId, sessionId, what: 'session_moved' });
  await writeMessages(ctx, ids, { kind: 'moved', cause, sessionId, facts: { answerBy } });
}

/** The last in line who together have at least so many places. */
function lastOf(own: readonly Ticket[], people: number): Ticket[] {
  const last: Ticket[] = [];
  let found = 0;
  for (const ticket of own.filter((one) => !isWaiting(one)).sort((a, b) => (b.placeAt ?? 0) - (a.placeAt ?? 0))) {
    if (found >= people) break;
    last.unshift(ticket);
    found += ticket.people;
  }
  return last;
}

async function offerBesides(
  ctx: Following,
  { sessionId, venueId, date, startsAt }: Former,
  { last, settings, cause }: { last: Ticket[]; settings: QueueSettings; cause: string },
): Promise<void> {
  const [place] = await ctx.db
    .select({ lat: venues.lat, lon: venues.lon, service: sessions.service })
    .from(venues)
    .innerJoin(sessions, eq(sessions.id, sessionId))
    .where(eq(venues.id, venueId));
  if (!place) return;
  const ranked = await readAlternatives(ctx, { sessionId, date, startsMillis: startsAt * 1000, ...place });
  const asked = last.filter(({ offeredSessionId }) => offeredSessionId === null);
  const shared = await shareRoom(ctx, asked, ranked);
  const rooms = new Set(shared.flatMap(({ to }) => to ?? []));
  for (const { who, to } of shared) {
    if (!to) continue;
    const offered = await offer(ctx, who, to, answerDeadline(ctx.now(), settings.answerHours, to.startsMillis));
    const facts = { offeredSessionId: to.sessionId, answerBy: offered.answerBy };
    await writeMessages(ctx, [who.id], { kind: 'offered', cause: `besides:${cause}`, sessionId: to.sessionId, facts });
    await remindToAnswer(ctx, offered, `besides:${cause}`);
  }
  for (const room of rooms) {
    await keepLastNumber(ctx, room);
    await tellQueue(ctx, room.sessionId);
  }
}
