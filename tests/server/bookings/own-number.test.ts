import { arrive } from '@jemput/server/bookings/arrive';
import { assist } from '@jemput/server/bookings/assist';
import { cancelByToken } from '@jemput/server/bookings/cancel-by-token';
import { moveTicket } from '@jemput/server/bookings/move-ticket';
import { takeNumber } from '@jemput/server/bookings/take-number';
import { tokenOf } from '@jemput/server/bookings/ticket-token';
import { viewTicket } from '@jemput/server/bookings/view-ticket';
import { places, queueSettings, queues, ticketEvents, tickets } from '@jemput/server/db/schema/bookings';
import { messages } from '@jemput/server/db/schema/messages';
import { sessions } from '@jemput/server/db/schema/sessions';
import { acts } from '@jemput/server/db/schema/staff';
import type { TakeNumber } from '@jemput/shared/bookings/take-number';
import { asc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { anOffice, aStint, as, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';

const NUMBERS = 4;

/** Two evenings, on 27 and 28 November, four numbers each, of which the first is Sri's. */
async function withANumber(over: Partial<TakeNumber> = {}) {
  const office = await anOffice();
  await office.db.insert(queueSettings).values({ id: 1, settings: { release: 'first_come', assistedPerDay: 2 } });
  await publish(office, [aStint({ start: '2026-11-27', days: 2 })]);
  const found = await office.db.select({ id: sessions.id }).from(sessions).orderBy(asc(sessions.date));
  const [here = '', there = ''] = found.map(({ id }) => id);
  const opensAt = Date.parse('2026-11-24T01:00:00Z');
  await office.db.update(queues).set({ numbers: NUMBERS, laidOutAt: opensAt, opensAt });
  for (const sessionId of [here, there]) {
    const units = Array.from({ length: NUMBERS }, (_, at) => ({ sessionId, unit: at + 1, freeFrom: opensAt }));
    await office.db.insert(places).values(units);
  }
  const ctx = later(office, '2026-11-25T03:00:00Z') as OfficeContext;
  const take = async (sessionId: string, asked: Partial<TakeNumber> = {}) => {
    const from = { address: '', userAgent: '', device: null, language: 'id' };
    const key = `a-key-of-a-form-${Math.floor(performance.now() * 1000)}`;
    const taken = await takeNumber(ctx, { sessionId, people: 1, name: 'Sri', key, ...asked }, from);
    if (taken.outcome === 'refused') throw new Error(taken.refusal);
    return taken.token;
  };
  return { ctx, here, there, take, token: await take(here, over) };
}

test('a link shows a number, when to come and what can be done, and nothing of who holds it', async () => {
  const { ctx, token } = await withANumber({ name: 'Sriwahyuni' });
  const view = await viewTicket(ctx, token);
  expect(view).toMatchObject({
    state: 'held',
    label: 'A-001',
    people: 1,
    line: null,
    offer: null,
    can: { cancel: true, move: true, answer: false, arrive: false },
  });
  expect(Date.parse(view.due?.from ?? '')).toBeGreaterThanOrEqual(Date.parse('2026-11-27T16:00:00+07:00'));
  expect(Date.parse(view.due?.to ?? '')).toBeLessThanOrEqual(Date.parse('2026-11-27T21:00:00+07:00'));
  expect(JSON.stringify(view)).not.toContain('Sriwahyuni');
});

test('a number given back is given back once, its place free again only later', async () => {
  const { ctx, token, take, here } = await withANumber({ people: 4 });
  expect((await cancelByToken(ctx, token)).state).toBe('cancelled');
  expect((await cancelByToken(ctx, token)).state).toBe('cancelled');
  const events = await ctx.db.select({ what: ticketEvents.what }).from(ticketEvents);
  expect(events.map(({ what }) => what)).toEqual(['taken', 'cancelled']);
  const freed = await ctx.db.select().from(places).where(eq(places.sessionId, here));
  expect(freed.every(({ ticketId, freeFrom }) => ticketId === null && freeFrom > ctx.now())).toBe(true);
  expect((await viewTicket(ctx, await take(here))).state).toBe('waiting_list');
});

test('a number goes to another evening with the same link, and its place here is given up', async () => {
  const { ctx, token, here, there } = await withANumber({ contact: { channel: 'email', address: 'sri@contoh.id' } });
  const [before] = await ctx.db.select().from(tickets);
  expect(await moveTicket(ctx, { token, toSessionId: there })).toMatchObject({
    outcome: 'number',
    token,
    label: 'A-001',
  });
  expect(await moveTicket(ctx, { token, toSessionId: there })).toMatchObject({ outcome: 'number', repeated: true });
  const [after] = await ctx.db.select().from(tickets);
  expect(after).toMatchObject({ sessionId: there, state: 'held', placeAt: Date.parse('2026-11-28T09:00:00Z') });
  const held = (await ctx.db.select().from(places)).filter(({ ticketId }) => ticketId !== null);
  expect(held.map(({ sessionId }) => sessionId)).toEqual([there]);
  expect([before?.sessionId, ctx.keys.open(after?.sealedName ?? '')]).toEqual([here, 'Sri']);
  expect(after?.sealedName?.slice(0, 10)).toBe('2026-12-05');
  const queued = await ctx.db.select().from(messages).where(eq(messages.state, 'queued'));
  expect(queued.every(({ sessionId }) => sessionId === there)).toBe(true);
});

test('where there is no room elsewhere, everything stays', async () => {
  const { ctx, token, take, there } = await withANumber();
  await take(there, { people: 4 });
  const before = await viewTicket(ctx, token);
  expect(await moveTicket(ctx, { token, toSessionId: there })).toEqual({ outcome: 'refused', refusal: 'full' });
  expect(await viewTicket(ctx, token)).toEqual(before);
});

test('nobody moves to an evening that is called off or unknown', async () => {
  const { ctx, token, there } = await withANumber();
  await ctx.db.update(sessions).set({ status: 'cancelled' }).where(eq(sessions.id, there));
  expect(await moveTicket(ctx, { token, toSessionId: there })).toEqual({ outcome: 'refused', refusal: 'cancelled' });
  const unknown = await moveTicket(ctx, { token, toSessionId: 'nothing' });
  expect(unknown).toEqual({ outcome: 'refused', refusal: 'no_numbers_here' });
});

test('who says to be here stands in line from then on where that is later than their place', async () => {
  const { ctx, token } = await withANumber();
  await expect(arrive(ctx, token)).rejects.toThrow('cannot be said to be here');
  const evening = later(ctx, '2026-11-27T09:30:00Z');
  expect(await arrive(evening, token)).toMatchObject({ can: { arrive: false }, line: { aheadPeople: 0 } });
  await arrive(later(ctx, '2026-11-27T10:30:00Z'), token);
  const [ticket] = await ctx.db.select().from(tickets);
  expect(ticket?.placeAt).toBe(Date.parse('2026-11-27T09:30:00Z'));
});

test('a link of the display, or of another office, opens no number', async () => {
  const { ctx } = await withANumber();
  const [ticket] = await ctx.db.select().from(tickets);
  const id = ticket?.id ?? '';
  for (const forged of [tokenOf(ctx.secret, 'display', id), tokenOf('another office', 'ticket', id), id]) {
    await expect(viewTicket(ctx, forged)).rejects.toThrow('no such number');
    await expect(cancelByToken(ctx, forged)).rejects.toThrow('no such number');
  }
});

test('staff take numbers for others: so many a day, each in the audit log, nothing of who in it', async () => {
  const { ctx, there } = await withANumber();
  const crew = as(ctx, 'crew-1');
  const answers = [];
  for (const name of ['Mbah Darmo', 'Mbah Karto', 'Mbah Wiryo']) {
    answers.push(await assist(crew, { sessionId: there, people: 1, name }));
  }
  expect(answers).toMatchObject([
    { label: 'A-001' },
    { label: 'A-002' },
    { outcome: 'refused', refusal: 'assisted_cap' },
  ]);
  const written = await ctx.db.select().from(acts).where(eq(acts.act, 'tickets.assist'));
  expect(written.map(({ actorId }) => actorId)).toEqual(['crew-1', 'crew-1']);
  expect(JSON.stringify(written)).not.toContain('Mbah');
  expect(() => assist({ ...ctx, actor: null }, { sessionId: there, people: 1, name: 'Sri' })).toThrow('may not');
});
