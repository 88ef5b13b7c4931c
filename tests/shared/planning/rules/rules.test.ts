import { readStints } from '@jemput/shared/planning/plan';
import { indexProblem, type ProblemFile, type StintFile } from '@jemput/shared/planning/problem';
import { checkRules } from '@jemput/shared/planning/rules/rules';
import { describe, expect, test } from 'vitest';
import { aKit, aProblem, aVenue, someRules } from '../../../fixtures/a-problem.ts';

/** Monday 7 October 2013 is the horizon's first date. */
function aStint(over: Partial<StintFile> = {}): StintFile {
  return { venue: 'pajang', slot: 'malam', start: '2013-10-07', days: 3, kits: ['K01', 'K02'], ...over };
}

function codesOf(stints: StintFile[], over: Partial<ProblemFile> = {}): string[] {
  const problem = indexProblem(aProblem(over));
  return checkRules(readStints(problem, stints), problem).map((notice) => notice.code);
}

describe('rule 1, a kit serves once a day', () => {
  test('a kit at two places on one date gets a notice that names both stints', () => {
    const problem = indexProblem(aProblem());
    const stints = [aStint({ days: 1 }), aStint({ venue: 'laweyan', days: 1, kits: ['K02'] })];
    const [notice, ...others] = checkRules(readStints(problem, stints), problem);
    expect(others).toEqual([]);
    expect(notice).toMatchObject({
      code: 'kit_not_free',
      severity: 'hard',
      stints: [0, 1],
      params: { reason: 'twice', kit: 'K02', date: '2013-10-07', venue: 'laweyan' },
      text: 'Kit K02 cannot serve laweyan on 2013-10-07: it stands at pajang then.',
    });
  });

  test('a kit out on one of the dates gets a notice', () => {
    expect(codesOf([aStint()], { kits: [aKit('K01', { unavailable: ['2013-10-09'] }), aKit('K02')] })).toEqual([
      'kit_not_free',
    ]);
  });

  test('a stint that runs past the horizon or begins before it gets a notice', () => {
    expect(codesOf([aStint({ start: '2013-10-19', days: 1 })])).toEqual([]);
    expect(codesOf([aStint({ start: '2013-10-21', days: 1 })])).toEqual(['kit_not_free']);
    expect(codesOf([aStint({ start: '2013-10-06', days: 2 })])).toEqual(['kit_not_free']);
  });

  test('the same kit on the next date is free', () => {
    expect(codesOf([aStint({ days: 1 }), aStint({ venue: 'laweyan', start: '2013-10-08', days: 1 })])).toEqual([]);
  });
});

describe('rule 2, the venue is open', () => {
  test('a Sunday gets a notice, a Saturday none', () => {
    expect(codesOf([aStint({ start: '2013-10-12', days: 1 })])).toEqual([]);
    expect(codesOf([aStint({ start: '2013-10-12', days: 2 })])).toEqual(['venue_closed']);
  });

  test('`except` closes a weekday and `also` opens a Sunday', () => {
    const open = { malam: { weekdays: [1, 2, 3, 4, 5, 6], except: ['2013-10-08'], also: ['2013-10-13'] } };
    const venues = [aVenue('pajang', { open })];
    expect(codesOf([aStint({ days: 2 })], { venues })).toEqual(['venue_closed']);
    expect(codesOf([aStint({ start: '2013-10-13', days: 1 })], { venues })).toEqual([]);
  });
});

describe('rule 3, the size of a stint', () => {
  test('no kits, and more kits than the venue takes, get a notice', () => {
    expect(codesOf([aStint({ kits: [] })])).toEqual(['stint_size']);
    expect(codesOf([aStint()], { venues: [aVenue('pajang', { maxKits: 1 })] })).toEqual(['stint_size']);
  });

  test('fewer days than minDays and more than maxDays get a notice', () => {
    expect(codesOf([aStint({ days: 1 })], { rules: someRules({ minDays: 2 }) })).toEqual(['stint_size']);
    expect(codesOf([aStint({ days: 6 })])).toEqual(['stint_size']);
    expect(codesOf([aStint({ days: 5 })])).toEqual([]);
  });
});

describe('rule 4, a pool rests', () => {
  const later = (start: string) => [aStint({ days: 1 }), aStint({ start, days: 1 })];

  test('five dates between two stints are too few where six are asked, six are enough', () => {
    expect(codesOf(later('2013-10-14'))).toEqual([]);
    expect(codesOf([aStint({ days: 2 }), aStint({ start: '2013-10-14', days: 1 })])).toEqual(['pool_rests']);
  });

  test('two venues of one pool on one date get a notice even without a gap', () => {
    const venues = [aVenue('pajang'), aVenue('pasar', { pool: 'pajang' })];
    const stints = [aStint({ days: 1, kits: ['K01'] }), aStint({ venue: 'pasar', days: 1, kits: ['K02'] })];
    expect(codesOf(stints, { venues, rules: someRules({ revisitGapDays: 0 }) })).toEqual(['pool_rests']);
  });
});

describe('rule 5, a kit rests weekly', () => {
  const rules = someRules({ maxDaysPerWeek: 3 });

  test('a fourth date in an ISO week gets a notice where three are allowed', () => {
    expect(codesOf([aStint({ days: 4 })], { rules })).toEqual(['kit_week_full', 'kit_week_full']);
    expect(codesOf([aStint()], { rules })).toEqual([]);
  });

  test('a new ISO week counts from nought', () => {
    const open = { malam: { weekdays: [1, 2, 3, 4, 5, 6, 7], except: [], also: [] } };
    expect(
      codesOf([aStint({ start: '2013-10-11', days: 5 })], { rules, venues: [aVenue('pajang', { open })] }),
    ).toEqual([]);
  });
});

describe('rule 6, a reserve stands idle', () => {
  test('both kits out where one must stay gets a notice, one does not', () => {
    const rules = someRules({ reserveKits: 1 });
    expect(codesOf([aStint({ days: 1 })], { rules })).toEqual(['reserve_used']);
    expect(codesOf([aStint({ kits: ['K01'] })], { rules })).toEqual([]);
  });

  test('a date without any kit breaks nothing while nothing is planned on it', () => {
    const out = { unavailable: ['2013-10-07'] };
    expect(codesOf([], { kits: [aKit('K01', out)], rules: someRules({ reserveKits: 1 }) })).toEqual([]);
  });
});

describe('rule 7, the pinned stays', () => {
  test('a pinned stint that is missing, or shorter, gets a notice; the order of its kits does not matter', () => {
    const pinned = [aStint()];
    expect(codesOf([], { pinned })).toEqual(['pinned_missing']);
    expect(codesOf([aStint({ days: 2 })], { pinned })).toEqual(['pinned_missing']);
    expect(codesOf([aStint({ kits: ['K02', 'K01'] })], { pinned })).toEqual([]);
  });

  test('pinned stints may break rules 3 to 6, what is planned around them may not', () => {
    const pinned = [aStint({ days: 6 }), aStint({ start: '2013-10-14', days: 1 })];
    const rules = someRules({ maxDaysPerWeek: 5, reserveKits: 1, revisitGapDays: 6 });
    expect(codesOf(pinned, { pinned, rules })).toEqual([]);
    const after = aStint({ start: '2013-10-16', days: 1, kits: ['K01'] });
    expect(codesOf([...pinned, after], { pinned, rules })).toContain('pool_rests');
  });
});
