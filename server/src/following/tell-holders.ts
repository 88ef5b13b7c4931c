import { reminderAt } from '@jemput/shared/bookings/rank-alternatives';
import type { Context } from '../context.ts';
import { withdrawMessages, writeMessages } from '../messages/write-messages.ts';

type Within = Pick<Context, 'db' | 'now'>;

/** A place that is kept for a ticket until its holder answers. */
export interface ToldOffer {
  ticketId: string;
  /** Where it is kept. */
  sessionId: string;
  /** Unix milliseconds. */
  answerBy: number;
}

/** Every ticket of a session that fell away, by what was found for it. */
export interface ToldCancelled {
  /** The session that is cancelled. */
  sessionId: string;
  cause: string;
  /** Who held a number there: a place is kept in its stead. */
  offers: ToldOffer[];
  /** Who only waited there: a place of another session, as to anybody on its waiting list. */
  firstOffers: ToldOffer[];
  /** Who waits at another session now; `waitsAt` is null where there is none to wait at. */
  without: string[];
  waitsAt: string | null;
}

/** Writes what is to be said of a cancellation, and takes back what is not true any more. In the transaction of the cancellation. */
export async function tellCancelled(ctx: Within, told: ToldCancelled): Promise<void> {
  const { sessionId, cause, offers, firstOffers, without, waitsAt } = told;
  const all = [...offers, ...firstOffers].map(({ ticketId }) => ticketId).concat(without);
  await withdrawMessages(ctx, all, ['day_before', 'hours_before', 'turn_near', 'offered', 'answer_missing']);
  for (const offer of offers) {
    const { ticketId, answerBy } = offer;
    const facts = { offeredSessionId: offer.sessionId, answerBy };
    await writeMessages(ctx, [ticketId], { kind: 'cancelled', cause, sessionId, facts, uselessAt: answerBy });
    await remindToAnswer(ctx, offer, cause);
  }
  const others = [...firstOffers.map(({ ticketId }) => ticketId), ...without];
  await writeMessages(ctx, others, { kind: 'cancelled', cause, sessionId });
  for (const { ticketId, sessionId: there, answerBy } of firstOffers) {
    const offered = { kind: 'offered', cause: `offered:${cause}`, sessionId: there } as const;
    await writeMessages(ctx, [ticketId], { ...offered, facts: { answerBy }, uselessAt: answerBy });
  }
  if (waitsAt !== null)
    await writeMessages(ctx, without, { kind: 'entered', cause: `waits:${cause}`, sessionId: waitsAt });
}

/** Once, in time before the deadline; answering takes it back. */
export async function remindToAnswer(ctx: Within, offer: ToldOffer, cause: string): Promise<void> {
  const { ticketId, sessionId, answerBy } = offer;
  const facts = { offeredSessionId: sessionId, answerBy };
  const times = { dueAt: reminderAt(ctx.now(), answerBy), uselessAt: answerBy };
  await writeMessages(ctx, [ticketId], {
    kind: 'answer_missing',
    cause: `answer:${cause}`,
    sessionId,
    facts,
    ...times,
  });
}
