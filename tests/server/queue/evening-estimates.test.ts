import { desks, queues, tickets } from '@jemput/server/db/schema/bookings';
import { messages } from '@jemput/server/db/schema/messages';
import { sessions } from '@jemput/server/db/schema/sessions';
import { receiveReport } from '@jemput/server/field/receive-report';
import { createCaller } from '@jemput/server/http/router';
import { addContact } from '@jemput/server/messages/add-contact';
import { closeOutDue } from '@jemput/server/queue/close-out';
import { estimatesOf } from '@jemput/server/queue/evening-estimates';
import { numbersFor } from '@jemput/server/queue/numbers-for';
import { tellTurnsNear } from '@jemput/server/queue/turns-near';
import { checkByCode } from '@jemput/server/share/check-by-code';
import { codeOfSession } from '@jemput/server/share/share-of';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { anOffice, aStint, as, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';
import { aTicket, layOutExactly, sessionAt } from '../../fixtures/evening-numbers.ts';

const OPENING = '2026-11-20T16:00:00+07:00';
/** 18 recordings an hour and kit, five hours: 90 people. */
async function anEvening(kits: string[] = ['K01']) {
  const ctx = await anOffice();
  await publish(ctx, [
    aStint({ days: 1, kits }),
    aStint({ venue: 'kampung-baru', start: '2026-11-21', days: 1, kits: ['K02'] }),
  ]);
  const sessionId = await sessionAt(ctx, 'pajang', '2026-11-20');
  return { ctx, sessionId };
}

async function holders(ctx: OfficeContext, sessionId: string, count: number): Promise<string[]> {
  await layOutExactly(ctx, sessionId, count);
  const ids: string[] = [];
  for (let at = 0; at < count; at++) ids.push((await aTicket(ctx, { sessionId, hasMail: false })).id);
  return ids;
}

/** The crew has opened, and a desk calls. */
async function opened(ctx: OfficeContext, sessionId: string, minutes = 0): Promise<OfficeContext> {
  const evening = { ...later(ctx, OPENING), now: () => Date.parse(OPENING) + minutes * 60_000 };
  const desk = { sessionId, letter: 'B' as const, deviceId: 'device-0001', userId: 'crew-1' };
  const at = Date.parse(OPENING);
  await ctx.db.insert(desks).values({ ...desk, openedAt: at, seenAt: at });
  const id = 'c0a80101-0000-4000-8000-000000000001';
  await receiveReport(as(evening, 'crew-1'), { id, kind: 'opened', sessionId, madeAt: at });
  return evening;
}

const at = (evening: OfficeContext, minutes: number): OfficeContext => ({
  ...evening,
  now: () => Date.parse(OPENING) + minutes * 60_000,
});

test('numbers are as many as capacity bears with a share of walk-ins, and more by far with two kits', async () => {
  const one = await anEvening();
  const two = await anEvening(['K01', 'K02']);
  const [few, many] = [await numbersFor(one.ctx, one.sessionId), await numbersFor(two.ctx, two.sessionId)];
  expect(few.numbers).toBeGreaterThan(25);
  expect(few.numbers).toBeLessThan(120);
  expect(many.numbers).toBeGreaterThan(1.8 * few.numbers);
});

test('holders who stayed away on past evenings make room for more', async () => {
  const { ctx, sessionId } = await anEvening();
  await ctx.db.delete(queues);
  const before = await numbersFor(ctx, sessionId);
  const past = await sessionAt(ctx, 'kampung-baru', '2026-11-21');
  const rows = Array.from({ length: 60 }, (_, each) => ({
    ...{ id: `past-ticket-${each}`, sessionId: past, origin: 'home' as const, people: 1, askedAt: 0 },
    ...{ state: each % 2 === 0 ? ('absent' as const) : ('served' as const), requestKey: `past-${each}` },
  }));
  await ctx.db.insert(tickets).values(rows);
  const target = await sessionAt(ctx, 'pajang', '2026-11-20');
  await ctx.db.update(sessions).set({ date: '2026-11-10' }).where(eq(sessions.id, past));
  expect((await numbersFor(ctx, target)).numbers).toBeGreaterThan(before.numbers);
});

test('each waiting ticket has a range that rises with its place and narrows as its turn comes', async () => {
  const { ctx, sessionId } = await anEvening();
  const ids = await holders(ctx, sessionId, 40);
  const early = await estimatesOf(at(ctx, -600), sessionId);
  const times = ids.map((id) => early?.byTicket.get(id));
  for (const [index, time] of times.entries()) {
    expect(time?.p10At).toBeLessThanOrEqual(time?.p50At ?? 0);
    expect(time?.p50At).toBeLessThanOrEqual(time?.p90At ?? 0);
    if (index >= 5) expect(time?.p50At).toBeGreaterThan(times[index - 5]?.p50At ?? 0);
  }
  const evening = await opened(ctx, sessionId, 30);
  const now = await estimatesOf(evening, sessionId);
  const [then, soon] = [early?.byTicket.get(ids[8] ?? ''), now?.byTicket.get(ids[8] ?? '')];
  if (!then || !soon) throw new Error('the ticket waits');
  expect(soon.p50At).toBeGreaterThanOrEqual(evening.now());
});

test('slow recordings tonight move everybody behind them', async () => {
  const { ctx, sessionId } = await anEvening();
  const ids = await holders(ctx, sessionId, 60);
  const evening = await opened(ctx, sessionId, 100);
  const call = async (minutesEach: number) => {
    for (let each = 0; each < 10; each++) {
      const calledAt = Date.parse(OPENING) + each * minutesEach * 60_000;
      const row = {
        state: 'served' as const,
        calledAt,
        endedAt: calledAt + minutesEach * 60_000,
        desk: 'B' as const,
        arrivedAt: Date.parse(OPENING),
        placeAt: Date.parse(OPENING),
      };
      await ctx.db
        .update(tickets)
        .set(row)
        .where(eq(tickets.id, ids[each] ?? ''));
    }
    return estimatesOf(at(evening, 100 + minutesEach), sessionId);
  };
  const usual = await call(3.3);
  const slow = await call(9);
  expect(usual?.minutesPerPerson).toBeCloseTo(3.3, 0);
  expect(slow?.minutesPerPerson).toBeGreaterThan(6);
  expect(slow?.byTicket.get(ids[50] ?? '')?.p50At).toBeGreaterThan(usual?.byTicket.get(ids[50] ?? '')?.p50At ?? 0);
});

test('when nobody further can be served, page and log say full and where to go; once there is room again, not sooner than ten minutes later, they say so', async () => {
  const { ctx, sessionId } = await anEvening();
  const ids = await holders(ctx, sessionId, 90);
  const evening = await opened(ctx, sessionId, 120);
  await closeOutDue(evening);
  const caller = createCaller({ ...evening, actor: null });
  const { session: full } = await caller.sessions.get({ id: sessionId });
  expect(full).toMatchObject({ status: 'full', queue: { fullSince: expect.any(String) } });
  expect(full.alternatives).toHaveLength(1);
  expect(full.changes.at(-1)).toMatchObject({ what: 'status', from: 'open', to: 'full', reason: 'no_more_servable' });
  const { code } = await codeOfSession(evening, { id: sessionId });
  const poster = await checkByCode(evening, { code });
  expect(poster).toMatchObject({ subjects: [{ session: { status: 'full' }, alternatives: [{ date: '2026-11-21' }] }] });
  const estimates = await estimatesOf(evening, sessionId);
  expect(estimates?.isFull).toBe(true);
  expect(ids.indexOf(estimates?.lastServable ?? '')).toBeLessThan(80);

  await ctx.db.update(tickets).set({ state: 'cancelled' }).where(eq(tickets.state, 'held'));
  await closeOutDue(at(evening, 125));
  expect((await createCaller(at(evening, 125)).sessions.get({ id: sessionId })).session.status).toBe('full');
  await closeOutDue(at(evening, 131));
  const { session: clear } = await createCaller(at(evening, 131)).sessions.get({ id: sessionId });
  expect(clear).toMatchObject({ status: 'open', queue: { fullSince: null } });
  const written = clear.changes.length;
  await closeOutDue(at(evening, 132));
  expect((await createCaller(at(evening, 132)).sessions.get({ id: sessionId })).session.changes).toHaveLength(written);
});

test('while desks are opened one after the other, nothing is said to be full', async () => {
  const { ctx, sessionId } = await anEvening();
  await holders(ctx, sessionId, 90);
  const evening = await opened(ctx, sessionId, 120);
  await ctx.db.update(desks).set({ openedAt: evening.now() });
  await closeOutDue(at(evening, 129));
  expect((await createCaller(at(evening, 129)).sessions.get({ id: sessionId })).session.status).toBe('open');
  await closeOutDue(at(evening, 130));
  expect((await createCaller(at(evening, 130)).sessions.get({ id: sessionId })).session.status).toBe('full');
});

test('where no desk calls numbers, nothing is said of who can still be served', async () => {
  const { ctx, sessionId } = await anEvening();
  await holders(ctx, sessionId, 90);
  const evening = await opened(ctx, sessionId, 120);
  await ctx.db.delete(desks);
  await closeOutDue(evening);
  expect((await createCaller(evening).sessions.get({ id: sessionId })).session.status).toBe('open');
});

test('a crew that says there is room does not undo what its queue says', async () => {
  const { ctx, sessionId } = await anEvening();
  await holders(ctx, sessionId, 90);
  const evening = await opened(ctx, sessionId, 120);
  await closeOutDue(evening);
  const id = 'c0a80101-0000-4000-8000-000000000002';
  const told = {
    id,
    kind: 'state',
    state: 'free',
    incident: null,
    note: '',
    sessionId,
    madeAt: evening.now(),
  } as const;
  await receiveReport(as(evening, 'crew-1'), told);
  expect((await createCaller(evening).sessions.get({ id: sessionId })).session.status).toBe('full');
});

test('a turn that is near is told once, by the way that its holder has', async () => {
  const { ctx, sessionId } = await anEvening();
  await layOutExactly(ctx, sessionId, 60);
  const ids: string[] = [];
  for (let each = 0; each < 60; each++) ids.push((await aTicket(ctx, { sessionId, hasMail: false })).id);
  for (const [index, travelMinutes] of [
    [30, 10],
    [31, 120],
  ] as const) {
    const id = ids[index] ?? '';
    await ctx.db.update(tickets).set({ travelMinutes }).where(eq(tickets.id, id));
    await addContact(ctx, { ticketId: id }, { channel: 'email', address: `w${index}@example.id`, language: 'id' });
  }
  const told = async (minutes: number) => {
    await tellTurnsNear(at(ctx, minutes));
    const rows = await ctx.db.select().from(messages).where(eq(messages.kind, 'turn_near'));
    return rows.map(({ ticketId }) => ids.indexOf(ticketId ?? '')).sort();
  };
  expect(await told(-60)).toEqual([]);
  expect(await told(60)).toEqual([31]);
  for (const id of ids.slice(0, 30)) await ctx.db.update(tickets).set({ state: 'served' }).where(eq(tickets.id, id));
  expect(await told(140)).toEqual([30, 31]);
  expect(await told(141)).toEqual([30, 31]);
});
