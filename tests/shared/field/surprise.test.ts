import { seenDemand, surpriseOf } from '@jemput/shared/field/surprise';
import { isCutShort, reasonsOf, surpriseReasons } from '@jemput/shared/field/surprise-reason';
import { describe, expect, test } from 'vitest';

const usual = { low: 60, high: 140 };

describe('surpriseOf', () => {
  test.each([
    [59, 0, 'fewer'],
    [60, 0, null],
    [140, 0, null],
    [141, 0, 'more'],
    [100, 41, 'more'],
    [30, 20, 'fewer'],
    [30, 30, null],
  ])('%i served and %i counted outside: %s', (served, turnedAway, expected) => {
    expect(surpriseOf({ served, turnedAway, capacity: 100 }, usual)).toBe(expected);
  });

  test.each([
    // Nobody counted who was sent home: of 100 and more only "at least 100" is known.
    [100, 100, null],
    [103, 100, null],
    // A capacity is an estimate: whoever served more could.
    [400, 180, 'more'],
    [50, 50, null],
    [49, 50, 'fewer'],
    [59, 100, 'fewer'],
    [150, 200, 'more'],
    [200, 200, 'more'],
  ])('%i served of a capacity of %i, nobody counted outside: %s', (served, capacity, expected) => {
    expect(surpriseOf({ served, turnedAway: null, capacity }, usual)).toBe(expected);
  });

  test('of a session that nobody counted outside no more is seen than its capacity, or than were served', () => {
    expect(seenDemand({ served: 97, turnedAway: null, capacity: 100 })).toEqual({ came: 97, most: 100 });
    expect(seenDemand({ served: 103, turnedAway: null, capacity: 100 })).toEqual({ came: 103, most: 103 });
    expect(seenDemand({ served: 103, turnedAway: 7, capacity: 100 })).toEqual({ came: 110, most: Infinity });
  });
});

describe('reasons', () => {
  test('each can be told of one direction at least, and only trouble makes a count too low', () => {
    const told = new Set([...reasonsOf.fewer, ...reasonsOf.more, 'not_told']);
    expect(told).toEqual(new Set(surpriseReasons));
    expect(surpriseReasons.filter(isCutShort)).toEqual([
      'power',
      'network',
      'kit',
      'venue',
      'roster_wrong',
      'closed_early',
    ]);
    expect(isCutShort(null)).toBe(false);
  });
});
