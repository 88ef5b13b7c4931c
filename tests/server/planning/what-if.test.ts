import { scenarios } from '@jemput/server/db/schema/scenarios';
import { Forbidden, Invalid, NotFound } from '@jemput/server/errors';
import { createDraft } from '@jemput/server/planning/create-draft';
import { deleteDraft } from '@jemput/server/planning/delete-draft';
import { readBoard } from '@jemput/server/planning/read-board';
import { saveDraft } from '@jemput/server/planning/save-draft';
import { compareScenarios } from '@jemput/server/planning/what-if-compare';
import { createScenario } from '@jemput/server/planning/what-if-create';
import { deleteScenario } from '@jemput/server/planning/what-if-delete';
import { describe, expect, test, vi } from 'vitest';
import { anOffice, aStint, as, type OfficeContext, publish } from '../../fixtures/an-office.ts';

/** Three kits at three places from tomorrow on, published. */
async function aPlannedOffice(): Promise<{ ctx: OfficeContext; planId: string }> {
  const ctx = await anOffice();
  await publish(ctx, [
    aStint({ start: '2026-11-23', days: 3 }),
    aStint({ venue: 'mojosongo', start: '2026-11-23', days: 3, kits: ['K02'] }),
    aStint({ venue: 'kampung-baru', start: '2026-11-23', days: 3, kits: ['K03'] }),
  ]);
  const { planId } = await createDraft(ctx, { horizonEnd: '2026-12-06' });
  return { ctx, planId };
}

async function solved(ctx: OfficeContext, planId: string) {
  return vi.waitFor(
    async () => {
      const compared = await compareScenarios(ctx, { planId });
      expect(compared.scenarios.map(({ state }) => state)).not.toContain('solving');
      return compared;
    },
    { timeout: 60_000 },
  );
}

describe('scenarios', () => {
  test('stand beside the plan they were made of, which they do not change', async () => {
    const { ctx, planId } = await aPlannedOffice();
    const before = await readBoard(ctx, { planId });
    const asked = { planId, seconds: 0.5 };
    await createScenario(ctx, { ...asked, name: 'Dua alat kurang', whatIf: { kits: -2 } });
    await createScenario(ctx, { ...asked, name: 'Sebulan lagi', whatIf: { horizonEnd: '2027-01-06' } });
    const hours = [{ slot: 'malam', from: '2026-11-23', until: '2026-11-25', start: '19:30', end: '21:30' }];
    await createScenario(ctx, { ...asked, name: 'Jam Ramadan', whatIf: { slotHours: hours } });
    const { present, scenarios: list } = await solved(ctx, planId);
    expect(list.map(({ name, state, stale }) => [name, state, stale])).toEqual([
      ['Dua alat kurang', 'solved', false],
      ['Sebulan lagi', 'solved', false],
      ['Jam Ramadan', 'solved', false],
    ]);
    expect(present.figures).toMatchObject({ sessions: 9, poolsServed: 3, people: { sessions: 0 } });
    const [fewer, longer, ramadan] = list;
    // One kit cannot be at three places at once: at least the two others' first evenings are lost.
    expect(fewer?.figures?.people.sessions).toBeGreaterThanOrEqual(2);
    expect(longer?.figures?.recordings).toBeGreaterThan(fewer?.figures?.recordings ?? 0);
    expect(ramadan?.whatIf).toEqual({ slotHours: hours });
    for (const { figures, bound } of list) expect(bound).toBeGreaterThanOrEqual(figures?.objective ?? 0);
    expect((await readBoard(ctx, { planId })).stints).toEqual(before.stints);
  });

  test('are marked when the plan is edited, and go with it', async () => {
    const { ctx, planId } = await aPlannedOffice();
    await createScenario(ctx, { planId, seconds: 0.2, name: 'Satu lagi', whatIf: { kits: 1 } });
    await solved(ctx, planId);
    await saveDraft(ctx, { planId, revision: 1, stints: [aStint({ start: '2026-11-23' })] });
    expect((await compareScenarios(ctx, { planId })).scenarios).toMatchObject([{ stale: true }]);
    await deleteDraft(ctx, { planId, revision: 2 });
    expect(await ctx.db.select().from(scenarios)).toEqual([]);
  });

  test('that cannot be are refused, and one that the server was stopped over is told', async () => {
    const { ctx, planId } = await aPlannedOffice();
    const ask = (whatIf: object) => createScenario(ctx, { planId, seconds: 1, name: 'x', whatIf });
    await expect(ask({ kits: -3 })).rejects.toThrow(Invalid);
    await expect(ask({ closed: [{ venue: 'bulan', from: '2026-11-23', until: '2026-11-23' }] })).rejects.toThrow(
      /bulan/,
    );
    await expect(createScenario(ctx, { planId: 'none', seconds: 1, name: 'x', whatIf: { kits: 1 } })).rejects.toThrow(
      NotFound,
    );
    const row = { planId, name: 'Semalam', whatIf: { kits: 1 }, planRevision: 1, faults: [], createdAt: 0 };
    await ctx.db.insert(scenarios).values({ id: 'old', state: 'solving', ...row });
    expect((await compareScenarios(ctx, { planId })).scenarios).toMatchObject([{ id: 'old', state: 'interrupted' }]);
    await deleteScenario(ctx, { scenarioId: 'old' });
    await expect(deleteScenario(ctx, { scenarioId: 'old' })).rejects.toThrow(NotFound);
    expect((await compareScenarios(ctx, { planId })).scenarios).toEqual([]);
  });

  test('are made by planners', async () => {
    const { ctx, planId } = await aPlannedOffice();
    const crew = as(ctx, 'crew-1');
    const asked = { planId, seconds: 1, name: 'x', whatIf: { kits: 1 } };
    await expect(createScenario(crew, asked)).rejects.toThrow(Forbidden);
    await expect(deleteScenario(crew, { scenarioId: 'x' })).rejects.toThrow(Forbidden);
  });
});
