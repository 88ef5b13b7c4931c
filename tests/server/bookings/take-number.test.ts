import { layOutDue } from '@jemput/server/bookings/lay-out-places';
import { takeNumber } from '@jemput/server/bookings/take-number';
import { readToken } from '@jemput/server/bookings/ticket-token';
import { places, queueSettings, queues, tickets } from '@jemput/server/db/schema/bookings';
import { contacts, messages } from '@jemput/server/db/schema/messages';
import { sessions } from '@jemput/server/db/schema/sessions';
import type { QueueSettings } from '@jemput/shared/bookings/queue-settings';
import type { TakeNumber } from '@jemput/shared/bookings/take-number';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { anOffice, aStint, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';

const from = { address: '10.0.0.1', userAgent: 'test', device: null, language: 'id' };

/** One evening on Friday 27 November, its numbers open since Tuesday 08.00, twelve of them. */
async function anOpenSession(settings: Partial<QueueSettings> = {}, numbers = 12) {
  const ctx = await anOffice();
  await ctx.db.insert(queueSettings).values({ id: 1, settings: { release: 'first_come', ...settings } });
  await publish(ctx, [aStint({ start: '2026-11-27', days: 1 })]);
  const [row] = await ctx.db.select().from(sessions);
  if (!row) throw new Error('nothing was published');
  const open = later(ctx, '2026-11-25T03:00:00Z');
  await layOutDue(open);
  await open.db.delete(places);
  const freeFrom = Date.parse('2026-11-24T01:00:00Z');
  const rows = Array.from({ length: numbers }, (_, at) => ({ sessionId: row.id, unit: at + 1, freeFrom }));
  await open.db.insert(places).values(rows);
  await open.db.update(queues).set({ numbers });
  return { ctx: open as OfficeContext, sessionId: row.id };
}

let drawn = 0;
function ask(sessionId: string, over: Partial<TakeNumber> = {}): TakeNumber {
  drawn += 1;
  return { sessionId, people: 1, name: 'Sri', key: `key-of-a-form-${String(drawn).padStart(6, '0')}`, ...over };
}

test('a number is given once, with its place in time, and read back', async () => {
  const { ctx, sessionId } = await anOpenSession();
  const taken = await takeNumber(ctx, ask(sessionId), from);
  expect(taken).toMatchObject({ outcome: 'number', label: 'A-001', repeated: false });
  const id = taken.outcome === 'refused' ? null : readToken(ctx.secret, 'ticket', taken.token);
  const [ticket] = await ctx.db.select().from(tickets);
  expect(ticket).toMatchObject({ id, state: 'held', people: 1, placeAt: Date.parse('2026-11-27T09:00:00Z') });
});

test('the same form twice, in two tabs or by the back button, is one ticket', async () => {
  const { ctx, sessionId } = await anOpenSession();
  const form = ask(sessionId);
  const answers = await Promise.all([takeNumber(ctx, form, from), takeNumber(ctx, form, from)]);
  answers.push(await takeNumber(ctx, form, from));
  expect(new Set(answers.map((answer) => answer.outcome !== 'refused' && answer.token)).size).toBe(1);
  expect(await ctx.db.select().from(tickets)).toHaveLength(1);
  expect(
    await ctx.db
      .select()
      .from(places)
      .where(eq(places.ticketId, (await ctx.db.select().from(tickets))[0]?.id ?? '')),
  ).toHaveLength(1);
});

test('without a script the same form of a device within ten minutes is one ticket, and another name another', async () => {
  const { ctx, sessionId } = await anOpenSession();
  const plain = { sessionId, people: 1, name: 'Sri' };
  const device = { ...from, device: 'a-device' };
  const first = await takeNumber(ctx, plain, device);
  const soon = { ...ctx, now: () => ctx.now() + 300_000 };
  const elsewhere = { ...device, address: '10.9.9.9' };
  expect(await takeNumber(soon, plain, elsewhere)).toEqual({ ...first, repeated: true });
  expect(await takeNumber(soon, { ...plain, name: 'Joko' }, device)).toMatchObject({ label: 'A-002', repeated: false });
});

test('namesakes behind one address share no ticket: by their devices, and without cookies by a few seconds', async () => {
  const { ctx, sessionId } = await anOpenSession();
  const plain = { sessionId, people: 1, name: 'Sri' };
  const after = (millis: number) => ({ ...ctx, now: () => ctx.now() + millis });
  const first = await takeNumber(ctx, plain, from);
  expect(await takeNumber(after(5_000), plain, from)).toEqual({ ...first, repeated: true });
  expect(await takeNumber(after(60_000), plain, from)).toMatchObject({ label: 'A-002', repeated: false });
  const own = await takeNumber(after(5_000), plain, { ...from, device: 'a-device' });
  const others = await takeNumber(after(5_000), plain, { ...from, device: 'another-device' });
  expect([own, others]).toMatchObject([{ label: 'A-003' }, { label: 'A-004' }]);
});

test('a family has neighbouring places and one ticket', async () => {
  const { ctx, sessionId } = await anOpenSession();
  await takeNumber(ctx, ask(sessionId, { people: 4 }), from);
  expect((await ctx.db.select().from(places)).filter(({ ticketId }) => ticketId).map(({ unit }) => unit)).toEqual([
    1, 2, 3, 4,
  ]);
  expect(await ctx.db.select().from(tickets)).toHaveLength(1);
});

test('of a hundred who ask at once for twelve numbers twelve get one, six wait, the others are told that it is full', async () => {
  const { ctx, sessionId } = await anOpenSession();
  const answers = await Promise.all(Array.from({ length: 100 }, () => takeNumber(ctx, ask(sessionId), from)));
  const outcomes = Map.groupBy(answers, (answer) => (answer.outcome === 'refused' ? answer.refusal : answer.outcome));
  expect([outcomes.get('number')?.length, outcomes.get('waiting_list')?.length, outcomes.get('full')?.length]).toEqual([
    12, 6, 82,
  ]);
  const labels = (outcomes.get('number') ?? []).map((answer) => answer.outcome !== 'refused' && answer.label);
  expect(new Set(labels).size).toBe(12);
  const [queue] = await ctx.db.select().from(queues);
  expect(queue).toMatchObject({ toldLeft: 0, toldIssued: 12, lastNumbers: { A: 12 } });
});

test('nobody overtakes those who wait', async () => {
  const { ctx, sessionId } = await anOpenSession({}, 3);
  await takeNumber(ctx, ask(sessionId, { people: 2 }), from);
  expect(await takeNumber(ctx, ask(sessionId, { people: 2 }), from)).toMatchObject({ outcome: 'waiting_list' });
  expect(await takeNumber(ctx, ask(sessionId), from)).toMatchObject({ outcome: 'refused', refusal: 'full' });
  const told = await ctx.db.select({ left: queues.toldLeft }).from(queues);
  expect(told).toEqual([{ left: 0 }]);
  await ctx.db.update(places).set({ ticketId: null }).where(eq(places.unit, 1));
  await ctx.db.update(places).set({ ticketId: null }).where(eq(places.unit, 2));
  expect(await takeNumber(ctx, ask(sessionId), from)).toMatchObject({ outcome: 'refused', refusal: 'full' });
});

test('a contact is told of the number, the day before and two hours before, in the same transaction', async () => {
  const { ctx, sessionId } = await anOpenSession();
  const contact = { channel: 'email', address: 'sri@contoh.id' } as const;
  await takeNumber(ctx, ask(sessionId, { contact }), from);
  expect(await ctx.db.select({ channel: contacts.channel }).from(contacts)).toEqual([{ channel: 'email' }]);
  const written = await ctx.db.select({ kind: messages.kind }).from(messages);
  expect(written.map(({ kind }) => kind).sort()).toEqual(['confirmed', 'day_before', 'hours_before']);
});

const refusals: [string, Partial<TakeNumber>, string, object][] = [
  ['two hundred people', { people: 200 }, '2026-11-25T03:00:00Z', { refusal: 'too_many_people', field: 'people' }],
  ['seven people', { people: 7 }, '2026-11-25T03:00:00Z', { refusal: 'too_many_people', field: 'people' }],
  [
    'a number that is none',
    { contact: { channel: 'whatsapp', address: '12' } },
    '2026-11-25T03:00:00Z',
    { refusal: 'bad_contact', field: 'contact' },
  ],
  ['a name of nothing', { name: '\u200b \u202e' }, '2026-11-25T03:00:00Z', { refusal: 'bad_name', field: 'name' }],
  ['a name of 10 kB', { name: 'a'.repeat(10_000) }, '2026-11-25T03:00:00Z', { refusal: 'bad_name', field: 'name' }],
  ['before numbers are open', {}, '2026-11-23T03:00:00Z', { refusal: 'not_open_yet' }],
  ['after the session began', {}, '2026-11-27T09:00:00Z', { refusal: 'begun' }],
  ['after the session', {}, '2026-11-27T15:00:00Z', { refusal: 'past' }],
  ['another session than any', { sessionId: 'none' }, '2026-11-25T03:00:00Z', { refusal: 'no_numbers_here' }],
];

test.each(refusals)('%s: refused plainly, and nothing written', async (_, over, at, refused) => {
  const { ctx, sessionId } = await anOpenSession();
  const answer = await takeNumber(later(ctx, at), ask(sessionId, over), from);
  expect(answer).toEqual({ outcome: 'refused', ...refused });
  expect(await ctx.db.select().from(tickets)).toEqual([]);
});

test('a cancelled session gives no number', async () => {
  const { ctx, sessionId } = await anOpenSession();
  await ctx.db.update(sessions).set({ status: 'cancelled' });
  expect(await takeNumber(ctx, ask(sessionId), from)).toEqual({ outcome: 'refused', refusal: 'cancelled' });
});

test('one household holds two tickets at most, by contact or by device', async () => {
  const { ctx, sessionId } = await anOpenSession();
  const contact = { channel: 'sms', address: '0812 3456 7890' } as const;
  const other = { channel: 'whatsapp', address: '+62 812-3456-7890' } as const;
  await takeNumber(ctx, ask(sessionId, { contact }), from);
  await takeNumber(ctx, ask(sessionId, { contact: other }), from);
  expect(await takeNumber(ctx, ask(sessionId, { contact }), from)).toMatchObject({ refusal: 'household_cap' });
  const device = { ...from, device: 'a-device' };
  const answers = await Promise.all([1, 2, 3].map(() => takeNumber(ctx, ask(sessionId), device)));
  expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['number', 'number', 'refused']);
});

test.each(['ꦱꦿꦶ ꦫꦲꦪꦸ', '😀 Budi', '<b onclick="x">Budi</b>', "O'ng"])('%s is a name', async (name) => {
  const { ctx, sessionId } = await anOpenSession();
  expect(await takeNumber(ctx, ask(sessionId, { name }), from)).toMatchObject({ outcome: 'number' });
  const [ticket] = await ctx.db.select().from(tickets);
  expect(ticket?.sealedName).not.toContain('Budi');
  expect(ctx.keys.open(ticket?.sealedName ?? '')).toBe(name);
});
