import { arrivalProfiles } from '@jemput/shared/queue/assumptions';
import type { Evening } from '@jemput/shared/queue/evening';
import { type Guest, serveGuests, simulateEvening } from '@jemput/shared/queue/simulate-evening';
import { seededRandom } from '@jemput/shared/random/seeded-random';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import truth from '../../truth/queue-waits.json' with { type: 'json' };

const PEOPLE = 300_000;

describe.each(truth.cases)('$desks desks, load $load, spread $spread', (known) => {
  const minutes = (PEOPLE * known.serviceMinutes) / (known.desks * known.load);
  const evening: Evening = {
    desks: known.desks,
    service: { meanMinutes: known.serviceMinutes, spread: known.spread },
    openMinutes: minutes * 2,
    doorsCloseMinutes: minutes,
    arrivals: arrivalProfiles.even,
  };

  test('waits agree with the formula, as R computes it, within 5 %', () => {
    const { guests } = simulateEvening(evening, { walkIns: PEOPLE }, seededRandom(11));
    const waits = guests.map(({ arrivedMinutes, calledMinutes }) => calledMinutes - arrivedMinutes);
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / PEOPLE;
    const waiting = waits.filter((wait) => wait > 1e-9).length / PEOPLE;
    expect(mean / known.meanWaitMinutes).toBeGreaterThan(0.95);
    expect(mean / known.meanWaitMinutes).toBeLessThan(1.05);
    expect(Math.abs(waiting - known.waitingShare)).toBeLessThan(0.01);
  });
});

const anEvening = fc.record({
  desks: fc.integer({ min: 1, max: 6 }),
  service: fc.record({ meanMinutes: fc.double({ min: 1, max: 20, noNaN: true }), spread: fc.constantFrom(0, 0.5, 1) }),
  openMinutes: fc.integer({ min: 60, max: 600 }),
  arrivals: fc.constantFrom(...Object.values(arrivalProfiles)),
});

function closing(evening: Omit<Evening, 'doorsCloseMinutes'>): Evening {
  return { ...evening, doorsCloseMinutes: evening.openMinutes - 30 };
}

test('the same seed is the same evening, another seed another', () => {
  const evening = closing({
    desks: 2,
    service: { meanMinutes: 4, spread: 0.5 },
    openMinutes: 300,
    arrivals: arrivalProfiles.early,
  });
  const told = (seed: number) => JSON.stringify(simulateEvening(evening, { walkIns: 50 }, seededRandom(seed)));
  expect(told(5)).toBe(told(5));
  expect(told(6)).not.toBe(told(5));
});

test('nobody is lost, nobody is called before coming or after closing, and no desk serves two at once', () => {
  fc.assert(
    fc.property(anEvening, fc.integer({ min: 0, max: 150 }), fc.integer(), (drawn, walkIns, seed) => {
      const evening = closing(drawn);
      const numberMinutes = [10, 20, 30, 30, 30, 45];
      const crowd = { walkIns, numberMinutes, noShowShare: 0.3 };
      const { guests, served, leftWithout } = simulateEvening(evening, crowd, seededRandom(seed));
      expect(served + leftWithout).toBe(guests.length);
      expect(guests.filter(({ holder }) => !holder)).toHaveLength(walkIns);
      const called = guests.filter(({ calledMinutes }) => calledMinutes < Infinity);
      for (const { arrivedMinutes, calledMinutes } of called) {
        expect(calledMinutes).toBeGreaterThanOrEqual(arrivedMinutes);
        expect(calledMinutes).toBeLessThan(evening.openMinutes);
      }
      for (const { calledMinutes } of called) {
        const atDesks = called.filter(
          (other) => other.calledMinutes <= calledMinutes && other.calledMinutes + other.serviceMinutes > calledMinutes,
        );
        expect(atDesks.length).toBeLessThanOrEqual(evening.desks);
      }
    }),
    { numRuns: 60 },
  );
});

function aGuest(arrivedMinutes: number, over: Partial<Guest> = {}): Guest {
  return {
    holder: false,
    arrivedMinutes,
    placeMinutes: arrivedMinutes,
    serviceMinutes: 10,
    calledMinutes: Infinity,
    ...over,
  };
}

test('a holder on time goes before who came after the minute of the number, one too early waits for it, one too late joins the end', () => {
  const guests = [
    aGuest(0),
    aGuest(1, { holder: true, placeMinutes: 9 }),
    aGuest(2),
    aGuest(12),
    aGuest(14, { holder: true, placeMinutes: 14 }),
  ];
  serveGuests({ desks: 1, openMinutes: 60 }, guests);
  expect(guests.map(({ calledMinutes }) => calledMinutes)).toEqual([0, 20, 10, 30, 40]);
});

test('whoever is not finished by closing is left without, and so is all the line behind', () => {
  const guests = [aGuest(0), aGuest(0), aGuest(1), aGuest(2)];
  expect(serveGuests({ desks: 1, openMinutes: 25 }, guests)).toMatchObject({ served: 2, leftWithout: 2 });
  expect(guests.map(({ calledMinutes }) => calledMinutes)).toEqual([0, 10, 20, Infinity]);
  expect(serveGuests({ desks: 0, openMinutes: 25 }, [aGuest(0)])).toMatchObject({ served: 0, leftWithout: 1 });
});
