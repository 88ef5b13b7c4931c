import { arrivalProfiles } from '@jemput/shared/queue/assumptions';
import type { Evening } from '@jemput/shared/queue/evening';
import { likelyPeople } from '@jemput/shared/queue/likely-people';
import { quieterHour } from '@jemput/shared/queue/quieter-hour';
import { summariseEvenings } from '@jemput/shared/queue/summarise-evenings';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

function anEvening(over: Partial<Evening> = {}): Evening {
  return {
    desks: 2,
    service: { meanMinutes: 3.5, spread: 0.5 },
    openMinutes: 300,
    doorsCloseMinutes: 285,
    arrivals: arrivalProfiles.early,
    ...over,
  };
}

describe('the quieter hour', () => {
  test('comes once those who came early are through', () => {
    const people = likelyPeople(80, 0.05);
    expect(quieterHour({ evening: anEvening(), people })).toMatchObject({ when: 'after' });
  });

  test('comes first where most come late', () => {
    const arrivals = { earlyShare: 0, weights: [1, 1, 1, 12, 1] };
    const people = likelyPeople(80, 0.02);
    expect(quieterHour({ evening: anEvening({ arrivals }), people })).toMatchObject({ when: 'before', minutes: 180 });
  });

  test.each([
    ['nobody waits', 15, arrivalProfiles.early],
    ['hours are alike', 100, arrivalProfiles.even],
    ['the last to come would be left without', 200, arrivalProfiles.early],
  ])('is none where %s', (_, mean, arrivals) => {
    expect(quieterHour({ evening: anEvening({ arrivals }), people: likelyPeople(mean, 0.05) })).toBeUndefined();
  });
});

describe('many evenings', () => {
  test('with room for all and services that never vary, waits are what arithmetic says', () => {
    const evening = anEvening({
      desks: 1,
      service: { meanMinutes: 10, spread: 0 },
      arrivals: { earlyShare: 1, weights: [1] },
    });
    const told = summariseEvenings({ evening, people: Float64Array.of(10) }, { evenings: 20 });
    expect(told.served).toEqual({ mean: 10, low: 10, high: 10 });
    expect(told.allServedShare).toBe(1);
    expect(told.wait).toEqual({ p50Minutes: 40, p90Minutes: 80 });
    expect(told.queue.slice(0, 5).map(({ mean }) => mean)).toEqual([9, 6, 3, 0, 0]);
  });

  test('those never called count as waiting until closing', () => {
    const evening = anEvening({
      desks: 1,
      service: { meanMinutes: 100, spread: 0 },
      arrivals: { earlyShare: 1, weights: [1] },
    });
    const told = summariseEvenings({ evening, people: Float64Array.of(10) }, { evenings: 5 });
    expect(told.leftWithout.mean).toBe(7);
    expect(told.wait.p50Minutes).toBe(300);
    expect(told.allServedShare).toBe(0);
  });

  test('another kit, faster work or longer hours never serve fewer', () => {
    const shape = fc.record({
      desks: fc.integer({ min: 1, max: 4 }),
      meanMinutes: fc.double({ min: 2, max: 12, noNaN: true }),
      mean: fc.integer({ min: 5, max: 200 }),
    });
    fc.assert(
      fc.property(shape, ({ desks, meanMinutes, mean }) => {
        const people = likelyPeople(mean, 0.1);
        const served = (over: Partial<Evening>) =>
          summariseEvenings({ evening: anEvening(over), people }, { evenings: 60 }).served.mean;
        const service = { meanMinutes, spread: 0.5 };
        const now = served({ desks, service });
        expect(served({ desks: desks + 1, service })).toBeGreaterThanOrEqual(now);
        expect(served({ desks, service: { ...service, meanMinutes: meanMinutes * 0.8 } })).toBeGreaterThanOrEqual(now);
        expect(served({ desks, service, openMinutes: 330, doorsCloseMinutes: 315 })).toBeGreaterThanOrEqual(now);
      }),
      { numRuns: 20 },
    );
  });
});
