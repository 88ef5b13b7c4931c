import { randomUUID } from 'node:crypto';
import { venues } from '@jemput/server/db/schema/places';
import { sessions } from '@jemput/server/db/schema/sessions';
import { receiveReport } from '@jemput/server/field/receive-report';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import { getSession } from '@jemput/server/sessions/get-session';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { anOffice, aStint, as, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';

async function idAt(ctx: OfficeContext, venue: string, date: string): Promise<string> {
  const { sessions: found } = await findSessions(ctx, { venue, from: date, to: date });
  return found[0]?.id ?? '';
}

async function instead(ctx: OfficeContext, id: string): Promise<string[]> {
  const { session, alternatives } = await getSession(ctx, { id });
  expect(session.alternatives).toEqual(alternatives.map((other) => other.id));
  return alternatives.map(({ venue, date, distanceM }) => `${venue.id} ${date} ${(distanceM / 1000).toFixed(1)}`);
}

const evening = (ctx: OfficeContext, clock = '18:00') => later(ctx, `2026-11-20T${clock}:00+07:00`);

describe('what is offered in place of a session', () => {
  test('of a full one: another that takes place, has room and has not ended, with its distance', async () => {
    const ctx = await anOffice();
    await publish(ctx, [aStint({ days: 1 }), aStint({ venue: 'kampung-baru', kits: ['K02'], days: 2 })]);
    const crew = as(evening(ctx), 'crew-1');
    const id = await idAt(crew, 'pajang', '2026-11-20');
    const report = { id: randomUUID(), sessionId: id, madeAt: crew.now(), incident: null, note: '' };
    await receiveReport(crew, { ...report, kind: 'state', state: 'full' });
    // 0.0443 degrees of longitude at 7.57 south, with 111.32 km a degree at the equator: 4.89 km.
    expect(await instead(crew, id)).toEqual(['kampung-baru 2026-11-20 4.9']);
    expect(await instead(evening(ctx, '21:00'), id)).toEqual(['kampung-baru 2026-11-21 4.9']);
  });

  test('of a full one tonight: first who still takes people tonight, though the same hall tomorrow costs less', async () => {
    const ctx = await anOffice();
    await publish(ctx, [aStint({ days: 2 }), aStint({ venue: 'kampung-baru', kits: ['K02'], days: 2 })]);
    const crew = as(evening(ctx, '17:36'), 'crew-1');
    const id = await idAt(crew, 'pajang', '2026-11-20');
    const report = { id: randomUUID(), sessionId: id, madeAt: crew.now(), incident: null, note: '' };
    await receiveReport(crew, { ...report, kind: 'state', state: 'full' });
    expect(await instead(crew, id)).toEqual(['kampung-baru 2026-11-20 4.9', 'pajang 2026-11-21 0.0']);
    const tomorrow = await idAt(ctx, 'pajang', '2026-11-21');
    expect(await instead(crew, tomorrow)).toEqual(['kampung-baru 2026-11-21 4.9']);
    expect(await instead(evening(ctx, '21:00'), id)).toEqual(['pajang 2026-11-21 0.0', 'kampung-baru 2026-11-21 4.9']);
  });

  test('of a moved one: measured from where and when it was promised', async () => {
    const ctx = await anOffice();
    await publish(ctx, [aStint({ days: 1 }), aStint({ venue: 'kampung-baru', kits: ['K02'], days: 1 })]);
    const id = await idAt(ctx, 'pajang', '2026-11-20');
    await publish(ctx, [
      aStint({ venue: 'pasar-kleco', start: '2026-12-01', days: 1 }),
      aStint({ venue: 'kampung-baru', kits: ['K02'], days: 1 }),
    ]);
    const { session } = await getSession(ctx, { id });
    expect(session).toMatchObject({ status: 'moved', venue: { id: 'pasar-kleco' }, date: '2026-12-01' });
    // From Pasar Kleco, where it is now, it would be 5.9 km.
    expect(await instead(ctx, id)).toEqual(['kampung-baru 2026-11-20 4.9']);
  });

  test('of one that is over, or cancelled: the next; beyond ten kilometres there is none', async () => {
    const ctx = await anOffice();
    await publish(ctx, [aStint({ days: 1 }), aStint({ venue: 'kampung-baru', kits: ['K02'], days: 2 })]);
    const id = await idAt(ctx, 'pajang', '2026-11-20');
    const over = (await findSessions(evening(ctx, '21:00'), { venue: 'pajang' })).sessions[0];
    expect(over?.alternatives).toHaveLength(1);
    expect((await findSessions(evening(ctx), { venue: 'pajang' })).sessions[0]?.alternatives).toEqual([]);
    await ctx.db.update(sessions).set({ status: 'cancelled' }).where(eq(sessions.id, id));
    expect(await instead(ctx, id)).toEqual(['kampung-baru 2026-11-20 4.9']);
    await ctx.db.update(venues).set({ lon: 111.5 }).where(eq(venues.id, 'kampung-baru'));
    await ctx.db.update(sessions).set({ capacity: 1 }).where(eq(sessions.id, id));
    expect(await instead(evening(ctx), id)).toEqual([]);
  });
});
