import { outages, pools, venues } from '@jemput/server/db/schema/places';
import { stints } from '@jemput/server/db/schema/plans';
import { acts } from '@jemput/server/db/schema/staff';
import { Conflict, Forbidden, Invalid, NotFound } from '@jemput/server/errors';
import { createDraft } from '@jemput/server/planning/create-draft';
import { deleteDraft } from '@jemput/server/planning/delete-draft';
import { listPlans } from '@jemput/server/planning/list-plans';
import { readBoard } from '@jemput/server/planning/read-board';
import { saveDraft } from '@jemput/server/planning/save-draft';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { anOffice, aStint, as, later, publish } from '../../fixtures/an-office.ts';

describe('drafts', () => {
  test('a new draft begins with the timetable in force, over ten weeks', async () => {
    const ctx = await anOffice();
    await publish(ctx, [
      aStint({ kits: ['K01', 'K02'] }),
      aStint({ venue: 'mojosongo', start: '2026-11-23', kits: ['K03'] }),
    ]);
    const { planId } = await createDraft(ctx, {});
    const board = await readBoard(ctx, {});
    expect(board.plan).toMatchObject({
      id: planId,
      status: 'draft',
      revision: 1,
      timetableId: 1,
      stale: false,
      proof: null,
    });
    expect(board.stints).toMatchObject([
      { venue: 'pajang', start: '2026-11-20', days: 2, kits: ['K01', 'K02'], pinned: false },
      { venue: 'mojosongo', start: '2026-11-23', days: 2, kits: ['K03'], pinned: false },
    ]);
    expect(board.problem.published).toEqual(board.stints.map(({ id: _id, pinned: _pinned, ...stint }) => stint));
    expect([board.today, board.from, board.to]).toEqual(['2026-11-20', '2026-11-06', '2027-01-10']);
    expect(board.published).toHaveLength(4);
    const fresh = await anOffice();
    await createDraft(fresh, { name: 'Kosong' });
    expect((await readBoard(fresh, {})).plan).toMatchObject({ name: 'Kosong', horizonEnd: '2027-01-28' });
  });

  test('a copy takes what is left of another plan', async () => {
    const ctx = await anOffice();
    const { planId } = await createDraft(ctx, {});
    await saveDraft(ctx, {
      planId,
      revision: 1,
      stints: [aStint({ pinned: true }), aStint({ venue: 'mojosongo', start: '2026-11-23', kits: ['K02'] })],
    });
    const saturday = later(ctx, '2026-11-21T02:00:00Z');
    const copy = await createDraft(saturday, { copyOf: planId });
    const board = await readBoard(saturday, { planId: copy.planId });
    expect(board.stints).toMatchObject([
      { venue: 'pajang', start: '2026-11-21', days: 1, pinned: true },
      { venue: 'mojosongo', start: '2026-11-23', days: 2, pinned: false },
    ]);
    await expect(createDraft(ctx, { copyOf: 'nowhere' })).rejects.toThrow(NotFound);
    await expect(createDraft(ctx, { horizonEnd: '2026-11-01' })).rejects.toThrow(Invalid);
  });

  test('every broken rule is named, and nothing is written', async () => {
    const ctx = await anOffice();
    const { planId } = await createDraft(ctx, {});
    const broken = saveDraft(ctx, {
      planId,
      revision: 1,
      stints: [
        aStint({ start: '2026-11-21', days: 2 }),
        aStint({ venue: 'mojosongo', start: '2026-11-21', days: 1 }),
        aStint({ venue: 'kampung-baru', start: '2026-11-23', kits: ['K01', 'K02', 'K03'] }),
        aStint({ venue: 'pasar-kleco', start: '2026-11-24', days: 1, kits: ['K02'] }),
      ],
    });
    await expect(broken).rejects.toThrow(Invalid);
    await expect(broken).rejects.toSatisfy((error: Invalid) => {
      const codes = new Set(error.faults.map(({ code }) => code));
      expect(codes).toEqual(new Set(['kit_not_free', 'venue_closed', 'stint_size', 'pool_rests']));
      expect(error.faults.every(({ field }) => /^\/stints\/[0-3]$/.test(field))).toBe(true);
      return true;
    });
    expect(await ctx.db.select().from(stints)).toEqual([]);
    const unknown = saveDraft(ctx, { planId, revision: 1, stints: [aStint({ venue: 'x', slot: 'y', kits: ['z'] })] });
    await expect(unknown).rejects.toMatchObject({
      faults: ['/stints/0/venue', '/stints/0/slot', '/stints/0/kits/0'].map((field) => ({ field, code: 'unknown' })),
    });
    expect((await listPlans(ctx))[0]).toMatchObject({ revision: 1, objective: null });
  });

  test('who saves second is told who was first and when, and overwrites nothing', async () => {
    const ctx = await anOffice();
    const { planId } = await createDraft(ctx, {});
    await saveDraft(later(as(ctx, 'planner-2'), '2026-11-20T02:30:00Z'), { planId, revision: 1, stints: [aStint()] });
    const second = saveDraft(ctx, { planId, revision: 1, stints: [] });
    await expect(second).rejects.toThrow(Conflict);
    await expect(second).rejects.toThrow('by Nama planner-2 at 2026-11-20T09:30:00+07:00');
    expect(await ctx.db.select().from(stints)).toHaveLength(1);
    const [first, other] = await Promise.allSettled([
      saveDraft(ctx, { planId, revision: 2, stints: [] }),
      saveDraft(as(ctx, 'planner-2'), { planId, revision: 2, stints: [] }),
    ]);
    expect([first.status, other.status].toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('ids of stints that stay are kept, and their worth is counted', async () => {
    const ctx = await anOffice();
    const { planId } = await createDraft(ctx, {});
    await saveDraft(ctx, { planId, revision: 1, stints: [aStint()] });
    const [before] = (await readBoard(ctx, { planId })).stints;
    if (!before) throw new Error('no stint');
    await saveDraft(ctx, {
      planId,
      revision: 2,
      stints: [{ ...before, days: 1 }, aStint({ id: 'made-up', venue: 'mojosongo', kits: ['K02'] })],
    });
    const ids = (await readBoard(ctx, { planId })).stints.map(({ id }) => id);
    expect(ids).toContain(before.id);
    expect(ids).not.toContain('made-up');
    expect((await listPlans(ctx))[0]?.objective).toBeGreaterThan(0);
  });

  test('only drafts can be deleted, and only by planners', async () => {
    const ctx = await anOffice();
    const { planId } = await publish(ctx, [aStint()]);
    await expect(deleteDraft(ctx, { planId, revision: 2 })).rejects.toThrow(Conflict);
    const draft = await createDraft(ctx, {});
    expect(() => deleteDraft(as(ctx, 'crew-1'), { ...draft, revision: 1 })).toThrow(Forbidden);
    await deleteDraft(ctx, { ...draft, revision: 1 });
    expect((await listPlans(ctx)).map(({ id }) => id)).toEqual([planId]);
    expect(await ctx.db.select().from(acts).where(eq(acts.act, 'planning.deleteDraft'))).toHaveLength(1);
  });
});

describe('readProblem', () => {
  test('sessions that are past or begun rest their pool, count for their kits and leave the horizon', async () => {
    const ctx = await anOffice();
    await publish(ctx, [
      aStint({ days: 2 }),
      aStint({ venue: 'mojosongo', kits: ['K02'], start: '2026-11-21', days: 1 }),
    ]);
    // Friday evening: Pajang's first session has begun, its second is tomorrow.
    const evening = later(ctx, '2026-11-20T10:00:00Z');
    await createDraft(evening, {});
    const { problem, stints: shown } = await readBoard(evening, {});
    expect(shown).toMatchObject([
      { venue: 'mojosongo', start: '2026-11-21' },
      { venue: 'pajang', start: '2026-11-21', days: 1 },
    ]);
    const venue = (id: string) => problem.venues.find((entry) => entry.id === id);
    // The published date stays open, the six dates of rest after tonight are closed, at the pool's other venue as well.
    const rest = ['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'];
    expect(venue('pajang')?.open.malam?.except).toEqual(['2026-11-20', ...rest]);
    expect(venue('pasar-kleco')?.open.malam?.except).toEqual(['2026-11-20', '2026-11-21', ...rest]);
    expect(venue('mojosongo')?.open.malam?.except).toEqual(['2026-11-20']);
    expect(problem.kits.map(({ id, unavailable }) => [id, unavailable])).toEqual([
      ['K01', ['2026-11-20']],
      ['K02', []],
      ['K03', []],
    ]);
    const left = problem.pools.find(({ id }) => id === 'pajang')?.remaining ?? 0;
    expect(left).toBeLessThan(1000);
    expect(left).toBeGreaterThan(900);
  });

  test('sessions that were held count towards the least number of a pool', async () => {
    const ctx = await anOffice();
    await ctx.db.update(pools).set({ minSessions: 3 });
    await publish(ctx, [aStint({ days: 2 })]);
    const least = async (now: string) => {
      const { problem } = await readBoard(later(ctx, now), {});
      return problem.pools.find(({ id }) => id === 'pajang')?.minSessions;
    };
    expect(await least('2026-11-20T02:00:00Z')).toBe(3);
    expect(await least('2026-11-21T02:00:00Z')).toBe(2);
    expect(await least('2026-11-23T02:00:00Z')).toBe(1);
  });

  test('a kit that worked five days of a week of six has one left, where it is published', async () => {
    const ctx = await anOffice({ now: '2026-11-16T02:00:00Z' });
    await publish(ctx, [
      aStint({ start: '2026-11-16', days: 5 }),
      aStint({ venue: 'mojosongo', start: '2026-11-21', days: 1 }),
    ]);
    const { db } = ctx;
    await db.update(venues).set({ active: false }).where(eq(venues.id, 'kampung-baru'));
    await db
      .insert(outages)
      .values({ id: 'o1', kitId: 'K02', startDate: '2026-11-01', endDate: '2026-11-22', reason: 'rusak' });
    const friday = later(ctx, '2026-11-20T10:00:00Z');
    const { problem } = await readBoard(friday, {});
    const unavailable = Object.fromEntries(problem.kits.map((kit) => [kit.id, kit.unavailable]));
    expect(unavailable).toEqual({
      K01: ['2026-11-20', '2026-11-22'],
      K02: ['2026-11-20', '2026-11-21', '2026-11-22'],
      K03: [],
    });
    expect(problem.venues.map(({ id }) => id)).not.toContain('kampung-baru');
  });
});
