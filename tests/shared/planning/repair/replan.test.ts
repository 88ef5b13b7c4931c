import { objectiveOf } from '@jemput/shared/planning/objective';
import { type Plan, readStints } from '@jemput/shared/planning/plan';
import { toPlanFile } from '@jemput/shared/planning/plan-file';
import {
  checkProblem,
  indexProblem,
  type Problem,
  type ProblemFile,
  type Stint,
} from '@jemput/shared/planning/problem';
import { type Disruption, disrupted } from '@jemput/shared/planning/repair/disruption';
import { replan } from '@jemput/shared/planning/repair/replan';
import { checkRules } from '@jemput/shared/planning/rules/rules';
import { afterSteps, solve } from '@jemput/shared/planning/solve';
import { verify } from '@jemput/shared/planning/verify';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aKit, aPool, aProblem, aVenue, someRules } from '../../../fixtures/a-problem.ts';
import { aRandomProblem } from '../../../fixtures/a-random-problem.ts';

function read(file: ProblemFile): Problem {
  const check = checkProblem(file);
  if (!check.ok) throw new Error(JSON.stringify(check.faults));
  return indexProblem(check.problem);
}

/** A plan of the engine, announced whole, and what happens then. */
function afterwards(file: ProblemFile, disruption: Disruption, holders: number) {
  const first = solve(read(file), { stop: afterSteps(4) });
  const published = first.file.stints.map((stint) => ({ ...stint, holders: Array(stint.days).fill(holders) }));
  const announced = { ...file, published };
  const before = { problem: read(announced), plan: readStints(read(announced), first.file.stints) };
  const after = disrupted(announced, disruption).file;
  return { before, after, again: replan(before, read(after), { stop: afterSteps(4), seed: 1 }) };
}

const day = fc.integer({ min: 7, max: 18 }).map((date) => `2013-10-${String(date).padStart(2, '0')}`);
const disruption: fc.Arbitrary<Disruption> = fc.oneof(
  fc
    .record({ kit: fc.constantFrom('K0', 'K1', 'K2'), from: day, until: day })
    .map((failure) => ({ kind: 'kit-fails' as const, ...failure })),
  fc
    .record({ venue: fc.constantFrom('p0-a', 'p1-a'), from: day, until: day })
    .map((closure) => ({ kind: 'venue-closes' as const, ...closure })),
  fc.constant({ kind: 'kit-arrives' as const, kit: aKit('K9', { recordingsPerHour: 12 }) }),
  fc.constant({
    kind: 'request' as const,
    pool: aPool('sma-3', { remaining: 90 }),
    venue: aVenue('sma-3', { pool: 'sma-3' }),
  }),
);

const small = aRandomProblem({ pools: 4, kits: 3, dates: 12, maxDays: 4 });

describe('planning again', () => {
  test('keeps the rules after whatever happens, and is worth what it says, by a recount that shares no code', () => {
    fc.assert(
      fc.property(small, disruption, fc.constantFrom(0, 1, 40), (file, event, holders) => {
        const { after, again } = afterwards(file, event, holders);
        const problem = read(after);
        const { certificate, bound } = solve(problem, { stop: afterSteps(0) });
        const told = toPlanFile(problem, again.plan, { certificate, bound }, 0);
        expect(verify(after, told).faults).toEqual([]);
        expect(again.worth.objective).toBe(told.objective);
      }),
      { numRuns: 40 },
    );
  });

  test('changes nothing that does not gain: undoing any one pool never raises the objective', () => {
    fc.assert(
      fc.property(small, disruption, fc.constantFrom(0, 1, 40), (file, event, holders) => {
        const { before, after, again } = afterwards(file, event, holders);
        const problem = read(after);
        const { objective } = objectiveOf(problem, again.plan);
        for (const { pool } of again.changes) {
          const undone = withPoolOf(problem, again.plan, before.plan, pool);
          if (checkRules(undone, problem).length > 0) continue;
          expect(objectiveOf(problem, undone).objective).toBeLessThan(objective);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('tells every change, and no other', () => {
    fc.assert(
      fc.property(small, disruption, (file, event) => {
        const { before, again } = afterwards(file, event, 5);
        const text = (stint: object) => JSON.stringify(stint);
        const stood = new Set(before.problem.file.published.map(({ holders: _, ...stint }) => text(stint)));
        const stands = new Set(again.stints.map(text));
        const gone = [...stood].filter((stint) => !stands.has(stint)).sort();
        const come = [...stands].filter((stint) => !stood.has(stint)).sort();
        expect(again.changes.flatMap(({ from }) => from.map(text)).sort()).toEqual(gone);
        expect(again.changes.flatMap(({ to }) => to.map(text)).sort()).toEqual(come);
      }),
      { numRuns: 20 },
    );
  });
});

function withPoolOf(problem: Problem, plan: Plan, from: Plan, pool: string): Plan {
  const own = problem.index.pool.get(pool);
  const isOwn = ({ venue }: { venue: number }) => problem.venuePool[venue] === own;
  return { stints: [...plan.stints.filter((stint) => !isOwn(stint)), ...from.stints.filter(isOwn)] };
}

test('an improvement that was possible all along is left for another day', () => {
  // Bumi has nobody coming to it yet, and K02 stands idle.
  const stints = [{ venue: 'pajang', slot: 'malam', start: '2013-10-07', days: 2, kits: ['K01'] }];
  const file = aProblem({ published: stints, pools: ['pajang', 'laweyan', 'bumi'].map((id) => aPool(id)) });
  const problem = read(file);
  const failure = { kind: 'kit-fails' as const, kit: 'K01', from: '2013-10-08', until: '2013-10-08' };
  const before = { problem, plan: readStints(problem, stints) };
  const again = replan(before, read(disrupted(file, failure).file), { stop: afterSteps(6) });
  expect(again.changes.map(({ pool }) => pool)).toEqual(['pajang']);
  const asked = replan(before, problem, { stop: afterSteps(6) });
  expect(asked.changes.length).toBeGreaterThan(1);
});

describe('one kit that fails', () => {
  /** Six places, four kits busy and two idle on the evening of the 8th. */
  function sixPlaces(): ProblemFile {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    return aProblem({
      kits: ['K01', 'K02', 'K03', 'K04', 'K05', 'K06'].map((id) => aKit(id)),
      pools: names.map((id) => aPool(id, { remaining: 400 })),
      venues: names.map((id, at) => aVenue(id, { lat: -7.57 + at / 200, lon: 110.8, maxKits: 1 })),
      rules: someRules({ maxDays: 3, revisitGapDays: 30 }),
    });
  }

  test.each([0, 1, 40])('loses no published session where an idle kit can take over, with %d holders', (holders) => {
    const file = sixPlaces();
    const stints = ['a', 'b', 'c', 'd'].map((venue, at) => {
      return { venue, slot: 'malam', start: '2013-10-07', days: 3, kits: [`K0${at + 1}`] };
    });
    const published = stints.map((stint) => ({ ...stint, holders: [holders, holders, holders] }));
    const problem = read({ ...file, published });
    const before = { problem, plan: readStints(problem, stints) };
    const failure = { kind: 'kit-fails' as const, kit: 'K01', from: '2013-10-08', until: '2013-10-08' };
    const { file: after } = disrupted({ ...file, published }, failure);
    const again = replan(before, read(after), { stop: afterSteps(6) });
    expect(again.people).toEqual({ sessions: 0, holding: 0, expected: 0 });
    expect(again.worth.changes).toBe(0);
    const { from, to, forced } = again.changes.find(({ pool }) => pool === 'a') ?? {};
    expect({ from, forced }).toEqual({ from: [stints[0]], forced: true });
    expect(to).toMatchObject([{ venue: 'a', start: '2013-10-07', days: 3 }]);
    expect(again.changes.map(({ pool }) => pool).filter((pool) => ['b', 'c', 'd'].includes(pool))).toEqual([]);
  });

  test('for two evenings costs two published sessions where every kit is busy, not more', () => {
    const file = { ...sixPlaces(), kits: ['K01', 'K02', 'K03', 'K04'].map((id) => aKit(id)) };
    const stints = ['a', 'b', 'c', 'd'].map((venue, at) => {
      return { venue, slot: 'malam', start: '2013-10-07', days: 3, kits: [`K0${at + 1}`] };
    });
    const published = stints.map((stint) => ({ ...stint, holders: [25, 25, 25] }));
    const problem = read({ ...file, published });
    const before = { problem, plan: readStints(problem, stints) };
    const failure = { kind: 'kit-fails' as const, kit: 'K01', from: '2013-10-08', until: '2013-10-09' };
    const { file: after } = disrupted({ ...file, published }, failure);
    const again = replan(before, read(after), { stop: afterSteps(6) });
    expect(again.people).toMatchObject({ sessions: 2, holding: 50 });
  });
});

describe('one kit that fails for an evening', () => {
  test('changes two published sessions at most wherever that is possible, by trying every way of keeping them', () => {
    const small = aRandomProblem({ pools: 3, kits: 3, dates: 8, maxDays: 2 });
    const evening = fc.integer({ min: 7, max: 14 }).map((date) => `2013-10-${String(date).padStart(2, '0')}`);
    fc.assert(
      fc.property(small, fc.constantFrom('K0', 'K1', 'K2'), evening, (drawn, kit, date) => {
        const rules = { ...drawn.rules, changeCost: 100, minDays: 1 };
        const file = { ...drawn, pinned: [], published: [], rules };
        const stints = solve(read(file), { stop: afterSteps(4) }).file.stints.slice(0, 5);
        const published = stints.map((stint) => ({ ...stint, holders: Array(stint.days).fill(40) }));
        const problem = read({ ...file, published });
        const failure = { kind: 'kit-fails' as const, kit, from: date, until: date };
        const after = read(disrupted({ ...file, published }, failure).file);
        const before = { problem, plan: readStints(problem, stints) };
        const again = replan(before, after, { stop: afterSteps(6) });
        const fewest = fewestLost(after, before.plan.stints);
        if (fewest <= 2) expect(again.people.sessions).toBeLessThanOrEqual(2);
      }),
      { numRuns: 60 },
    );
  });
});

/** The fewest dates of these stints that are lost, each kept whole, in part, with any kits, or not at all. */
function fewestLost(problem: Problem, stints: readonly Stint[]): number {
  const kitSets = [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]];
  const ways = stints.map((stint) => {
    const days = Array.from({ length: stint.days }, (_, day) => day);
    const parts = days.flatMap((first) => days.slice(first).map((last) => ({ first, days: last - first + 1 })));
    const kept = parts.flatMap((part) =>
      kitSets.map((kits) => ({ ...stint, start: stint.start + part.first, days: part.days, kits })),
    );
    return kept.filter((one) => checkRules({ stints: [one] }, problem).length === 0).sort((a, b) => b.days - a.days);
  });
  let fewest = stints.reduce((sum, { days }) => sum + days, 0);
  const extend = (at: number, chosen: Stint[], lost: number) => {
    const stint = stints[at];
    if (lost >= fewest) return;
    if (!stint) {
      fewest = lost;
      return;
    }
    for (const way of ways[at] ?? []) {
      const next = [...chosen, way];
      if (checkRules({ stints: next }, problem).length === 0) extend(at + 1, next, lost + stint.days - way.days);
    }
    extend(at + 1, chosen, lost + stint.days);
  };
  extend(0, [], 0);
  return fewest;
}

test('a kit that arrives works where it gains, and sends nobody away', () => {
  const stints = [{ venue: 'pajang', slot: 'malam', start: '2013-10-07', days: 3, kits: ['K01'] }];
  const file = aProblem({ kits: [aKit('K01')], published: stints.map((stint) => ({ ...stint, holders: [9, 9, 9] })) });
  const problem = read(file);
  const after = read(disrupted(file, { kind: 'kit-arrives', kit: aKit('K02') }).file);
  const again = replan({ problem, plan: readStints(problem, stints) }, after, { stop: afterSteps(6) });
  expect(again.people.sessions).toBe(0);
  expect(again.stints.some(({ kits }) => kits.includes('K02'))).toBe(true);
  expect(again.changes.every(({ gain }) => gain > 0)).toBe(true);
});

test('a request that comes in is served, at nobody’s published session', () => {
  const stints = [{ venue: 'pajang', slot: 'malam', start: '2013-10-07', days: 3, kits: ['K01'] }];
  const file = aProblem({ published: stints.map((stint) => ({ ...stint, holders: [9, 9, 9] })) });
  const problem = read(file);
  const request = { kind: 'request' as const, pool: aPool('sma-3', { remaining: 200 }), venue: aVenue('sma-3') };
  const after = read(disrupted(file, request).file);
  const again = replan({ problem, plan: readStints(problem, stints) }, after, { stop: afterSteps(6) });
  expect(again.people.sessions).toBe(0);
  expect(again.stints.some(({ venue }) => venue === 'sma-3')).toBe(true);
});
