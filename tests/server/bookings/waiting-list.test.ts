import { acceptOffer } from '@jemput/server/bookings/accept-offer';
import { cancelTicket } from '@jemput/server/bookings/cancel-ticket';
import { lapseOffers } from '@jemput/server/bookings/lapse-offers';
import { tellQueue } from '@jemput/server/bookings/tell-queues';
import { inTransaction } from '@jemput/server/db/open';
import { places, queues, tickets } from '@jemput/server/db/schema/bookings';
import { messages } from '@jemput/server/db/schema/messages';
import { Conflict } from '@jemput/server/errors';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OfficeContext } from '../../fixtures/an-office.ts';
import { anOpenQueue, askFor, ticketOf } from '../../fixtures/an-open-queue.ts';

const rules = { release: 'first_come', offerMinutes: 30, reappearMinMinutes: 10, reappearMaxMinutes: 60 } as const;

const cancel = (ctx: OfficeContext, id: string | null) =>
  inTransaction(ctx, (tx) => cancelTicket({ ...ctx, db: tx }, id ?? '', 'holder'));

const accept = (ctx: OfficeContext, id: string | null) =>
  inTransaction(ctx, (tx) => acceptOffer({ ...ctx, db: tx }, id ?? ''));

/** 09.00 of the first day of asking, and so many minutes later. */
const time = (minutes: number) => new Date(Date.parse('2026-11-24T09:00:00+07:00') + minutes * 60_000).toISOString();

async function aFullQueue(waiting: number[] = [1, 1]) {
  const queue = await anOpenQueue(rules, 4);
  const ctx = queue.at(time(0));
  const holders: (string | null)[] = [];
  for (let at = 0; at < 4; at++) holders.push(await askFor(ctx, queue.sessionId));
  const list: (string | null)[] = [];
  for (const people of waiting) list.push(await askFor(ctx, queue.sessionId, { people }));
  return { ...queue, ctx, holders, list };
}

test('a number given back is kept for the first who waits, with a message and a deadline', async () => {
  const contact = { channel: 'email', address: 'warga@example.id' } as const;
  const queue = await anOpenQueue(rules, 1);
  const ctx = queue.at(time(0));
  const holder = await askFor(ctx, queue.sessionId);
  const first = await askFor(ctx, queue.sessionId, { contact });
  expect((await ticketOf(ctx, first)).state).toBe('waiting_list');
  expect(await cancel(ctx, holder)).toBe(true);
  expect(await cancel(ctx, holder)).toBe(false);
  const ticket = await ticketOf(ctx, first);
  expect(ticket).toMatchObject({ state: 'offered', series: 'A', number: 2, answerBy: Date.parse(time(30)) });
  const [told] = (await ctx.db.select().from(messages)).filter(({ kind }) => kind === 'offered');
  expect(told).toMatchObject({ ticketId: first, uselessAt: Date.parse(time(30)) });
  await accept(ctx, first);
  await accept(ctx, first);
  expect(await ticketOf(ctx, first)).toMatchObject({ state: 'held', answerBy: null });
  expect(await ctx.db.select().from(places)).toMatchObject([{ ticketId: first, heldUntil: null }]);
});

test('who does not answer in time lapses, and the next is asked', async () => {
  const { ctx, at, holders, list } = await aFullQueue();
  await cancel(ctx, holders[0] ?? null);
  await lapseOffers(at(time(29)));
  expect((await ticketOf(ctx, list[0] ?? null)).state).toBe('offered');
  await lapseOffers(at(time(30)));
  expect((await ticketOf(ctx, list[0] ?? null)).state).toBe('lapsed');
  expect(await ticketOf(ctx, list[1] ?? null)).toMatchObject({ state: 'offered', answerBy: Date.parse(time(60)) });
  await expect(accept(at(time(31)), list[0] ?? null)).rejects.toThrow(Conflict);
});

test('an offer of the night is kept until people are awake', async () => {
  const { at, holders, list } = await aFullQueue();
  const night = at('2026-11-24T23:10:00+07:00');
  await cancel(night, holders[0] ?? null);
  expect((await ticketOf(night, list[0] ?? null)).answerBy).toBe(Date.parse('2026-11-25T06:30:00+07:00'));
});

test('a place goes to the first whose people fit', async () => {
  const { ctx, holders, list } = await aFullQueue([2]);
  await cancel(ctx, holders[3] ?? null);
  expect((await ticketOf(ctx, list[0] ?? null)).state).toBe('waiting_list');
});

test('what nobody waits for is free again at a random minute, and not for who gave it back', async () => {
  const { ctx, at, sessionId, holders } = await aFullQueue([]);
  await cancel(ctx, holders[2] ?? null);
  const [freed] = (await ctx.db.select().from(places)).filter(({ ticketId }) => ticketId === null);
  const afterMinutes = ((freed?.freeFrom ?? 0) - Date.parse(time(0))) / 60_000;
  expect(afterMinutes).toBeGreaterThanOrEqual(10);
  expect(afterMinutes).toBeLessThanOrEqual(60);
  const again = await askFor(ctx, sessionId);
  const other = await askFor(at(time(1)), sessionId);
  expect((await ticketOf(ctx, again)).state).toBe('waiting_list');
  await lapseOffers(at(time(9)));
  expect((await ticketOf(ctx, again)).state).toBe('waiting_list');
  await lapseOffers(at(time(61)));
  const states = [await ticketOf(ctx, again), await ticketOf(ctx, other)].map(({ state }) => state).sort();
  expect(states).toEqual(['offered', 'waiting_list']);
});

test('a called number is not given back any more', async () => {
  const { ctx, holders } = await aFullQueue();
  await ctx.db.update(tickets).set({ state: 'called' });
  await expect(cancel(ctx, holders[0] ?? null)).rejects.toThrow(Conflict);
});

test('whatever is asked, given back, accepted and let lapse: a place has one holder, a holder its places, and the list its order', async () => {
  const step = fc.oneof(
    fc.record({ what: fc.constant('ask' as const), people: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ what: fc.constantFrom('cancel' as const, 'accept' as const), who: fc.nat(30) }),
    fc.record({ what: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 45 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
      const { sessionId, at } = await anOpenQueue(rules, 10);
      let minutes = 0;
      const ids: (string | null)[] = [];
      for (let asked = 0; asked < 14; asked++) ids.push(await askFor(at(time(0)), sessionId));
      for (const one of steps) {
        const ctx = at(time(minutes));
        const before = await ctx.db.select().from(tickets);
        if (one.what === 'ask') ids.push(await askFor(ctx, sessionId, { people: one.people }));
        if (one.what === 'wait') {
          minutes += one.minutes;
          await lapseOffers(at(time(minutes)));
        }
        const who = 'who' in one ? (ids[one.who % Math.max(1, ids.length)] ?? null) : null;
        if (one.what === 'cancel' && who) await cancel(ctx, who);
        if (one.what === 'accept' && who)
          await accept(ctx, who).catch((error) => expect(error).toBeInstanceOf(Conflict));
        await expectSound(ctx, before);
      }
    }),
    { numRuns: 12 },
  );
});

test('whoever asks, of any size, gets no number while somebody waits, and then none is told to be left', async () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ people: fc.integer({ min: 1, max: 4 }) }) },
    { weight: 1, arbitrary: fc.record({ cancelled: fc.nat(20) }) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
      const { sessionId, at } = await anOpenQueue(rules, 9);
      const ids: string[] = [];
      for (const [minutes, one] of steps.entries()) {
        const ctx = at(time(minutes));
        const waited = (await ctx.db.select().from(tickets)).some(({ state }) => state === 'waiting_list');
        if ('cancelled' in one) {
          const id = ids[one.cancelled % Math.max(1, ids.length)];
          if (id) await cancel(ctx, id);
        } else {
          const id = await askFor(ctx, sessionId, { people: one.people });
          if (id) ids.push(id);
          if (id && waited) expect((await ticketOf(ctx, id)).state).toBe('waiting_list');
        }
        await tellQueue(ctx, sessionId);
        const waits = (await ctx.db.select().from(tickets)).some(({ state }) => state === 'waiting_list');
        const [queue] = await ctx.db.select().from(queues);
        if (waits) expect(queue?.toldLeft).toBe(0);
      }
    }),
    { numRuns: 15 },
  );
});

type Rows = Awaited<ReturnType<typeof ticketOf>>[];

async function expectSound(ctx: OfficeContext, before: Rows): Promise<void> {
  const [now, units] = [await ctx.db.select().from(tickets), await ctx.db.select().from(places)];
  for (const { id, state, people } of now) {
    const held = units.filter(({ ticketId }) => ticketId === id).length;
    expect(held, state).toBe(['held', 'offered'].includes(state) ? people : 0);
  }
  const numbers = now.flatMap(({ number }) => number ?? []);
  expect(new Set(numbers).size).toBe(numbers.length);
  const wasWaiting = new Set(before.flatMap(({ id, state }) => (state === 'waiting_list' ? id : [])));
  const offered = now.filter(({ id, state }) => state === 'offered' && wasWaiting.has(id));
  const passedOver = now.filter(({ id, state }) => state === 'waiting_list' && wasWaiting.has(id));
  const known = new Set(before.map(({ id }) => id));
  const takenNow = now.filter(({ id, state }) => state === 'held' && !known.has(id));
  if (passedOver.length > 0) expect(takenNow, 'a number was taken past those who wait').toEqual([]);
  for (const later of offered) {
    const overtaken = passedOver.filter((one) => (one.waitOrder ?? 0) < (later.waitOrder ?? 0));
    expect(overtaken.filter(({ people }) => people <= later.people)).toEqual([]);
  }
}
