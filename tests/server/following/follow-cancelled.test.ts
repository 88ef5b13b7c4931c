import { ticketEvents } from '@jemput/server/db/schema/bookings';
import { messages } from '@jemput/server/db/schema/messages';
import { answerChange } from '@jemput/server/following/answer-change';
import { lapseUnanswered, offerStranded } from '@jemput/server/following/lapse-unanswered';
import { and, asc, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { anOffice, aStint, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';
import { aTicket, layOutExactly, sessionAt, ticketOf, unitsOf } from '../../fixtures/evening-numbers.ts';

const FRIDAY_27 = '2026-11-27';
const SATURDAY_28 = '2026-11-28';
const pajang = aStint({ start: FRIDAY_27, days: 1 });
const kampungBaru = aStint({ venue: 'kampung-baru', start: SATURDAY_28, days: 1, kits: ['K02'] });
const HOUR = 3_600_000;

/** An evening in Pajang and another the day after in Kampung Baru, with so many numbers each. */
async function twoEvenings(here: number, there: number) {
  const ctx = await anOffice();
  await publish(ctx, [pajang, kampungBaru]);
  const fell = await sessionAt(ctx, 'pajang', FRIDAY_27);
  const other = await sessionAt(ctx, 'kampung-baru', SATURDAY_28);
  await layOutExactly(ctx, fell, here);
  await layOutExactly(ctx, other, there);
  return { ctx, fell, other };
}

const cancelPajang = (ctx: OfficeContext) => publish(ctx, [kampungBaru], 'Alat rusak');

async function saidTo(ctx: OfficeContext, ticketId: string) {
  const rows = await ctx.db
    .select({ kind: messages.kind, state: messages.state })
    .from(messages)
    .where(and(eq(messages.ticketId, ticketId), eq(messages.state, 'queued')))
    .orderBy(asc(messages.dueAt), asc(messages.createdAt));
  return rows.map(({ kind }) => kind);
}

describe('a session that is cancelled', () => {
  test('gives each holder a place elsewhere in the order of their numbers, in the same transaction, with a word and a deadline', async () => {
    const { ctx, fell, other } = await twoEvenings(10, 10);
    const ahead = await aTicket(ctx, { sessionId: other });
    const first = await aTicket(ctx, { sessionId: fell, people: 2 });
    const second = await aTicket(ctx, { sessionId: fell });
    await cancelPajang(ctx);
    expect(await ticketOf(ctx, first.id)).toMatchObject({
      state: 'held',
      sessionId: fell,
      offeredSessionId: other,
      offeredNumber: 2,
      answerBy: ctx.now() + 24 * HOUR,
    });
    expect(await unitsOf(ctx, ahead.id, other)).toEqual([1]);
    expect(await unitsOf(ctx, first.id, other)).toEqual([2, 3]);
    expect(await unitsOf(ctx, second.id, other)).toEqual([4]);
    expect(await unitsOf(ctx, first.id, fell)).toEqual([]);
    expect(await saidTo(ctx, first.id)).toEqual(['cancelled', 'answer_missing']);
  });

  test('lets them follow by one tap, twice is once, with the number and the place that were told', async () => {
    const { ctx, fell, other } = await twoEvenings(10, 10);
    const { id, token } = await aTicket(ctx, { sessionId: fell });
    await cancelPajang(ctx);
    const { offeredPlaceAt } = await ticketOf(ctx, id);
    const answered = await answerChange(ctx, { token, choice: 'take_offer' });
    expect(answered).toEqual({ state: 'held', sessionId: other, label: 'A-001' });
    expect(await answerChange(ctx, { token, choice: 'take_offer' })).toEqual(answered);
    expect(await ticketOf(ctx, id)).toMatchObject({
      placeAt: offeredPlaceAt,
      followedFrom: fell,
      offeredSessionId: null,
      answerBy: null,
    });
    expect(await unitsOf(ctx, id, other)).toEqual([1]);
    expect((await saidTo(ctx, id)).sort()).toEqual(['confirmed', 'day_before', 'hours_before']);
    const events = await ctx.db.select({ what: ticketEvents.what }).from(ticketEvents);
    expect(events.map(({ what }) => what)).toEqual(['offered_elsewhere', 'followed']);
  });

  test('lets what nobody answered for go after the deadline, and says so', async () => {
    const { ctx, fell, other } = await twoEvenings(10, 10);
    const { id, token } = await aTicket(ctx, { sessionId: fell });
    await cancelPajang(ctx);
    const onTime = later(ctx, '2026-11-21T01:59:00Z');
    await lapseUnanswered(onTime);
    expect(await ticketOf(ctx, id)).toMatchObject({ state: 'held' });
    const after = later(ctx, '2026-11-21T02:00:00Z');
    await lapseUnanswered(after);
    expect(await ticketOf(ctx, id)).toMatchObject({ state: 'lapsed', endedAt: after.now(), answerBy: null });
    expect(await unitsOf(ctx, id, other)).toEqual([]);
    expect(await saidTo(ctx, id)).toEqual(['lapsed']);
    await expect(answerChange(after, { token, choice: 'take_offer' })).rejects.toThrow('Nothing is held');
  });

  test('puts those for whom there is no room on the waiting list, before those who never held a number', async () => {
    const { ctx, fell, other } = await twoEvenings(10, 3);
    const waitsThere = await aTicket(ctx, { sessionId: other, state: 'waiting_list' });
    const waitsHere = await aTicket(ctx, { sessionId: fell, state: 'waiting_list' });
    const held = [];
    for (const people of [2, 2, 1, 1]) held.push(await aTicket(ctx, { sessionId: fell, people }));
    await cancelPajang(ctx);
    const [first, second, third, fourth] = await Promise.all(held.map(({ id }) => ticketOf(ctx, id)));
    expect(first?.offeredSessionId).toBe(other);
    expect(third?.offeredSessionId).toBe(other);
    const waiting = [second, fourth, await ticketOf(ctx, waitsThere.id), await ticketOf(ctx, waitsHere.id)];
    expect(waiting.map((ticket) => [ticket?.state, ticket?.sessionId])).toEqual(Array(4).fill(['waiting_list', other]));
    const orders = waiting.map((ticket) => ticket?.waitOrder ?? Number.NaN);
    expect(orders).toEqual([...orders].sort((a, b) => a - b));
    expect(new Set(orders).size).toBe(4);
    expect(await saidTo(ctx, held[1]?.id ?? '')).toEqual(['cancelled', 'entered']);
  });

  test('offers those who only waited what is left, as to anybody on a waiting list', async () => {
    const { ctx, fell, other } = await twoEvenings(10, 10);
    const { id, token } = await aTicket(ctx, { sessionId: fell, state: 'waiting_list' });
    await cancelPajang(ctx);
    expect(await ticketOf(ctx, id)).toMatchObject({
      state: 'offered',
      sessionId: other,
      followedFrom: fell,
      number: 1,
    });
    expect(await saidTo(ctx, id)).toEqual(['cancelled', 'offered']);
    expect(await answerChange(ctx, { token, choice: 'take_offer' })).toMatchObject({ state: 'held', sessionId: other });
  });

  test('with nothing near leaves nobody alone: what comes later is offered, in their order, and a week after is the end', async () => {
    const ctx = await anOffice();
    await publish(ctx, [pajang]);
    const fell = await sessionAt(ctx, 'pajang', FRIDAY_27);
    await layOutExactly(ctx, fell, 10);
    const [first, second] = [await aTicket(ctx, { sessionId: fell }), await aTicket(ctx, { sessionId: fell })];
    await publish(ctx, [], 'Alat rusak');
    await offerStranded(ctx);
    expect(await ticketOf(ctx, second.id)).toMatchObject({ state: 'held', offeredSessionId: null, answerBy: null });
    expect(await saidTo(ctx, first.id)).toEqual(['cancelled']);
    await publish(ctx, [kampungBaru]);
    const other = await sessionAt(ctx, 'kampung-baru', SATURDAY_28);
    await layOutExactly(ctx, other, 1);
    await offerStranded(ctx);
    expect(await ticketOf(ctx, first.id)).toMatchObject({ offeredSessionId: other });
    expect(await ticketOf(ctx, second.id)).toMatchObject({ state: 'waiting_list', sessionId: other });
  });

  test('a week later ends what came to nothing, and says so', async () => {
    const ctx = await anOffice();
    await publish(ctx, [pajang]);
    const fell = await sessionAt(ctx, 'pajang', FRIDAY_27);
    await layOutExactly(ctx, fell, 10);
    const { id } = await aTicket(ctx, { sessionId: fell });
    await publish(ctx, [], 'Alat rusak');
    await offerStranded(later(ctx, '2026-12-04T13:59:00Z'));
    expect(await ticketOf(ctx, id)).toMatchObject({ state: 'held' });
    await offerStranded(later(ctx, '2026-12-04T14:00:00Z'));
    expect(await ticketOf(ctx, id)).toMatchObject({ state: 'lapsed' });
    expect(await saidTo(ctx, id)).toEqual(['lapsed']);
  });

  test('whose alternative is cancelled too is offered the next, in the same order', async () => {
    const mojosongo = aStint({ venue: 'mojosongo', start: '2026-12-01', days: 1, kits: ['K03'] });
    const ctx = await anOffice();
    await publish(ctx, [pajang, kampungBaru, mojosongo]);
    const fell = await sessionAt(ctx, 'pajang', FRIDAY_27);
    const other = await sessionAt(ctx, 'kampung-baru', SATURDAY_28);
    const third = await sessionAt(ctx, 'mojosongo', '2026-12-01');
    for (const sessionId of [fell, other, third]) await layOutExactly(ctx, sessionId, 10);
    const [first, second] = [await aTicket(ctx, { sessionId: fell }), await aTicket(ctx, { sessionId: fell })];
    await publish(ctx, [kampungBaru, mojosongo], 'Alat rusak');
    expect(await unitsOf(ctx, first.id, other)).toEqual([1]);
    await publish(ctx, [mojosongo], 'Lurah membatalkan');
    expect(await unitsOf(ctx, first.id, other)).toEqual([]);
    expect(await unitsOf(ctx, first.id, third)).toEqual([1]);
    expect(await unitsOf(ctx, second.id, third)).toEqual([2]);
    expect(await ticketOf(ctx, second.id)).toMatchObject({ state: 'held', sessionId: fell, offeredSessionId: third });
  });
});
