import { verifyBound } from '@jemput/shared/planning/bounds/certificate';
import { negativeBinomialServed } from '@jemput/shared/planning/negative-binomial-served';
import type { Certificate } from '@jemput/shared/planning/plan';
import { checkProblem, indexProblem, type ProblemFile } from '@jemput/shared/planning/problem';
import { recountBound } from '@jemput/shared/planning/verify-bound';
import { describe, expect, test } from 'vitest';
import { aKit, aPool, aProblem, aVenue, someRules } from '../../../fixtures/a-problem.ts';

const everyDay = { weekdays: [1, 2, 3, 4, 5, 6, 7], except: [], also: [] };
const everybody = Array(7).fill(1);

/** A hundred people, all of whom come; 18 an hour for five hours are 90, 4 an hour 20. */
function aHundred(over: Partial<ProblemFile>): ProblemFile {
  return aProblem({
    horizon: { start: '2013-10-07', end: '2013-10-08' },
    kits: [aKit('fast'), aKit('slow', { recordingsPerHour: 4 })],
    pools: [aPool('pajang', { remaining: 100, minSessions: 0 })],
    venues: [aVenue('pajang', { maxKits: 1, dispersion: 0, open: { malam: everyDay }, rate: { malam: everybody } })],
    rules: someRules({ setupCost: 0, kmCost: 0, discountPerDay: 0, maxDays: 1, revisitGapDays: 0 }),
    ...over,
  });
}

function bounds(file: ProblemFile, certificate: Certificate): number[] {
  const check = checkProblem(file);
  if (!check.ok) throw new Error(JSON.stringify(check.faults));
  return [verifyBound(indexProblem(check.problem), certificate), recountBound(file, certificate)];
}

describe('what is left out under prices', () => {
  const first = negativeBinomialServed(100, 0, 90);

  test('is no slow kit that does as well for less once few are left', () => {
    const second = negativeBinomialServed(100 - first, 0, 20);
    const proven = bounds(aHundred({}), {
      groups: [
        { kits: ['fast'], date: [45, 45], week: [0] },
        { kits: ['slow'], date: [0, 0], week: [0] },
      ],
      date: [0, 0],
      cells: 256,
    });
    // The fast kit on one date at its price, the slow one on the other; what there is of the fast one is worth 2 × 45.
    for (const bound of proven) {
      expect(bound).toBeGreaterThanOrEqual(first - 45 + second + 90);
      expect(bound).toBeLessThan(first - 45 + second + 90 + 0.05);
    }
  });

  test('is no second kit that pays while many are left', () => {
    const both = negativeBinomialServed(100, 0, 180);
    const file = aHundred({
      horizon: { start: '2013-10-07', end: '2013-10-07' },
      kits: [aKit('one'), aKit('other')],
      rules: { ...aHundred({}).rules, setupCost: 5 },
    });
    const venues = file.venues.map((venue) => ({ ...venue, maxKits: 2 }));
    const proven = bounds(
      { ...file, venues },
      {
        groups: [{ kits: ['one', 'other'], date: [4], week: [0] }],
        date: [0],
        cells: 64,
      },
    );
    // The second kit records some 10 more for 5 of set-up and 4 of price.
    for (const bound of proven) expect(bound).toBeCloseTo(both - 10, 6);
  });

  test('is no shorter slot that keeps what was published', () => {
    const file = aHundred({
      horizon: { start: '2013-10-07', end: '2013-10-07' },
      kits: [aKit('fast')],
      slots: [
        { id: 'pagi', start: '08:00', end: '12:00' },
        { id: 'malam', start: '16:00', end: '21:00' },
      ],
      rules: { ...aHundred({}).rules, changeCost: 60 },
    });
    const venue = { ...(file.venues[0] ?? aVenue('pajang')), open: { pagi: everyDay, malam: everyDay } };
    const published = [{ venue: 'pajang', slot: 'pagi', start: '2013-10-07', days: 1, kits: ['fast'] }];
    const proven = bounds(
      { ...file, venues: [{ ...venue, rate: { pagi: everybody, malam: everybody } }], published },
      { groups: [{ kits: ['fast'], date: [0], week: [0] }], date: [0], cells: 64 },
    );
    // 72 in the morning with the promise kept beat 90 in the evening and 60 for breaking it.
    for (const bound of proven) expect(bound).toBeCloseTo(negativeBinomialServed(100, 0, 72), 6);
  });
});
