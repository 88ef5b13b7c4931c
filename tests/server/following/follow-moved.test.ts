import { places, queues } from '@jemput/server/db/schema/bookings';
import { contacts, messages } from '@jemput/server/db/schema/messages';
import { answerChange } from '@jemput/server/following/answer-change';
import { fitNumbers } from '@jemput/server/following/fit-numbers';
import { lapseUnanswered } from '@jemput/server/following/lapse-unanswered';
import { and, asc, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { anOffice, aStint, later, publish } from '../../fixtures/an-office.ts';
import { aTicket, layOutExactly, sessionAt, ticketOf, unitsOf } from '../../fixtures/evening-numbers.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const pajang = (start: string) => aStint({ start, days: 1 });

async function aPromisedEvening(numbers = 10) {
  const ctx = await anOffice();
  await publish(ctx, [pajang('2026-11-27')]);
  const sessionId = await sessionAt(ctx, 'pajang', '2026-11-27');
  await layOutExactly(ctx, sessionId, numbers);
  return { ctx, sessionId };
}

describe('a session that moves', () => {
  test('takes its holders along: same number, same place in the order, at the new time', async () => {
    const { ctx, sessionId } = await aPromisedEvening();
    const tickets = [await aTicket(ctx, { sessionId, people: 2 }), await aTicket(ctx, { sessionId })];
    const before = await Promise.all(tickets.map(({ id }) => ticketOf(ctx, id)));
    await publish(ctx, [pajang('2026-12-02')], 'Balai dipakai');
    const after = await Promise.all(tickets.map(({ id }) => ticketOf(ctx, id)));
    expect(after.map(({ number, sessionId: at, state }) => [number, at, state])).toEqual(
      before.map(({ number, sessionId: at, state }) => [number, at, state]),
    );
    // The first comes when the doors open, the second keeps its distance to the first wherever the last places have gone.
    expect(after[0]?.placeAt).toBe((before[0]?.placeAt ?? 0) + 5 * DAY);
    expect(after[1]?.placeAt).toBeGreaterThan(after[0]?.placeAt ?? Infinity);
    expect(after.map(({ answerBy }) => answerBy)).toEqual([ctx.now() + DAY, ctx.now() + DAY]);
  });

  test('is told to each of them once, with reminders for the new day, and what is sealed can be read long enough', async () => {
    const { ctx, sessionId } = await aPromisedEvening();
    const { id } = await aTicket(ctx, { sessionId });
    await publish(ctx, [pajang('2026-12-02')], 'Balai dipakai');
    const said = await ctx.db
      .select({ kind: messages.kind, dueAt: messages.dueAt })
      .from(messages)
      .where(and(eq(messages.ticketId, id), eq(messages.state, 'queued')))
      .orderBy(asc(messages.dueAt));
    expect(said).toMatchObject([
      { kind: 'moved', dueAt: ctx.now() },
      { kind: 'day_before', dueAt: Date.parse('2026-12-01T18:00:00+07:00') },
      { kind: 'hours_before', dueAt: Date.parse('2026-12-02T14:00:00+07:00') },
    ]);
    const [contact] = await ctx.db.select().from(contacts);
    expect(contact?.sealed.slice(0, 10)).toBe('2026-12-09');
    expect(contact?.expiresAt).toBe(Date.parse('2026-12-10T00:00:00+07:00'));
    expect((await ticketOf(ctx, id)).sealedName?.slice(0, 10)).toBe('2026-12-09');
  });

  test('no answer is a yes, an answer is known at once, and giving up frees the place', async () => {
    const { ctx, sessionId } = await aPromisedEvening();
    const [silent, stays, leaves] = [
      await aTicket(ctx, { sessionId }),
      await aTicket(ctx, { sessionId }),
      await aTicket(ctx, { sessionId }),
    ];
    await publish(ctx, [pajang('2026-12-02')], 'Balai dipakai');
    expect(await answerChange(ctx, { token: stays.token, choice: 'stay' })).toMatchObject({ state: 'held' });
    expect(await ticketOf(ctx, stays.id)).toMatchObject({ answerBy: null });
    expect(await answerChange(ctx, { token: leaves.token, choice: 'give_up' })).toMatchObject({ state: 'cancelled' });
    expect(await unitsOf(ctx, leaves.id, sessionId)).toEqual([]);
    await lapseUnanswered(later(ctx, '2026-11-21T02:00:00Z'));
    expect(await ticketOf(ctx, silent.id)).toMatchObject({ state: 'held', sessionId, answerBy: null });
    await expect(answerChange(ctx, { token: 'x'.repeat(32), choice: 'stay' })).rejects.toThrow('no such number');
  });
});

describe('a session with fewer kits than its numbers need', () => {
  /** Two kits become one: what of it can still be promised is the forecast's business. */
  async function shrunk(taken: number) {
    const ctx = await anOffice();
    const two = aStint({ start: '2026-11-27', days: 1, kits: ['K01', 'K02'] });
    const other = aStint({ venue: 'kampung-baru', start: '2026-11-28', days: 1, kits: ['K03'] });
    await publish(ctx, [two, other]);
    const sessionId = await sessionAt(ctx, 'pajang', '2026-11-27');
    const elsewhere = await sessionAt(ctx, 'kampung-baru', '2026-11-28');
    await layOutExactly(ctx, sessionId, taken);
    await layOutExactly(ctx, elsewhere, 5);
    const tickets = [];
    for (let at = 0; at < taken; at++) tickets.push(await aTicket(ctx, { sessionId }));
    await publish(ctx, [{ ...two, kits: ['K01'] }, other], 'Alat rusak');
    return { ctx, sessionId, elsewhere, tickets };
  }

  test('drops nobody: the last keep their number and are offered a place elsewhere besides', async () => {
    const { ctx, sessionId, elsewhere, tickets } = await shrunk(150);
    const all = await Promise.all(tickets.map(({ id }) => ticketOf(ctx, id)));
    expect(all.every((ticket) => ticket.state === 'held' && ticket.sessionId === sessionId)).toBe(true);
    const offered = all.filter(({ offeredSessionId }) => offeredSessionId === elsewhere);
    expect(offered).toHaveLength(5);
    const last = tickets.at(-1);
    await lapseUnanswered(later(ctx, '2026-11-21T02:00:00Z'));
    expect(await ticketOf(ctx, last?.id ?? '')).toMatchObject({ state: 'held', sessionId, offeredSessionId: null });
  });

  test('has one place less for each who goes elsewhere', async () => {
    const { ctx, sessionId, elsewhere, tickets } = await shrunk(150);
    const rows = await Promise.all(tickets.map(({ id }) => ticketOf(ctx, id)));
    const chosen = rows.findIndex(({ offeredSessionId }) => offeredSessionId === elsewhere);
    const before = await ctx.db.$count(places, eq(places.sessionId, sessionId));
    await answerChange(ctx, { token: tickets[chosen]?.token ?? '', choice: 'take_offer' });
    expect(await ctx.db.$count(places, eq(places.sessionId, sessionId))).toBe(before - 1);
    expect(await ticketOf(ctx, tickets[chosen]?.id ?? '')).toMatchObject({
      sessionId: elsewhere,
      followedFrom: sessionId,
    });
  });
});

describe('numbers fitted to what a session can do', () => {
  test('more come after the last, fewer go from the end, taken ones never', async () => {
    const { ctx, sessionId } = await aPromisedEvening(6);
    await aTicket(ctx, { sessionId, people: 2 });
    const units = async () => {
      const rows = await ctx.db.select().from(places).where(eq(places.sessionId, sessionId)).orderBy(places.unit);
      return rows.map(({ unit }) => unit);
    };
    expect(await fitNumbers(ctx, sessionId, 8)).toBe(0);
    expect(await units()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await fitNumbers(ctx, sessionId, 3)).toBe(0);
    expect(await units()).toEqual([1, 2, 3]);
    expect(await fitNumbers(ctx, sessionId, 1)).toBe(1);
    expect(await units()).toEqual([1, 2]);
    expect(await ctx.db.select({ numbers: queues.numbers }).from(queues)).toEqual([{ numbers: 2 }]);
  });
});
