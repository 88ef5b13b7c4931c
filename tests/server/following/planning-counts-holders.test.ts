import { readDisturbed } from '@jemput/server/following/read-disturbed';
import { createDraft } from '@jemput/server/planning/create-draft';
import { officeRules } from '@jemput/server/planning/office-rules';
import { readProblem } from '@jemput/server/planning/read-problem';
import { listRepairOptions } from '@jemput/server/planning/repair-draft';
import { saveDraft } from '@jemput/server/planning/save-draft';
import { checkProblem, indexProblem, type ProblemFile } from '@jemput/shared/planning/problem';
import { afterSteps, solve } from '@jemput/shared/planning/solve';
import { expect, test } from 'vitest';
import { anOffice, aStint, publish } from '../../fixtures/an-office.ts';
import { aTicket, layOutExactly, sessionAt } from '../../fixtures/evening-numbers.ts';

const DATE = '2026-11-27';
const here = aStint({ venue: 'pajang', start: DATE, days: 1, kits: ['K01'] });
const there = aStint({ venue: 'kampung-baru', start: DATE, days: 1, kits: ['K02'] });

/** Two evenings of the same date, of pools of the same size; at one of them people hold numbers. */
async function twoEvenings(heldAt: 'pajang' | 'kampung-baru', holders: number) {
  const ctx = await anOffice();
  await publish(ctx, [here, there]);
  const sessionId = await sessionAt(ctx, heldAt, DATE);
  await layOutExactly(ctx, sessionId, holders);
  for (let at = 0; at < holders; at++) await aTicket(ctx, { sessionId, hasMail: false });
  return { ctx, sessionId };
}

test.each(['pajang', 'kampung-baru'] as const)(
  'with one kit left for two evenings the engine keeps the one at %s that 80 people hold numbers for',
  async (heldAt) => {
    const { ctx } = await twoEvenings(heldAt, 80);
    const frame = { name: 'uji', horizonStart: DATE, horizonEnd: DATE, rules: await officeRules(ctx.db) };
    const { problem } = await readProblem(ctx, frame);
    expect(problem.published).toEqual([
      {
        venue: 'kampung-baru',
        slot: 'malam',
        start: DATE,
        days: 1,
        kits: ['K02'],
        ...(heldAt === 'kampung-baru' && { holders: [80] }),
      },
      {
        venue: 'pajang',
        slot: 'malam',
        start: DATE,
        days: 1,
        kits: ['K01'],
        ...(heldAt === 'pajang' && { holders: [80] }),
      },
    ]);
    const [K01] = problem.kits;
    const oneKit: ProblemFile = {
      ...problem,
      kits: K01 ? [K01] : [],
      published: problem.published.map((stint) => ({ ...stint, kits: ['K01'] })),
      rules: { ...problem.rules, reserveKits: 0, kmCost: 0 },
    };
    const checked = checkProblem(oneKit);
    expect(checked.ok).toBe(true);
    const { file: plan } = solve(indexProblem(oneKit), { stop: afterSteps(5) });
    expect(plan.stints.map(({ venue }) => venue)).toEqual([heldAt]);
  },
);

test('before publishing, planners see how many hold numbers for what changes, and how many of them find room elsewhere', async () => {
  const { ctx, sessionId } = await twoEvenings('pajang', 8);
  await layOutExactly(ctx, await sessionAt(ctx, 'kampung-baru', DATE), 5);
  await aTicket(ctx, { sessionId, state: 'waiting_list' });
  const { planId } = await createDraft(ctx, { horizonEnd: '2027-01-10' });
  await saveDraft(ctx, { planId, revision: 1, stints: [there] });
  expect(await readDisturbed(ctx, { planId })).toEqual({
    people: 8,
    sessions: [{ sessionId, change: 'cancelled', holding: 8, waiting: 1, roomElsewhere: 5, withoutRoom: 3 }],
  });
});

test('moving a session disturbs its holders, but leaves nobody without a number; what nobody holds is not named', async () => {
  const { ctx, sessionId } = await twoEvenings('pajang', 8);
  const { planId } = await createDraft(ctx, { horizonEnd: '2027-01-10' });
  await saveDraft(ctx, { planId, revision: 1, stints: [{ ...here, start: '2026-12-04' }] });
  expect(await readDisturbed(ctx, { planId })).toEqual({
    people: 8,
    sessions: [{ sessionId, change: 'moved', holding: 8, waiting: 0, roomElsewhere: 0, withoutRoom: 0 }],
  });
});

test('a repair tells the people who hold numbers, too', async () => {
  const { ctx } = await twoEvenings('pajang', 8);
  const { planId } = await createDraft(ctx, { horizonEnd: '2027-01-10' });
  const disruption = { kind: 'kit-fails' as const, kit: 'K01', from: DATE, until: DATE };
  const choice = await listRepairOptions(ctx, { planId, revision: 1, stints: [here, there], disruption });
  const holding = choice.options.map(({ people }) => people.holding);
  expect(Math.max(...holding)).toBe(8);
  expect(Math.min(...holding)).toBe(0);
});
