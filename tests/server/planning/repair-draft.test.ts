import { openings, outages } from '@jemput/server/db/schema/places';
import { Conflict, Forbidden, Invalid } from '@jemput/server/errors';
import { saveOutage } from '@jemput/server/places/outages';
import { createDraft } from '@jemput/server/planning/create-draft';
import { readBoard } from '@jemput/server/planning/read-board';
import { readDifference } from '@jemput/server/planning/read-difference';
import { applyRepair } from '@jemput/server/planning/repair-apply';
import { listRepairOptions, replanDraft } from '@jemput/server/planning/repair-draft';
import type { DraftStint } from '@jemput/shared/planning/draft';
import type { StintFile } from '@jemput/shared/planning/problem';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { anOffice, aStint, as, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';

const HALF_PAST_THREE = '2026-11-20T08:30:00Z';
const failure = { kind: 'kit-fails' as const, kit: 'K01', from: '2026-11-20', until: '2026-11-20' };

/** Tonight in Pajang and Mojosongo, in Kampung Baru tomorrow; K03 stands idle tonight unless it is wanted too. */
async function tonight(kits: { pajang: string[]; mojosongo: string[] }): Promise<OfficeContext> {
  const ctx = await anOffice();
  await publish(ctx, [
    aStint({ kits: kits.pajang, days: 1 }),
    aStint({ venue: 'mojosongo', kits: kits.mojosongo, days: 1 }),
  ]);
  return later(ctx, HALF_PAST_THREE);
}

async function draftOf(ctx: OfficeContext) {
  const { planId } = await createDraft(ctx, {});
  const { plan, stints } = await readBoard(ctx, { planId });
  return { planId, revision: plan?.revision ?? 0, stints };
}

const asDraft = (stints: StintFile[]): DraftStint[] => stints.map((stint) => ({ ...stint, pinned: false }));

describe('a kit fails at half past three, the evening is at four', () => {
  test('the options are ranked, and the first one applied is in the draft together with the outage', async () => {
    const ctx = await tonight({ pajang: ['K01'], mojosongo: ['K02'] });
    const draft = await draftOf(ctx);
    const { broken, options } = await listRepairOptions(ctx, { ...draft, disruption: failure });
    expect(broken).toMatchObject({ venue: 'pajang', start: '2026-11-20', kits: ['K01'] });
    expect(options[0]).toMatchObject({ kind: 'swap', people: { sessions: 0, holding: 0, expected: 0 } });
    expect(options.map(({ kind }) => kind)).toContain('cancel');
    const chosen = asDraft(options[0]?.stints ?? []);
    const { revision } = await applyRepair(ctx, {
      ...draft,
      stints: chosen,
      disruption: failure,
      reason: 'Kamera mati',
    });
    const board = await readBoard(ctx, { planId: draft.planId });
    expect(board.plan?.revision).toBe(revision);
    expect(board.stints).toMatchObject([
      { venue: 'mojosongo', kits: ['K02'] },
      { venue: 'pajang', start: '2026-11-20', kits: ['K03'] },
    ]);
    expect(await ctx.db.select().from(outages)).toMatchObject([
      { kitId: 'K01', startDate: '2026-11-20', endDate: '2026-11-20', reason: 'Kamera mati' },
    ]);
    const { moved, cancelled, changedKits } = await readDifference(ctx, { planId: draft.planId });
    expect([moved.length, cancelled.length, changedKits.length]).toEqual([0, 0, 1]);
  });

  test('an option that gives up an evening says how many were expected there', async () => {
    const ctx = await tonight({ pajang: ['K01'], mojosongo: ['K02', 'K03'] });
    const { options } = await listRepairOptions(ctx, { ...(await draftOf(ctx)), disruption: failure });
    const cancel = options.find(({ kind }) => kind === 'cancel');
    expect(cancel?.people).toMatchObject({ sessions: 1, holding: 0 });
    expect(cancel?.people.expected).toBeGreaterThan(10);
    const kinds = options.map(({ kind }) => kind);
    expect(kinds).toContain('borrow');
    expect(kinds.indexOf('borrow')).toBeLessThan(kinds.indexOf('cancel'));
    expect(options[0]?.recordingsLost).toBeLessThan(cancel?.recordingsLost ?? 0);
  });

  test('what is already noted of a kit needs no second word, and a pin that it breaks is repaired too', async () => {
    const ctx = await tonight({ pajang: ['K01'], mojosongo: ['K02'] });
    const draft = await draftOf(ctx);
    await saveOutage(ctx, { kitId: 'K01', startDate: '2026-11-20', endDate: '2026-11-21', reason: 'Rusak' });
    const stints = draft.stints.map((stint) => ({ ...stint, pinned: stint.venue === 'pajang' }));
    const { broken, options } = await listRepairOptions(ctx, { ...draft, stints, disruption: null });
    expect(broken).toMatchObject({ venue: 'pajang' });
    expect(options[0]?.kind).toBe('swap');
  });
});

describe('a repair', () => {
  test('is not stored, and neither is the outage, where the draft was changed or breaks a rule', async () => {
    const ctx = await tonight({ pajang: ['K01'], mojosongo: ['K02'] });
    const draft = await draftOf(ctx);
    const repair = { ...draft, disruption: failure, reason: 'Rusak' };
    await expect(applyRepair(ctx, { ...repair, revision: 9 })).rejects.toThrow(Conflict);
    await expect(applyRepair(ctx, repair)).rejects.toThrow(Invalid);
    expect(await ctx.db.select().from(outages)).toEqual([]);
    expect((await readBoard(ctx, { planId: draft.planId })).plan?.revision).toBe(1);
  });

  test('is for planners', async () => {
    const ctx = await tonight({ pajang: ['K01'], mojosongo: ['K02'] });
    const request = { ...(await draftOf(ctx)), disruption: failure };
    await expect(listRepairOptions(as(ctx, 'crew-1'), request)).rejects.toThrow(Forbidden);
    await expect(replanDraft(as(ctx, 'crew-1'), request)).rejects.toThrow(Forbidden);
    await expect(applyRepair(as(ctx, 'crew-1'), { ...request, reason: 'x' })).rejects.toThrow(Forbidden);
  });

  test('of a kit that nobody knows is refused', async () => {
    const ctx = await tonight({ pajang: ['K01'], mojosongo: ['K02'] });
    const unknown = { ...failure, kit: 'K99' };
    await expect(listRepairOptions(ctx, { ...(await draftOf(ctx)), disruption: unknown })).rejects.toThrow(/K99/);
  });
});

describe('planning again', () => {
  test('when a venue closes keeps every other session, and the closed days are stored with it', async () => {
    const ctx = await tonight({ pajang: ['K01'], mojosongo: ['K02'] });
    const draft = await draftOf(ctx);
    const closure = { kind: 'venue-closes' as const, venue: 'pajang', from: '2026-11-20', until: '2026-11-22' };
    const again = await replanDraft(ctx, { ...draft, disruption: closure });
    expect(again.people.sessions).toBe(1);
    const pajang = again.changes.find(({ pool }) => pool === 'pajang');
    expect(pajang).toMatchObject({ forced: true, from: [{ venue: 'pajang', start: '2026-11-20' }] });
    expect(again.stints).toContainEqual(expect.objectContaining({ venue: 'mojosongo', start: '2026-11-20' }));
    await applyRepair(ctx, { ...draft, stints: asDraft(again.stints), disruption: closure, reason: 'Hajatan' });
    const rows = await ctx.db.select().from(openings).where(eq(openings.venueId, 'pajang'));
    expect(rows.map(({ rule }) => rule.except)).toEqual([
      ['2026-11-20', '2026-11-21', '2026-11-22'],
      ['2026-11-20', '2026-11-21', '2026-11-22'],
    ]);
    const { cancelled, moved } = await readDifference(ctx, { planId: draft.planId });
    expect(cancelled.length + moved.length).toBe(1);
  });
});
