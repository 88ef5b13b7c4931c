import { kits } from '@jemput/server/db/schema/places';
import { plans } from '@jemput/server/db/schema/plans';
import { Conflict, Forbidden, Invalid, NotFound } from '@jemput/server/errors';
import { createDraft } from '@jemput/server/planning/create-draft';
import { explainDraft, explainPool, explainPrice } from '@jemput/server/planning/explain-plan';
import { fitRequest } from '@jemput/server/planning/fit-request';
import { acceptRequest } from '@jemput/server/planning/fit-request-accept';
import { usualRules } from '@jemput/server/planning/office-rules';
import { readBoard } from '@jemput/server/planning/read-board';
import { saveDraft } from '@jemput/server/planning/save-draft';
import { contributions } from '@jemput/shared/planning/objective';
import { readStints } from '@jemput/shared/planning/plan';
import { indexProblem } from '@jemput/shared/planning/problem';
import { ne } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { anOffice, aStint, later, type OfficeContext } from '../../fixtures/an-office.ts';

/** One kit that stands at Pajang on Monday and Tuesday evening; Kampung Baru and Mojosongo are left out. */
async function drafted(over: Parameters<typeof aStint>[0] = {}): Promise<{ ctx: OfficeContext; planId: string }> {
  const ctx = await anOffice();
  await ctx.db.update(kits).set({ active: false }).where(ne(kits.id, 'K01'));
  const { planId } = await createDraft(ctx, { horizonEnd: '2026-12-18' });
  await saveDraft(ctx, { planId, revision: 1, stints: [aStint({ start: '2026-11-23', ...over })] });
  return { ctx, planId };
}

const school = { name: 'SMA Negeri 4', kind: 'school' as const, lat: -7.562, lon: 110.835 };
const letter = { place: school, people: 150, from: '2026-11-24', to: '2026-11-28', slots: ['siang'] };

describe('explaining a plan', () => {
  test('says what each stint brings, which pools are left out and why, also of edits not yet saved', async () => {
    const { ctx, planId } = await drafted();
    const told = await explainDraft(ctx, { planId });
    expect(told.stints).toMatchObject([{ stint: { venue: 'pajang', start: '2026-11-23' } }]);
    expect(told.stints[0]?.brings).toBeGreaterThan(0);
    expect(told.unserved.map(({ pool, code }) => [pool, code])).toEqual([
      ['kampung-baru', 'room_left'],
      ['mojosongo', 'room_left'],
    ]);
    const edited = await explainDraft(ctx, { planId, stints: [aStint({ venue: 'mojosongo', start: '2026-11-24' })] });
    expect(edited.unserved.map(({ pool }) => pool)).toEqual(['kampung-baru', 'pajang']);
  });

  test('a pool that is left out gets a place that makes the plan worth more, and one that is served gets nothing', async () => {
    const { ctx, planId } = await drafted();
    const told = await explainPool(ctx, { planId, pool: 'mojosongo' });
    expect(told?.why).toMatchObject({ pool: 'mojosongo', code: 'room_left', sessions: 0 });
    const [change] = told?.changes ?? [];
    if (change?.kind !== 'displace') throw new Error('no place is told');
    expect(change.net).toBeGreaterThan(0);
    const stints = [aStint({ start: '2026-11-23' }), { ...change.window.stint, pinned: false }];
    await saveDraft(ctx, { planId, revision: 2, stints });
    expect(await explainPool(ctx, { planId, pool: 'mojosongo' })).toBeNull();
    await expect(explainPool(ctx, { planId, pool: 'nowhere' })).rejects.toThrow(NotFound);
  });

  test('one more kit brings something on the only evening of a plan with three places, and nothing when all are closed', async () => {
    const { ctx, planId } = await drafted();
    await ctx.db.update(plans).set({ rules: { ...usualRules, setupCost: 1 } });
    const tonight = await createDraft(ctx, { horizonEnd: '2026-11-20' });
    const friday = await explainPrice(ctx, { planId: tonight.planId, date: '2026-11-20' });
    expect(friday.brings).toBeGreaterThan(5);
    const sunday = await explainPrice(ctx, { planId, date: '2026-11-22' });
    expect(sunday.brings).toBe(0);
    await expect(explainPrice(ctx, { planId, date: '2027-11-22' })).rejects.toThrow(Invalid);
  });

  test('crews are not told', async () => {
    const { ctx, planId } = await drafted();
    const crew = { ...ctx, actor: { id: 'crew-1', name: 'Sri', role: 'crew' as const } };
    await expect(explainDraft(crew, { planId })).rejects.toThrow(Forbidden);
  });
});

describe('a request that nobody planned for', () => {
  test('the best windows, best first, each within the dates and slots asked for', async () => {
    const { ctx, planId } = await drafted();
    const windows = await fitRequest(ctx, { planId, request: letter });
    expect(windows.length).toBeGreaterThan(1);
    const nets = windows.map(({ net }) => net);
    expect(nets).toEqual(nets.toSorted((a, b) => b - a));
    for (const { stint } of windows) {
      expect(stint.slot).toBe('siang');
      expect(stint.start >= '2026-11-24' && stint.start <= '2026-11-28').toBe(true);
    }
    // The only kit stands at Pajang on Tuesday: a window on that day shortens or moves that.
    const tuesday = windows.find(({ stint }) => stint.start === '2026-11-24');
    if (tuesday) expect(tuesday.displaced).toMatchObject([{ before: { venue: 'pajang' } }]);
  });

  test('taken, the place is known from then on, the stint pinned, and who is expected is what was said', async () => {
    const { ctx, planId } = await drafted();
    const [window] = await fitRequest(ctx, { planId, request: letter });
    if (!window) throw new Error('no window');
    const board = await readBoard(ctx, { planId });
    const kept = board.stints.flatMap((stint) => {
      const gone = window.displaced.find(({ before }) => before.start === stint.start && before.venue === stint.venue);
      if (!gone) return [stint];
      return gone.after ? [{ ...stint, ...gone.after }] : [];
    });
    const taken = { planId, revision: 2, request: letter, stint: { ...window.stint, pinned: true }, stints: kept };
    expect(await acceptRequest(ctx, taken)).toEqual({ revision: 3, venue: 'sma-negeri-4' });
    const after = await readBoard(ctx, { planId });
    expect(after.venues.find(({ id }) => id === 'sma-negeri-4')).toMatchObject({ name: school.name, kind: 'school' });
    expect(after.pools.find(({ id }) => id === 'sma-negeri-4')).toMatchObject({ remaining: 150 });
    const own = after.stints.filter(({ venue }) => venue === 'sma-negeri-4');
    expect(own).toMatchObject([{ ...window.stint, venue: 'sma-negeri-4', pinned: true }]);
    const problem = indexProblem(after.problem);
    const { servedByStint } = contributions(problem, readStints(problem, after.stints));
    expect(servedByStint[after.stints.findIndex(({ venue }) => venue === 'sma-negeri-4')]).toBeCloseTo(
      window.served,
      6,
    );
    await expect(acceptRequest(ctx, taken)).rejects.toThrow(Conflict);
  });

  test('nothing is written where the window breaks a rule by now', async () => {
    const { ctx, planId } = await drafted();
    const stint = { venue: 'x', slot: 'siang', start: '2026-11-24', days: 1, kits: ['K02'], pinned: true };
    const before = await readBoard(ctx, { planId });
    await expect(
      acceptRequest(ctx, { planId, revision: 2, request: letter, stint, stints: before.stints }),
    ).rejects.toThrow(Invalid);
    expect((await readBoard(ctx, { planId })).venues).toEqual(before.venues);
  });

  test('at a known place with more people than were known, on a day when it is closed', async () => {
    const { ctx, planId } = await drafted();
    const request = {
      place: { venue: 'mojosongo' },
      people: 1500,
      from: '2026-11-22',
      to: '2026-11-22',
      slots: ['malam'],
    };
    const [window] = await fitRequest(later(ctx, '2026-11-20T02:00:00Z'), { planId, request });
    expect(window).toMatchObject({ stint: { venue: 'mojosongo', start: '2026-11-22', days: 1, kits: ['K01'] } });
    if (!window) return;
    const { stints } = await readBoard(ctx, { planId });
    await acceptRequest(ctx, { planId, revision: 2, request, stint: { ...window.stint, pinned: true }, stints });
    const { pools, problem } = await readBoard(ctx, { planId });
    expect(pools.find(({ id }) => id === 'mojosongo')).toMatchObject({ remaining: 1500, eligible: 1500 });
    expect(problem.pinned).toContainEqual(window.stint);
  });

  test('an unknown slot, venue, or a time after the plan is named', async () => {
    const { ctx, planId } = await drafted();
    const fit = fitRequest(ctx, {
      planId,
      request: { ...letter, place: { venue: 'nowhere' }, slots: ['subuh'], from: '2027-11-24', to: '2027-11-28' },
    });
    await expect(fit).rejects.toMatchObject({
      faults: [{ field: '/slots' }, { field: '/place/venue' }, { field: '/from' }],
    });
  });
});
