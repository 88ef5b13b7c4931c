import { arrivalProfiles, SERVICE_SPREAD, usualLastEntryMinutes } from '@jemput/shared/queue/assumptions';
import type { Evening } from '@jemput/shared/queue/evening';
import { likelyPeople } from '@jemput/shared/queue/likely-people';
import { measureNumbers } from '@jemput/shared/queue/measure-numbers';
import { type NumbersAsked, numbersToIssue } from '@jemput/shared/queue/numbers-to-issue';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shareServedElsewhere } from '../../fixtures/another-evening.ts';

function anEvening({ desks = 2, meanMinutes = 3.5, hours = 5 } = {}): Evening {
  const openMinutes = hours * 60;
  return {
    desks,
    service: { meanMinutes, spread: SERVICE_SPREAD },
    openMinutes,
    doorsCloseMinutes: openMinutes - usualLastEntryMinutes(meanMinutes, openMinutes),
    arrivals: arrivalProfiles.early,
  };
}

function asked(over: Partial<NumbersAsked> = {}): NumbersAsked {
  return {
    evening: anEvening(),
    people: likelyPeople(120, 0.1),
    walkInShare: 0.2,
    noShows: { meanShare: 0.25, knownNumbers: 8 },
    most: 2000,
    ...over,
  };
}

/** The other simulation knows Beta(2, 6), gamma of shape 4 and a dispersion of 0.1 only. */
const cases = [
  { what: 'two kits, five hours, 120 people', evening: anEvening(), mean: 120 },
  { what: 'one kit, ten minutes each', evening: anEvening({ desks: 1, meanMinutes: 10 }), mean: 25 },
  {
    what: 'four kits, three hours, more people than they can serve',
    evening: anEvening({ desks: 4, hours: 3 }),
    mean: 260,
  },
  { what: 'few walk-ins', evening: anEvening(), mean: 20 },
];

describe.each(cases)('$what', ({ evening, mean }) => {
  const { numbers, servedShare, kept } = numbersToIssue(asked({ evening, people: likelyPeople(mean, 0.1) }), {
    evenings: 4000,
  });
  const elsewhere = (issued: number) =>
    shareServedElsewhere({ evening, mean, walkInShare: 0.2, issued, evenings: 3000 });

  test('everyone is served by closing on nine evenings of ten, in a simulation that shares no code', () => {
    expect(kept).toBe(true);
    const served = elsewhere(numbers);
    expect(served).toBeGreaterThanOrEqual(0.9);
    expect(Math.abs(served - servedShare)).toBeLessThan(0.02);
  });

  test('a few numbers more break that', () => {
    expect(elsewhere(numbers + Math.max(3, Math.ceil(numbers * 0.05)))).toBeLessThan(0.9);
  });
});

describe('never fewer numbers', () => {
  const some = { evenings: 100, seed: 3 };
  const base = fc.record({
    desks: fc.integer({ min: 1, max: 4 }),
    meanMinutes: fc.double({ min: 2.5, max: 12, noNaN: true }),
    hours: fc.integer({ min: 2, max: 6 }),
  });
  const crowd = fc.record({
    mean: fc.integer({ min: 0, max: 200 }),
    dispersion: fc.double({ min: 0.01, max: 1, noNaN: true }),
  });
  const count = (over: Partial<NumbersAsked>) => numbersToIssue(asked(over), some).numbers;

  test('with a kit more', () => {
    fc.assert(
      fc.property(base, crowd, (shape, { mean, dispersion }) => {
        const people = likelyPeople(mean, dispersion);
        const more = anEvening({ ...shape, desks: shape.desks + 1 });
        expect(count({ evening: more, people })).toBeGreaterThanOrEqual(count({ evening: anEvening(shape), people }));
      }),
      { numRuns: 15 },
    );
  });

  test('with more time', () => {
    fc.assert(
      fc.property(base, crowd, fc.integer({ min: 1, max: 120 }), (shape, { mean, dispersion }, minutes) => {
        const people = likelyPeople(mean, dispersion);
        const evening = anEvening(shape);
        const longer = {
          ...evening,
          openMinutes: evening.openMinutes + minutes,
          doorsCloseMinutes: evening.doorsCloseMinutes + minutes,
        };
        expect(count({ evening: longer, people })).toBeGreaterThanOrEqual(count({ evening, people }));
      }),
      { numRuns: 15 },
    );
  });

  test('with more holders who stay away', () => {
    const shares = fc.tuple(fc.double({ min: 0, max: 0.9, noNaN: true }), fc.double({ min: 0, max: 0.9, noNaN: true }));
    fc.assert(
      fc.property(base, crowd, shares, (shape, { mean, dispersion }, [one, other]) => {
        const people = likelyPeople(mean, dispersion);
        const evening = anEvening(shape);
        const numbers = (meanShare: number) => count({ evening, people, noShows: { meanShare, knownNumbers: 8 } });
        expect(numbers(Math.max(one, other))).toBeGreaterThanOrEqual(numbers(Math.min(one, other)));
      }),
      { numRuns: 15 },
    );
  });
});

test('where walk-ins alone are too many there is no number to give, and it says so', () => {
  const told = numbersToIssue(asked({ people: likelyPeople(1200, 0.1) }));
  expect(told).toMatchObject({ numbers: 0, kept: false });
  expect(told.servedShare).toBeLessThan(0.9);
});

test('a pool of 40 people never needs more than 40 numbers', () => {
  expect(numbersToIssue(asked({ most: 40 }))).toEqual({ numbers: 40, servedShare: 1, kept: true });
});

test('fewer numbers the less is known of who stays away', () => {
  const numbers = (knownNumbers: number) =>
    numbersToIssue(asked({ noShows: { meanShare: 0.25, knownNumbers } })).numbers;
  expect(numbers(4)).toBeLessThan(numbers(400) - 10);
});

test('evenings of their own measure what was promised, and the waits of holders', () => {
  const numbers = numbersToIssue(asked()).numbers;
  const measured = measureNumbers(asked(), numbers, { evenings: 2000 });
  expect(measured.servedShare).toBeGreaterThan(0.9);
  expect(measured.leftWithoutMean).toBeLessThan(1);
  expect(measured.holders.comeMean / numbers).toBeCloseTo(0.75, 1);
  expect(measured.walkIns.comeMean).toBeCloseTo(24, 0);
  expect(measured.holders.wait.p50Minutes).toBeLessThan(10);
});
