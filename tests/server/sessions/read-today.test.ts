import { randomUUID } from 'node:crypto';
import { sessions } from '@jemput/server/db/schema/sessions';
import { receiveReport } from '@jemput/server/field/receive-report';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import { findWithStanding } from '@jemput/server/sessions/find-with-standing';
import { readToday } from '@jemput/server/sessions/read-today';
import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { anOffice, aStint, as, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';

/** The hall of Pajang. */
const pajang = { lat: -7.5703, lon: 110.7829 };
const at = (ctx: OfficeContext, clock: string) => later(ctx, `2026-11-20T${clock}:00+07:00`);

async function twoHalls(): Promise<OfficeContext> {
  const ctx = await anOffice();
  await publish(ctx, [aStint({ days: 2 }), aStint({ venue: 'kampung-baru', kits: ['K02'], days: 2 })]);
  return ctx;
}

async function fillTonight(
  ctx: OfficeContext,
  venue: string,
  state: 'full' | 'last' | 'paused' = 'full',
): Promise<void> {
  const crew = as(ctx, venue === 'pajang' ? 'crew-1' : 'crew-2');
  const [session] = (await findSessions(ctx, { venue, from: '2026-11-20', to: '2026-11-20' })).sessions;
  const report = { id: randomUUID(), sessionId: session?.id ?? '', madeAt: crew.now(), incident: null, note: '' };
  await receiveReport(crew, { ...report, kind: 'state', state });
}

const where = (session: { venue: { id: string }; date: string } | null) =>
  session && `${session.venue.id} ${session.date}`;

describe('where somebody can go today', () => {
  test('before the hour, in it and after: how many places, from when, until when, and what comes next', async () => {
    const ctx = await twoHalls();
    const start = '2026-11-20T16:00:00+07:00';
    const end = '2026-11-20T21:00:00+07:00';
    expect(await readToday(at(ctx, '15:59'), {})).toMatchObject({
      promised: 2,
      open: 0,
      toCome: 2,
      from: start,
      next: null,
    });
    expect(await readToday(at(ctx, '16:00'), {})).toMatchObject({
      open: 2,
      confirmed: 0,
      toCome: 0,
      from: null,
      until: end,
    });
    const after = await readToday(at(ctx, '21:00'), {});
    expect(after).toMatchObject({ promised: 2, over: 2, open: 0, toCome: 0, until: null, best: null });
    expect(after.next?.date).toBe('2026-11-21');
  });

  test('near a point: the nearest that is not full; with nothing left today, what costs least in way and days', async () => {
    const ctx = at(await twoHalls(), '17:36');
    expect(where((await readToday(ctx, { near: pajang })).best)).toBe('pajang 2026-11-20');
    await fillTonight(ctx, 'pajang');
    const { best, open, promised, over } = await readToday(ctx, { near: pajang });
    expect([where(best), open, promised, over]).toEqual(['kampung-baru 2026-11-20', 1, 2, 0]);
    // 0.0443 degrees of longitude at 7.57 south, with 111.32 km a degree at the equator: 4.89 km.
    expect(((best?.distanceM ?? 0) / 1000).toFixed(1)).toBe('4.9');
    await fillTonight(ctx, 'kampung-baru');
    expect(where((await readToday(ctx, { near: pajang })).next)).toBe('pajang 2026-11-21');
  });

  test('nothing beyond half an hour’s ride, nor what was cancelled, nor another kind', async () => {
    const ctx = at(await twoHalls(), '17:36');
    expect(await readToday(ctx, { near: { lat: -5.5, lon: 110.8 } })).toMatchObject({
      promised: 0,
      best: null,
      next: null,
    });
    expect(await readToday(ctx, { kind: 'market' })).toMatchObject({ promised: 0, best: null, next: null });
    await ctx.db
      .update(sessions)
      .set({ status: 'cancelled' })
      .where(and(eq(sessions.venueId, 'pajang'), eq(sessions.date, '2026-11-20')));
    expect(where((await readToday(ctx, { near: pajang })).best)).toBe('kampung-baru 2026-11-20');
    expect((await readToday(ctx, {})).promised).toBe(1);
  });
});

test('with the last numbers a place can be gone to: it is named where no other has room, and told apart', async () => {
  const ctx = at(await twoHalls(), '17:36');
  await fillTonight(ctx, 'pajang', 'last');
  const roomy = await readToday(ctx, { near: pajang });
  expect([where(roomy.best), roomy.open, roomy.nearlyFull]).toEqual(['kampung-baru 2026-11-20', 2, 1]);
  await fillTonight(ctx, 'kampung-baru');
  const left = await readToday(ctx, { near: pajang });
  expect([where(left.best), left.open, left.nearlyFull, left.next]).toEqual(['pajang 2026-11-20', 1, 1, null]);
  expect(await readToday(ctx, {})).toMatchObject({ open: 1, until: '2026-11-20T21:00:00+07:00' });
});

test('what has stopped for a while is not over: it is counted apart', async () => {
  const ctx = at(await twoHalls(), '17:36');
  for (const venue of ['pajang', 'kampung-baru']) await fillTonight(ctx, venue, 'paused');
  expect(await readToday(ctx, {})).toMatchObject({ promised: 2, over: 0, open: 0, paused: 2, best: null });
});

test('a counter that prints cards beside one that records is one place, and nobody is sent to it to be recorded', async () => {
  const ctx = at(await twoHalls(), '17:36');
  const [pajangs] = await ctx.db
    .select()
    .from(sessions)
    .where(and(eq(sessions.venueId, 'pajang'), eq(sessions.date, '2026-11-20')));
  if (!pajangs) throw new Error('There is no session in Pajang.');
  await ctx.db.insert(sessions).values({ ...pajangs, id: 'zz-printer', service: 'printing' });
  expect(await readToday(ctx, {})).toMatchObject({ promised: 3, open: 2, best: { service: 'recording' } });
  await fillTonight(ctx, 'pajang');
  const full = await readToday(ctx, { near: pajang });
  expect([where(full.best), full.open]).toEqual(['kampung-baru 2026-11-20', 2]);
});

test('what is found is counted by what can be gone to, over all pages', async () => {
  const ctx = at(await twoHalls(), '17:36');
  await fillTonight(ctx, 'pajang');
  await ctx.db
    .update(sessions)
    .set({ status: 'cancelled' })
    .where(and(eq(sessions.venueId, 'kampung-baru'), eq(sessions.date, '2026-11-21')));
  const { total, standing } = await findWithStanding(ctx, { limit: 1 });
  expect({ total, standing }).toEqual({ total: 4, standing: { coming: 2, full: 1, paused: 0, cancelled: 1, over: 0 } });
  const { standing: later } = await findWithStanding(at(ctx, '21:00'), {});
  expect(later).toEqual({ coming: 1, full: 0, paused: 0, cancelled: 1, over: 2 });
  const noQuestion = await findWithStanding(ctx, { kind: 'market' });
  expect(noQuestion.standing).toEqual({ coming: 0, full: 0, paused: 0, cancelled: 0, over: 0 });
});
