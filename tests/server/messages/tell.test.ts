import { readFileSync } from 'node:fs';
import { tokenOf } from '@jemput/server/bookings/ticket-token';
import { databaseFile } from '@jemput/server/db/open';
import { tickets } from '@jemput/server/db/schema/bookings';
import { contacts, messages } from '@jemput/server/db/schema/messages';
import { sessions } from '@jemput/server/db/schema/sessions';
import { acts } from '@jemput/server/db/schema/staff';
import { Forbidden, Invalid, NotFound } from '@jemput/server/errors';
import { followArea, unfollowArea } from '@jemput/server/messages/follow-area';
import { listUnreached } from '@jemput/server/messages/list-unreached';
import { markTold } from '@jemput/server/messages/mark-told';
import { readLedger } from '@jemput/server/messages/read-ledger';
import { retimeReminders } from '@jemput/server/messages/reminders';
import { renewSubscription } from '@jemput/server/messages/renew-subscription';
import { tellHolder, untellHolder } from '@jemput/server/messages/tell-holder';
import { writeMessages } from '@jemput/server/messages/write-messages';
import { asc, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { anOffice, aStint, as, type OfficeContext, publish } from '../../fixtures/an-office.ts';
import { aPushBrowser } from '../../fixtures/message-receivers.ts';
import { anActor } from '../../fixtures/test-context.ts';
import { aHolder } from '../../fixtures/ticket-holders.ts';

const MINUTE = 60_000;
const jakarta = (text: string) => Date.parse(`${text}+07:00`);
/** Saturday 21 November 2026, 16.00 to 21.00, at Kelurahan Pajang. */
const START = jakarta('2026-11-21T16:00:00');

let ctx: OfficeContext;
let at: number;
let sessionId: string;

beforeEach(async () => {
  at = jakarta('2026-11-20T09:00:00');
  const messaging = { channels: ['push', 'email', 'whatsapp'] as const, pushKey: null, loopbackPush: false };
  ctx = { ...(await anOffice()), now: () => at, messaging };
  await publish(ctx, [aStint({ start: '2026-11-21', days: 1 })]);
  const [session] = await ctx.db.select({ id: sessions.id }).from(sessions);
  sessionId = session?.id ?? '';
});

const aTicket = (placeAt = START + 90 * MINUTE) => aHolder(ctx, { sessionId, placeAt });
const tokenFor = (id: string) => tokenOf(ctx.secret, 'ticket', id);
const mail = (address = 'sri@example.id') => ({ channel: 'email' as const, address, language: 'jv' as const });
const outbox = () =>
  ctx.db
    .select({ kind: messages.kind, state: messages.state, dueAt: messages.dueAt })
    .from(messages)
    .orderBy(asc(messages.dueAt));

describe('a holder who wants to be told', () => {
  test('is confirmed at once, reminded at 18.00 the day before and two hours before the place in time', async () => {
    const id = await aTicket();
    expect(await tellHolder(ctx, { token: tokenFor(id), ...mail() })).toEqual({ channels: ['email'] });
    expect(await outbox()).toEqual([
      { kind: 'confirmed', state: 'queued', dueAt: at },
      { kind: 'day_before', state: 'queued', dueAt: jakarta('2026-11-20T18:00:00') },
      { kind: 'hours_before', state: 'queued', dueAt: jakarta('2026-11-21T15:30:00') },
    ]);
  });

  test('is told once, however often the same address is given', async () => {
    const token = tokenFor(await aTicket());
    for (let tap = 0; tap < 3; tap++)
      await tellHolder(ctx, { token, ...mail(tap ? 'sri@EXAMPLE.id' : 'sri@example.id') });
    expect(await ctx.db.select().from(contacts)).toHaveLength(1);
    expect(await outbox()).toHaveLength(3);
  });

  test('is reminded of nothing that is past', async () => {
    at = jakarta('2026-11-21T15:45:00');
    await tellHolder(ctx, { token: tokenFor(await aTicket()), ...mail() });
    expect((await outbox()).map(({ kind }) => kind)).toEqual(['confirmed']);
  });

  test('may end it: the address is deleted and nothing more leaves', async () => {
    const token = tokenFor(await aTicket());
    await tellHolder(ctx, { token, ...mail() });
    expect(await untellHolder(ctx, { token })).toEqual({ channels: [] });
    expect(await untellHolder(ctx, { token, channel: 'email' })).toEqual({ channels: [] });
    expect(await ctx.db.select().from(contacts)).toEqual([]);
    expect(new Set((await outbox()).map(({ state }) => state))).toEqual(new Set(['withdrawn']));
  });

  test('by a forged link, a bad address, a channel that the office has not, or a sixth address is refused, and nothing is kept', async () => {
    const id = await aTicket();
    const token = tokenFor(id);
    await expect(tellHolder(ctx, { token: `${id}${'A'.repeat(16)}`, ...mail() })).rejects.toThrow(NotFound);
    await expect(tellHolder(ctx, { token, ...mail('<script>') })).rejects.toThrow(Invalid);
    const sms = { token, channel: 'sms' as const, address: '08123456789', language: 'id' as const };
    await expect(tellHolder(ctx, sms)).rejects.toMatchObject({ faults: [{ code: 'channel_not_offered' }] });
    expect(await ctx.db.select().from(contacts)).toEqual([]);
    for (let of = 0; of < 5; of++) await tellHolder(ctx, { token, ...mail(`a${of}@example.id`) });
    await expect(tellHolder(ctx, { token, ...mail() })).rejects.toMatchObject({ faults: [{ code: 'too_many' }] });
    at = jakarta('2026-12-01T00:00:00');
    await expect(tellHolder(ctx, { token, ...mail('a0@example.id') })).rejects.toMatchObject({
      faults: [{ code: 'too_late' }],
    });
  });

  test('cannot write to strangers by giving one address after the other', async () => {
    const token = tokenFor(await aTicket());
    const giveAndTake = async (of: number) => {
      await tellHolder(ctx, { token, ...mail(`a${of}@example.id`) });
      await untellHolder(ctx, { token });
    };
    for (let of = 0; of < 8; of++) await giveAndTake(of);
    await expect(giveAndTake(8)).rejects.toMatchObject({ faults: [{ code: 'too_many' }] });
  });

  test('leaves no address in the file of the database', async () => {
    await tellHolder(ctx, { token: tokenFor(await aTicket()), ...mail('jarang.sekali@example.id') });
    await ctx.db.$client.execute('PRAGMA wal_checkpoint(TRUNCATE)');
    const [{ file = '' } = {}] = (await ctx.db.$client.execute('PRAGMA database_list')).rows as unknown as {
      file?: string;
    }[];
    expect(databaseFile(`file:${file}`)).toBe(file);
    expect(readFileSync(file).includes('jarang.sekali')).toBe(false);
  });
});

describe('reminders', () => {
  test('follow a session to another day and back, one of each, and none of a cancelled ticket', async () => {
    const [one, other] = [await aTicket(), await aTicket(START)];
    for (const id of [one, other]) await tellHolder(ctx, { token: tokenFor(id), ...mail(`${id}@example.id`) });
    const move = async (date: string, days: number) => {
      const startsAt = START / 1000 + days * 86_400;
      await ctx.db.update(sessions).set({ date, startsAt, endsAt: startsAt + 18_000 });
      await ctx.db.update(tickets).set({ placeAt: startsAt * 1000 });
      await retimeReminders(ctx, sessionId);
    };
    await move('2026-11-23', 2);
    await ctx.db.update(tickets).set({ state: 'cancelled' }).where(eq(tickets.id, other));
    await retimeReminders(ctx, sessionId);
    const queued = async () => (await outbox()).filter(({ kind, state }) => kind !== 'confirmed' && state === 'queued');
    expect((await queued()).map(({ dueAt }) => dueAt)).toEqual([
      jakarta('2026-11-22T18:00:00'),
      jakarta('2026-11-23T14:00:00'),
    ]);
    await move('2026-11-21', 0);
    await move('2026-11-21', 0);
    expect((await queued()).map(({ dueAt }) => dueAt)).toEqual([
      jakarta('2026-11-20T18:00:00'),
      jakarta('2026-11-21T14:00:00'),
    ]);
    await ctx.db.update(sessions).set({ status: 'cancelled' });
    await retimeReminders(ctx, sessionId);
    expect(await queued()).toEqual([]);
  });
});

describe('who follows an area', () => {
  const { subscription } = aPushBrowser('https://push.example.com/one');
  const follow = (areaCode: string) => followArea(ctx, { areaCode, subscription, language: 'id' });

  test('gives no name, number or address, hears of a publication once, and of nothing elsewhere', async () => {
    await follow('33.72.03');
    await follow('33.72.04.1011');
    expect(await follow('33.72.03')).toEqual({ areaCodes: ['33.72.03', '33.72.04.1011'] });
    await expect(follow('99.99')).rejects.toThrow(NotFound);
    const stints = [
      aStint({ start: '2026-11-21', days: 1 }),
      aStint({ venue: 'kampung-baru', start: '2026-11-24', days: 2, kits: ['K02'] }),
    ];
    await publish(ctx, stints);
    const rows = await ctx.db
      .select({ kind: messages.kind, facts: messages.facts, channel: messages.channel })
      .from(messages);
    expect(rows).toEqual([{ kind: 'area_added', facts: { area: 'Pasar Kliwon', count: 2 }, channel: 'push' }]);
    await publish(ctx, stints);
    expect(await ctx.db.select().from(messages)).toHaveLength(1);
    await publish(ctx, [aStint({ start: '2026-11-21', days: 1 }), { ...(stints[1] as (typeof stints)[0]), days: 1 }]);
    const [, change] = await ctx.db.select({ kind: messages.kind, facts: messages.facts }).from(messages);
    expect(change).toEqual({ kind: 'area_changed', facts: { area: 'Pasar Kliwon', count: 1 } });
  });

  test('ends it for one area or all, twice as once', async () => {
    await follow('33.72.01');
    await follow('33.72.04');
    expect(await unfollowArea(ctx, { areaCode: '33.72.01', subscription })).toEqual({ areaCodes: ['33.72.04'] });
    expect(await unfollowArea(ctx, { subscription })).toEqual({ areaCodes: [] });
    expect(await unfollowArea(ctx, { subscription })).toEqual({ areaCodes: [] });
  });

  test('keeps following with the new subscription that the browser was given', async () => {
    await follow('33.72.01');
    const fresh = aPushBrowser('https://push.example.com/two').subscription;
    expect(await renewSubscription(ctx, { old: subscription, fresh })).toBe(true);
    expect(await unfollowArea(ctx, { areaCode: '33.72.04', subscription: fresh })).toEqual({ areaCodes: ['33.72.01'] });
    expect(await renewSubscription(ctx, { old: 'x', fresh })).toBe(false);
  });
});

describe('who could not be told', () => {
  const moved = (ids: string[]) => writeMessages(ctx, ids, { kind: 'moved', cause: 'moved:1', sessionId });

  test('is listed for planners and the session’s own crew with a number to call, and that they looked is recorded', async () => {
    const contact = (address: string) => [{ channel: 'whatsapp' as const, address }];
    const placeAt = START;
    const failed = await aHolder(ctx, { sessionId, placeAt, contacts: contact('081234567890') });
    const reached = await aHolder(ctx, { sessionId, placeAt, contacts: contact('081234567891') });
    const without = await aTicket();
    await ctx.db
      .update(tickets)
      .set({ sealedName: ctx.keys.seal('Bu Sri', '2026-11-28') })
      .where(eq(tickets.id, failed));
    await moved([failed, reached]);
    await ctx.db.update(messages).set({ state: 'failed' }).where(eq(messages.ticketId, failed));
    await ctx.db.update(messages).set({ state: 'sent' }).where(eq(messages.ticketId, reached));
    expect((await listUnreached(ctx, { sessionId })).map(({ ticketId }) => ticketId)).toEqual([failed]);
    await ctx.db.update(sessions).set({ status: 'moved' });

    const list = await listUnreached(as(ctx, 'crew-1'), { sessionId });
    expect(list).toMatchObject([
      {
        ticketId: failed,
        name: 'Bu Sri',
        why: 'failed',
        kind: 'moved',
        ways: [{ channel: 'whatsapp', address: '+6281234567890' }],
      },
      { ticketId: without, name: null, why: 'no_channel', kind: null, ways: [] },
    ]);
    await expect(listUnreached(as(ctx, 'crew-2'), { sessionId })).rejects.toThrow(Forbidden);
    await expect(listUnreached({ ...ctx, actor: anActor('viewer') }, { sessionId })).rejects.toThrow(Forbidden);
    await expect(listUnreached({ ...ctx, actor: null }, { sessionId })).rejects.toThrow(Forbidden);
    const seen = await ctx.db
      .select({ actorId: acts.actorId, detail: acts.detail })
      .from(acts)
      .where(eq(acts.act, 'contacts.read'));
    expect(seen.map(({ actorId }) => actorId)).toEqual(['planner-1', 'crew-1']);
    expect(JSON.stringify(seen)).not.toMatch(/Sri|6281/);

    await markTold(as(ctx, 'crew-1'), { sessionId, ticketId: failed });
    await markTold(as(ctx, 'crew-1'), { sessionId, ticketId: failed });
    const after = await listUnreached(ctx, { sessionId });
    expect(after.map(({ ticketId, toldAt }) => [ticketId, toldAt !== null])).toEqual([
      [without, false],
      [failed, true],
    ]);
  });

  test('the ledger counts by channel and state, what waits and what it cost, without any address', async () => {
    const ids: string[] = [];
    for (const last of [0, 1, 2]) {
      const contacts = [{ channel: 'whatsapp' as const, address: `08123456789${last}` }];
      ids.push(await aHolder(ctx, { sessionId, placeAt: START, contacts }));
    }
    await moved(ids);
    await ctx.db
      .update(messages)
      .set({ state: 'delivered', cost: 350 })
      .where(eq(messages.ticketId, ids[0] ?? ''));
    await ctx.db
      .update(messages)
      .set({ state: 'failed', failure: 'gateway 400' })
      .where(eq(messages.ticketId, ids[1] ?? ''));
    const ledger = await readLedger(ctx);
    const whatsapp = ledger.channels.find(({ channel }) => channel === 'whatsapp');
    expect(whatsapp).toMatchObject({ isOffered: true, cost: 350, waiting: 1, lastFailure: 'gateway 400' });
    expect(whatsapp?.states).toMatchObject({ delivered: 1, failed: 1, queued: 1, sent: 0 });
    expect(ledger.unreached).toEqual([{ sessionId, date: '2026-11-21', venue: 'Kelurahan Pajang', messages: 1 }]);
    expect(JSON.stringify(ledger)).not.toContain('6281');
    await expect(readLedger(as(ctx, 'crew-1'))).rejects.toThrow(Forbidden);
  });
});
