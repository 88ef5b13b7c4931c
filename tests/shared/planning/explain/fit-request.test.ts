import { fitRequest, type SessionRequest, withRequest } from '@jemput/shared/planning/explain/fit-request';
import { objectiveOf } from '@jemput/shared/planning/objective';
import { checkProblem, indexProblem } from '@jemput/shared/planning/problem';
import { checkRules } from '@jemput/shared/planning/rules/rules';
import { afterSteps, solve } from '@jemput/shared/planning/solve';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aKit, aProblem, someRules } from '../../../fixtures/a-problem.ts';
import { aRandomProblem } from '../../../fixtures/a-random-problem.ts';

const school = { name: 'SMA 4', kind: 'school' as const, lat: -7.566, lon: 110.831 };
const rates = { malam: { rate: new Array<number>(7).fill(1), dispersion: 0 } };
const letter: SessionRequest = { place: school, people: 40, from: '2013-10-08', to: '2013-10-10', slots: ['malam'] };

test('a new place is the last pool and venue, open on the dates asked for and no others, and the problem stays sound', () => {
  const file = aProblem();
  const { file: asked, pool, venue } = withRequest(file, letter, rates);
  expect(checkProblem(asked)).toMatchObject({ ok: true });
  expect(asked.pools.slice(0, -1)).toEqual(file.pools);
  expect(asked.venues.slice(0, -1)).toEqual(file.venues);
  expect(asked.pools.at(-1)).toEqual({ id: pool, name: 'SMA 4', remaining: 40, minSessions: 0 });
  const also = ['2013-10-08', '2013-10-09', '2013-10-10'];
  expect(asked.venues.at(-1)).toMatchObject({ id: venue, open: { malam: { weekdays: [], except: [], also } } });
});

test('a known place keeps its usual days and rates, and has at least the people that the letter counts', () => {
  const file = aProblem();
  const ask = (people: number) => withRequest(file, { ...letter, place: { venue: 'laweyan' }, people }, rates);
  expect(ask(900).file.pools.find(({ id }) => id === 'laweyan')?.remaining).toBe(900);
  expect(ask(10).file.pools.find(({ id }) => id === 'laweyan')?.remaining).toBe(300);
  const venue = ask(900).file.venues.find(({ id }) => id === 'laweyan');
  expect(venue?.open.malam?.weekdays).toEqual([1, 2, 3, 4, 5, 6]);
  expect(venue?.rate).toEqual(file.venues[1]?.rate);
  expect(() => withRequest(file, { ...letter, place: { venue: 'nowhere' } }, rates)).toThrow(RangeError);
});

test('by hand: the only kit leaves Pajang a day early for forty pupils, ten of whom it records', () => {
  const sure = { rate: { malam: new Array<number>(7).fill(1) }, dispersion: 0, lat: -7.566, lon: 110.831 };
  const base = aProblem({
    horizon: { start: '2013-10-07', end: '2013-10-08' },
    kits: [aKit('K01', { recordingsPerHour: 2 })],
    rules: someRules({ setupCost: 2, kmCost: 0, discountPerDay: 0, shortfallCost: 0 }),
  });
  const file = { ...base, venues: base.venues.map((venue) => ({ ...venue, ...sure })) };
  const plan = { stints: [{ venue: 0, slot: 0, start: 0, days: 2, kits: [0] }] };
  const request = { ...letter, to: '2013-10-08' };
  const { windows } = fitRequest(file, () => plan, { request, rates, most: 5 });
  expect(windows).toHaveLength(1);
  const [window] = windows;
  expect(window?.stint).toEqual({ venue: 3, slot: 0, start: 1, days: 1, kits: [0] });
  expect(window?.displaced).toEqual([{ at: 0, what: 'shorter', to: { ...plan.stints[0], days: 1 } }]);
  // Ten gained at the school, ten lost at Pajang, and a set-up of two to pay.
  expect(window?.net).toBeCloseTo(-2, 6);
});

test('windows of a request keep every rule, lie in its dates and slots, and are worth what they say', () => {
  const size = { pools: 4, kits: 3, dates: 12, maxDays: 3 };
  const people = fc.integer({ min: 1, max: 300 });
  fc.assert(
    fc.property(aRandomProblem(size), people, fc.nat({ max: 8 }), (file, count, first) => {
      const plan = solve(indexProblem(file), { stop: afterSteps(3) }).plan;
      const dates = indexProblem(file).dates;
      const request = { ...letter, people: count, from: dates[first] ?? '', to: dates[first + 3] ?? '' };
      const { windows, problem, ledger } = fitRequest(file, () => plan, { request, rates, most: 5 });
      const before = objectiveOf(problem, plan).objective;
      for (const { stint, change, net } of windows) {
        expect(checkRules(ledger.after(change), problem)).toEqual([]);
        expect(objectiveOf(problem, ledger.after(change)).objective - before).toBeCloseTo(net, 7);
        expect(stint.start >= first && stint.start + stint.days - 1 <= first + 3).toBe(true);
        expect(problem.slotIds[stint.slot]).toBe('malam');
      }
      expect(new Set(windows.map(({ stint }) => stint.start)).size).toBe(windows.length);
    }),
    { numRuns: 40 },
  );
});
