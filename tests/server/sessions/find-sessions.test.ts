import { venues } from '@jemput/server/db/schema/places';
import { Invalid } from '@jemput/server/errors';
import { saveVenue } from '@jemput/server/places/save-venue';
import { findNames } from '@jemput/server/sessions/find-names';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import { listChanges } from '@jemput/server/sessions/list-changes';
import { hideSmallCells, readProgress } from '@jemput/server/sessions/read-progress';
import type { FindSessions } from '@jemput/shared/sessions/find-sessions';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { anOffice, aStint, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';

async function aTimetable(): Promise<OfficeContext> {
  const ctx = await anOffice();
  await publish(ctx, [
    aStint(),
    aStint({ venue: 'kampung-baru', kits: ['K02'], slot: 'siang', days: 1 }),
    aStint({ venue: 'mojosongo', kits: ['K03'], start: '2026-11-23', days: 1 }),
    aStint({ venue: 'pasar-kleco', kits: ['K02'], start: '2026-12-01', days: 1 }),
  ]);
  return ctx;
}

async function venuesOf(ctx: OfficeContext, question: FindSessions): Promise<string[]> {
  const { sessions, total } = await findSessions(ctx, question);
  expect(total).toBe(sessions.length);
  return sessions.map(({ venue, date }) => `${venue.id} ${date.slice(5)}`);
}

describe('findSessions', () => {
  test('answers in order of start, from today on', async () => {
    const ctx = await aTimetable();
    const all = ['kampung-baru 11-20', 'pajang 11-20', 'pajang 11-21', 'mojosongo 11-23', 'pasar-kleco 12-01'];
    expect(await venuesOf(ctx, {})).toEqual(all);
    const saturday = later(ctx, '2026-11-20T17:30:00Z');
    expect(await venuesOf(saturday, {})).toEqual(all.slice(2));
    expect(await venuesOf(saturday, { from: '2026-11-20', to: '2026-11-20' })).toEqual(all.slice(0, 2));
  });

  test('each condition narrows', async () => {
    const ctx = await aTimetable();
    const cases: [FindSessions, string[]][] = [
      [{ evening: true, to: '2026-11-20' }, ['pajang 11-20']],
      [{ slot: 'siang' }, ['kampung-baru 11-20']],
      [{ kind: 'market' }, ['pasar-kleco 12-01']],
      [{ venue: 'mojosongo' }, ['mojosongo 11-23']],
      [{ area: '33.72.01' }, ['pajang 11-20', 'pajang 11-21', 'pasar-kleco 12-01']],
      [{ area: '33.72.0' }, []],
      [{ status: 'cancelled' }, []],
    ];
    for (const [question, answer] of cases) expect(await venuesOf(ctx, question)).toEqual(answer);
  });

  test('near a point: nearest first, within the radius, and the nearest beyond where there is none', async () => {
    const ctx = await aTimetable();
    // By the spherical law of cosines in Python, R = 6371.0088 km: 1,778 m to Pajang, 3,529 m to Kampung Baru.
    const near = { lat: -7.5614, lon: 110.7963 };
    const { sessions } = await findSessions(ctx, { near, to: '2026-11-20' });
    expect(sessions.map(({ venue, distanceM }) => [venue.id, distanceM])).toEqual([
      ['pajang', 1778],
      ['kampung-baru', 3529],
    ]);
    const none = await findSessions(ctx, { near, radiusKm: 0.5 });
    expect(none).toMatchObject({ sessions: [], total: 0 });
    // A day weighs as much as a kilometre: the market is nearer, and eleven days away.
    expect(none.nearby.map(({ venue }) => venue.id)).toEqual(['pajang', 'kampung-baru', 'mojosongo']);
  });

  test('names are found with typing errors, joined, split and with kel. before them', async () => {
    const ctx = await aTimetable();
    for (const q of ['pajang', 'PAJNG', 'kel. Pajang', 'kelurahan pajang', 'paj']) {
      expect(await venuesOf(ctx, { q, to: '2026-11-20' }), q).toEqual(['pajang 11-20']);
    }
    for (const q of ['kampung baru', 'Kampungbaru', 'kampung bru', 'Kel Kampungbaru']) {
      expect(await venuesOf(ctx, { q }), q).toEqual(['kampung-baru 11-20']);
    }
    for (const q of ['mojosongo', 'mojo songo', 'Mojosnogo'])
      expect(await venuesOf(ctx, { q }), q).toEqual(['mojosongo 11-23']);
    expect(await venuesOf(ctx, { q: 'jebres' })).toEqual(['mojosongo 11-23']);
    expect(await venuesOf(ctx, { q: 'zzzz' })).toEqual([]);
    expect((await findNames(ctx, { q: 'kampung baru' }))[0]).toMatchObject({
      name: expect.stringContaining('Kampung Baru'),
    });
  });

  test('words of time are no part of a name, and a kind of place alone is all of that kind', async () => {
    const ctx = await aTimetable();
    expect(await venuesOf(ctx, { q: 'jebres malam ini' })).toEqual(['mojosongo 11-23']);
    expect(await findNames(ctx, { q: 'jebres malam ini' })).toEqual(await findNames(ctx, { q: 'jebres' }));
    expect(await venuesOf(ctx, { q: 'pasar' })).toEqual(['pasar-kleco 12-01']);
    expect(await venuesOf(ctx, { q: 'sekolah' })).toEqual([]);
    expect(await venuesOf(ctx, { q: 'kelurahan', to: '2026-11-20' })).toEqual(['kampung-baru 11-20', 'pajang 11-20']);
  });

  test('pages follow each other without a gap or a double', async () => {
    const ctx = await aTimetable();
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 10; page++) {
      const answer = await findSessions(ctx, {
        near: { lat: -7.57, lon: 110.8 },
        limit: 2,
        ...(cursor ? { cursor } : {}),
      });
      expect(answer.total).toBe(5);
      seen.push(...answer.sessions.map(({ id }) => id));
      if (!answer.nextCursor) break;
      cursor = answer.nextCursor;
    }
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
  });

  test('contradictions and foreign cursors are named', async () => {
    const ctx = await aTimetable();
    const asked = findSessions(ctx, { from: '2026-11-21', to: '2026-11-20', radiusKm: 2, cursor: 'x' });
    await expect(asked).rejects.toThrow(Invalid);
    await expect(asked).rejects.toMatchObject({
      faults: [{ field: 'to' }, { field: 'radiusKm' }, { field: 'cursor' }],
    });
  });

  test('a venue that is edited shows at once, and leaves answers already given alone', async () => {
    const ctx = await aTimetable();
    const first = await findSessions(ctx, {});
    const [row] = await ctx.db.select().from(venues).where(eq(venues.id, 'pajang'));
    if (!row) throw new Error('no venue');
    await saveVenue(ctx, { ...row, name: 'Balai Pajang', openings: {} });
    const { sessions } = await findSessions(ctx, { venue: 'pajang' });
    expect(sessions[0]?.venue.name).toBe('Balai Pajang');
    expect(first.sessions[1]?.venue.name).toBe('Kelurahan Pajang');
  });

  test('the log of changes is read on from a number', async () => {
    const ctx = await aTimetable();
    const { changes, seq } = await listChanges(ctx, { since: 2, limit: 2 });
    expect(changes.map((change) => change.seq)).toEqual([3, 4]);
    expect(seq).toBe(4);
    expect(await listChanges(ctx, { since: 5 })).toEqual({ changes: [], seq: 5 });
  });
});

describe('readProgress', () => {
  test('adds up people, and what the sessions will bring', async () => {
    const ctx = await aTimetable();
    const progress = await readProgress(ctx);
    expect(progress).toMatchObject({ eligible: 3600, recorded: 600, remaining: 3000, reached: null });
    expect(progress.byArea).toHaveLength(3);
    expect(progress.history).toEqual([
      { date: '2026-11-18', recorded: 500 },
      { date: '2026-11-20', recorded: 600 },
    ]);
    const line = progress.planned;
    expect(line.map(({ date }) => date)).toEqual(['2026-11-20', '2026-11-21', '2026-11-23', '2026-12-01']);
    for (const { low, mean, high } of line) {
      expect(low).toBeLessThanOrEqual(mean);
      expect(mean).toBeLessThanOrEqual(high);
    }
  });

  test('counts under five are hidden, and with a single one the next smallest', () => {
    const cell = (code: string, remaining: number) => ({ code, name: code, eligible: 100, remaining });
    const hidden = hideSmallCells([cell('a', 3), cell('b', 60), cell('c', 20), cell('d', 0)]);
    expect(hidden.map(({ remaining }) => remaining)).toEqual([null, 60, null, 0]);
    expect(hidden.map(({ recorded }) => recorded)).toEqual([null, 40, null, 100]);
  });
});
