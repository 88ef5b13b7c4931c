import { outages } from '@jemput/server/db/schema/places';
import { plans, stints } from '@jemput/server/db/schema/plans';
import { Conflict, Invalid, NotFound } from '@jemput/server/errors';
import { createDraft } from '@jemput/server/planning/create-draft';
import { cancelRun, watchRun } from '@jemput/server/planning/planning-runs';
import { proposePlan } from '@jemput/server/planning/propose-plan';
import { readBoard } from '@jemput/server/planning/read-board';
import { saveDraft } from '@jemput/server/planning/save-draft';
import { checkProblem } from '@jemput/shared/planning/problem';
import { verify } from '@jemput/shared/planning/verify';
import { describe, expect, test } from 'vitest';
import { anOffice, aStint, as, publish } from '../../fixtures/an-office.ts';

type RunState = Awaited<ReturnType<typeof ended>>;

async function watched(runId: string, signal?: AbortSignal) {
  const states = [];
  for await (const state of watchRun({ runId }, signal)) states.push(state);
  return states;
}

async function ended(runId: string) {
  const states = await watched(runId);
  const last = states.at(-1);
  if (!last) throw new Error('a run says nothing');
  return { ...last, told: states.length };
}

describe('proposePlan', () => {
  test('the plan is in the draft when the run is done, with its proof, and pins stay', async () => {
    const ctx = await anOffice();
    const { planId } = await createDraft(ctx, { horizonEnd: '2026-12-12' });
    await saveDraft(ctx, {
      planId,
      revision: 1,
      stints: [aStint({ venue: 'mojosongo', start: '2026-11-27', kits: ['K03'], pinned: true })],
    });
    const { runId } = await proposePlan(ctx, { planId, revision: 2, seconds: 20, steps: 12, seed: 3 });
    const last = await ended(runId);
    expect(last).toMatchObject({ state: 'done', planId, revision: 3 });
    expect(last.bound).toBeGreaterThanOrEqual(last.objective);
    const board = await readBoard(ctx, { planId });
    expect(board.plan).toMatchObject({ revision: 3, proof: { seed: 3, objective: last.objective, bound: last.bound } });
    expect(board.stints.filter(({ pinned }) => pinned)).toMatchObject([
      { venue: 'mojosongo', start: '2026-11-27', days: 2, kits: ['K03'] },
    ]);
    expect(board.stints.length).toBeGreaterThan(3);
    const checked = checkProblem(board.problem);
    expect(checked.ok).toBe(true);
    const proof = board.plan?.proof;
    if (!proof) throw new Error('no proof');
    const file = { ...proof, stints: board.stints.map(({ id: _id, pinned: _pinned, ...stint }) => stint) };
    expect(verify(board.problem, file)).toMatchObject({ faults: [] });
  });

  test('the same seed and steps lay out the same plan, and the 2013 practice is worse', async () => {
    const laidOut = async (method: 'search' | 'rotation') => {
      const ctx = await anOffice();
      const { planId } = await createDraft(ctx, { horizonEnd: '2026-12-12' });
      const { runId } = await proposePlan(ctx, { planId, revision: 1, seconds: 20, steps: 8, method });
      const { objective } = await ended(runId);
      const rows = await ctx.db.select().from(stints);
      return { objective, rows: rows.map(({ id: _id, planId: _plan, ...stint }) => JSON.stringify(stint)).toSorted() };
    };
    const first = await laidOut('search');
    expect(await laidOut('search')).toEqual(first);
    const rotation = await laidOut('rotation');
    expect(rotation.rows.length).toBeGreaterThan(0);
    expect(rotation.objective).toBeLessThan(first.objective);
  });

  test('a draft that is edited meanwhile keeps the edit, and the run says so', async () => {
    const ctx = await anOffice();
    const { planId } = await createDraft(ctx, {});
    const { runId } = await proposePlan(ctx, { planId, revision: 1, seconds: 20, steps: 5 });
    await saveDraft(as(ctx, 'planner-2'), { planId, revision: 1, stints: [aStint()] });
    const last: RunState = await ended(runId);
    expect(last).toMatchObject({ state: 'failed', revision: 1 });
    expect(last.message).toContain('was changed by Nama planner-2');
    expect(await ctx.db.select().from(stints)).toHaveLength(1);
    expect((await ctx.db.select().from(plans))[0]).toMatchObject({ revision: 2, proof: null });
  });

  test('a second planner is told who is computing; cancelling keeps the best so far', async () => {
    const ctx = await anOffice();
    const { planId } = await createDraft(ctx, { horizonEnd: '2026-12-12' });
    const { runId } = await proposePlan(ctx, { planId, revision: 1, seconds: 300 });
    const second = proposePlan(as(ctx, 'planner-2'), { planId, revision: 1, seconds: 1 });
    await expect(second).rejects.toThrow(Conflict);
    await expect(second).rejects.toThrow('planner started at 2026-11-20T09:00:00+07:00');
    for await (const { state, step } of watchRun({ runId })) {
      if (state === 'running' && step >= 1) cancelRun({ runId });
      if (state !== 'running') expect(state).toBe('cancelled');
    }
    expect((await ctx.db.select().from(stints)).length).toBeGreaterThan(0);
    expect((await ctx.db.select().from(plans))[0]).toMatchObject({ revision: 2 });
    expect((await ended(runId)).told).toBe(1);
  });

  test('who stops watching stops nothing', async () => {
    const ctx = await anOffice();
    const { planId } = await createDraft(ctx, { horizonEnd: '2026-12-12' });
    const { runId } = await proposePlan(ctx, { planId, revision: 1, seconds: 20, steps: 10 });
    const leaving = new AbortController();
    leaving.abort();
    expect(await watched(runId, leaving.signal)).toEqual([]);
    expect(await ended(runId)).toMatchObject({ state: 'done' });
  });

  test('pins that contradict an outage are named, and an old edit or unknown run refused', async () => {
    const ctx = await anOffice();
    const { planId } = await createDraft(ctx, {});
    await saveDraft(ctx, { planId, revision: 1, stints: [aStint({ pinned: true })] });
    await ctx.db
      .insert(outages)
      .values({ id: 'o1', kitId: 'K01', startDate: '2026-11-21', endDate: '2026-11-21', reason: 'rusak' });
    const proposed = proposePlan(ctx, { planId, revision: 2, seconds: 1 });
    await expect(proposed).rejects.toThrow(Invalid);
    await expect(proposed).rejects.toMatchObject({ faults: [{ code: 'pinned_unavailable', value: 'K01' }] });
    await expect(proposePlan(ctx, { planId, revision: 1, seconds: 1 })).rejects.toThrow(Conflict);
    await expect(ended('nowhere')).rejects.toThrow(NotFound);
  });

  test('after a publication the engine weighs what was promised', async () => {
    const ctx = await anOffice();
    await publish(ctx, [aStint({ start: '2026-11-25', days: 3 })]);
    const { planId } = await createDraft(ctx, { horizonEnd: '2026-12-12' });
    const { runId } = await proposePlan(ctx, { planId, revision: 1, seconds: 20, steps: 8 });
    await ended(runId);
    const { plan } = await readBoard(ctx, { planId });
    expect(plan).toMatchObject({ timetableId: 1, stale: false });
    expect(plan?.proof?.expected.changes).toBeGreaterThanOrEqual(0);
  });
});
