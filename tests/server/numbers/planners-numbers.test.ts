import { places, queues, ticketEvents, tickets } from '@jemput/server/db/schema/bookings';
import { acts } from '@jemput/server/db/schema/staff';
import { Conflict, Forbidden, Invalid } from '@jemput/server/errors';
import { measureEvenings } from '@jemput/server/numbers/evening-figures';
import { issueMore } from '@jemput/server/numbers/issue-more';
import { listQueues } from '@jemput/server/numbers/list-queues';
import { readQueue } from '@jemput/server/numbers/read-queue';
import { saveQueueSettings } from '@jemput/server/numbers/save-settings';
import { setRelease } from '@jemput/server/numbers/set-release';
import { standardQueueSettings } from '@jemput/shared/bookings/queue-settings';
import type { TicketOrigin, TicketState } from '@jemput/shared/bookings/ticket';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { anOffice, aStint, as, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';
import { aTicket, layOutExactly, sessionAt, ticketOf } from '../../fixtures/evening-numbers.ts';
import { anActor } from '../../fixtures/test-context.ts';

const DATE = '2026-11-27';
/** Numbers of that Friday open on Tuesday at eight. */
const OPEN = '2026-11-25T03:00:00Z';

async function anEvening() {
  const ctx = await anOffice();
  await publish(ctx, [aStint({ start: DATE, days: 1 })]);
  return { ctx, sessionId: await sessionAt(ctx, 'pajang', DATE) };
}

describe('the queues of an office', () => {
  test('tell in people what is taken, left and waited for, and who has not answered a change', async () => {
    const { ctx, sessionId } = await anEvening();
    await layOutExactly(ctx, sessionId, 10);
    await aTicket(ctx, { sessionId, people: 3 });
    await aTicket(ctx, { sessionId, people: 2, state: 'waiting_list' });
    await publish(ctx, [aStint({ start: '2026-11-30', days: 1 })], 'Balai dipakai');
    const { queues: found, total } = await listQueues(ctx, { skip: 0, limit: 10 });
    expect(total).toBe(1);
    expect(found[0]).toMatchObject({
      venueName: 'Kelurahan Pajang',
      date: '2026-11-30',
      status: 'moved',
      held: 3,
      waiting: 2,
      unanswered: 3,
    });
  });

  test('a cancelled session is listed until everybody has answered', async () => {
    const { ctx, sessionId } = await anEvening();
    await layOutExactly(ctx, sessionId, 10);
    await aTicket(ctx, { sessionId });
    await publish(ctx, [], 'Alat rusak');
    const listed = async () => (await listQueues(ctx, { skip: 0, limit: 10 })).cancelled.map((one) => one.sessionId);
    expect(await listed()).toEqual([sessionId]);
    await ctx.db.update(tickets).set({ state: 'lapsed', endedAt: ctx.now() });
    expect(await listed()).toEqual([]);
  });

  test('events name numbers and never a person', async () => {
    const { ctx, sessionId } = await anEvening();
    await layOutExactly(ctx, sessionId, 10);
    await aTicket(ctx, { sessionId });
    await publish(ctx, [aStint({ start: '2026-11-30', days: 1 })], 'Balai dipakai');
    const detail = await readQueue(ctx, { sessionId });
    expect(detail.events).toMatchObject([{ what: 'session_moved', label: 'A-001', people: 1 }]);
    expect(JSON.stringify(detail)).not.toMatch(/Sri|warga\d+@/);
  });
});

test('the log leaves out a call that found nobody and one given up, and keeps who was sent home', async () => {
  const { ctx, sessionId } = await anEvening();
  const kinds = ['desk_opened', 'nobody', 'void', 'refused:no_desk', 'refused:no_more_servable', 'desk_closed'];
  const at = { ticketId: '', sessionId, madeAt: ctx.now(), receivedAt: ctx.now() };
  await ctx.db.insert(ticketEvents).values(kinds.map((what) => ({ id: what, what, ...at })));
  const { events } = await readQueue(ctx, { sessionId });
  expect(events.map(({ what }) => what)).toEqual(['desk_closed', 'refused:no_more_servable', 'desk_opened']);
});

describe('more numbers', () => {
  test('go to those who wait first, and the audit says who added how many', async () => {
    const { ctx, sessionId } = await anEvening();
    await ctx.db.update(queues).set({ release: 'first_come' });
    const open = later(ctx, OPEN);
    await layOutExactly(open, sessionId, 1);
    await aTicket(open, { sessionId });
    const { id } = await aTicket(open, { sessionId, state: 'waiting_list' });
    expect(await issueMore(open, { sessionId, more: 2 })).toEqual({ sessionId, numbers: 3 });
    expect(await ticketOf(open, id)).toMatchObject({ state: 'offered', number: 2 });
    const [act] = await open.db.select().from(acts).where(eq(acts.act, 'queue.issueMore'));
    expect(act).toMatchObject({ actorId: 'planner-1', subject: sessionId, detail: { before: 1, after: 3 } });
  });

  test('are refused before numbers are given out, and to who may not', async () => {
    const { ctx, sessionId } = await anEvening();
    await expect(issueMore(ctx, { sessionId, more: 2 })).rejects.toThrow(Conflict);
    const viewer: OfficeContext = { ...ctx, actor: anActor('viewer') };
    expect(() => issueMore(viewer, { sessionId, more: 2 })).toThrow(Forbidden);
    expect(await ctx.db.$count(places)).toBe(0);
  });
});

describe('the way numbers are given', () => {
  test('can be another until they open; a draw is committed to at once', async () => {
    const { ctx, sessionId } = await anEvening();
    await setRelease(ctx, { sessionId, release: 'draw' });
    const [queue] = await ctx.db.select().from(queues);
    expect(queue).toMatchObject({ release: 'draw', closesAt: Date.parse('2026-11-26T16:00:00+07:00') });
    expect(queue?.commitment).toMatch(/^[0-9a-f]{64}$/);
    await setRelease(ctx, { sessionId, release: 'first_come' });
    expect(await ctx.db.select({ commitment: queues.commitment }).from(queues)).toEqual([{ commitment: null }]);
    await expect(setRelease(later(ctx, OPEN), { sessionId, release: 'draw' })).rejects.toThrow(Conflict);
  });
});

describe('the rules of numbers', () => {
  test('are kept as decided, with who decided, and new sessions go by them', async () => {
    const ctx = await anOffice();
    const saved = await saveQueueSettings(ctx, { ...standardQueueSettings, release: 'draw', openDaysBefore: 5 });
    expect(saved).toEqual({ ...standardQueueSettings, release: 'draw', openDaysBefore: 5 });
    await publish(ctx, [aStint({ start: DATE, days: 1 })]);
    const [queue] = await ctx.db.select().from(queues);
    expect(queue).toMatchObject({ release: 'draw', opensAt: Date.parse('2026-11-22T08:00:00+07:00') });
    const [act] = await ctx.db.select().from(acts).where(eq(acts.act, 'queue.settings'));
    expect(act).toMatchObject({ actorId: 'planner-1', detail: { after: { openDaysBefore: 5 } } });
  });

  test('that contradict each other are refused at the field, and crews decide nothing', async () => {
    const ctx = await anOffice();
    const wrong = { ...standardQueueSettings, reappearMinMinutes: 90 };
    const refused = await Promise.resolve()
      .then(() => saveQueueSettings(ctx, wrong))
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Invalid);
    expect((refused as Invalid).faults).toMatchObject([{ field: 'reappearMaxMinutes', value: 60 }]);
    await expect(async () => saveQueueSettings(as(ctx, 'crew-1'), standardQueueSettings)).rejects.toThrow(Forbidden);
  });
});

test('an evening that is over is measured: who stayed away, who just came, who was called on time, who was not reached', async () => {
  const { ctx, sessionId } = await anEvening();
  await layOutExactly(ctx, sessionId, 10);
  const placeAt = Date.parse('2026-11-27T16:00:00+07:00');
  let number = 0;
  const put = async (state: TicketState, origin: TicketOrigin, people: number, calledAfterMinutes?: number) => {
    number += 1;
    const calledAt = calledAfterMinutes === undefined ? null : placeAt + calledAfterMinutes * 60_000;
    const series = origin === 'walk_in' ? ('B' as const) : ('A' as const);
    const row = { id: `t${number}`, requestKey: `t${number}`, sessionId, askedAt: 0, state, origin, people };
    await ctx.db.insert(tickets).values({ ...row, series, number, placeAt, calledAt });
  };
  await put('served', 'home', 4, 10);
  await put('served', 'assisted', 2, 45);
  await put('absent', 'home', 2);
  await put('served', 'walk_in', 2, 5);
  await put('left_unserved', 'walk_in', 1);
  expect((await measureEvenings(later(ctx, '2026-11-27T13:59:00Z'))).evenings).toEqual([]);
  const measured = await measureEvenings(later(ctx, '2026-11-27T14:00:00Z'));
  expect(measured).toMatchObject({ absentShare: 0.25, walkInShare: 0.25, keptShare: 0 });
  expect(measured.evenings).toMatchObject([
    { numbers: 10, heldServed: 6, absent: 2, walkIns: 2, leftUnserved: 1, called: 6, calledOnTime: 4, isKept: false },
  ]);
});
