import { callable, inOrder, reentryPlace } from '@jemput/shared/bookings/line-order';
import { type Guest, serveGuests } from '@jemput/shared/queue/simulate-evening';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aTicket } from '../../fixtures/desks-on-a-bad-line.ts';

const MINUTE = 60_000;
const rule = { reenterAfter: 3, lateMinutes: 45 };
const numbers = (tickets: readonly { number: number }[]) => tickets.map(({ number }) => number);

describe('whom a desk calls next', () => {
  test('by place in time: due numbers from home and those who came, each at theirs', () => {
    const tickets = [
      aTicket(1, { placeAt: 10 * MINUTE }),
      aTicket(2, { placeAt: 20 * MINUTE, arrivedAt: 5 * MINUTE }),
      aTicket(3, { placeAt: 15 * MINUTE, arrivedAt: 15 * MINUTE, series: 'B', origin: 'walk_in' }),
    ];
    expect(numbers(callable(tickets, 30 * MINUTE))).toEqual([1, 3, 2]);
  });

  test('who is not due yet comes last, and only who is here', () => {
    const tickets = [
      aTicket(1, { placeAt: 60 * MINUTE }),
      aTicket(2, { placeAt: 70 * MINUTE, arrivedAt: 5 * MINUTE }),
      aTicket(3, { placeAt: 20 * MINUTE }),
    ];
    expect(numbers(callable(tickets, 30 * MINUTE))).toEqual([3, 2]);
  });

  test('who is called, aside or ended is not called again, and is told apart', () => {
    const tickets = [
      aTicket(1, { state: 'skipped' }),
      aTicket(2, { state: 'called' }),
      aTicket(3),
      aTicket(4, { state: 'parked' }),
      aTicket(5, { state: 'served' }),
    ];
    expect(numbers(callable(tickets, 30 * MINUTE))).toEqual([3]);
    expect(numbers(inOrder(tickets))).toEqual([2, 3, 1, 4]);
  });

  test('one desk calls as the simulated evening does', () => {
    const guest = fc.record({ arrived: fc.integer({ min: 0, max: 200 }), place: fc.integer({ min: 0, max: 200 }) });
    fc.assert(
      fc.property(fc.array(guest, { minLength: 1, maxLength: 30 }), (drawn) => {
        const guests: Guest[] = drawn
          .map(({ arrived, place }, at) => ({
            holder: true,
            arrivedMinutes: arrived + at / 100,
            placeMinutes: Math.max(place, arrived) + at / 100,
            serviceMinutes: 3,
            calledMinutes: Infinity,
          }))
          .sort((a, b) => a.arrivedMinutes - b.arrivedMinutes);
        const simulated = serveGuests({ desks: 1, openMinutes: 10_000 }, structuredClone(guests)).guests;
        const order = simulated.map((_, at) => at).sort((a, b) => calledAt(simulated, a) - calledAt(simulated, b));
        const ours: number[] = [];
        for (const at of order) {
          const now = calledAt(simulated, at) * MINUTE;
          const here = guests.flatMap(({ arrivedMinutes, placeMinutes }, one) =>
            arrivedMinutes * MINUTE <= now && !ours.includes(one)
              ? [aTicket(one, { placeAt: placeMinutes * MINUTE, arrivedAt: arrivedMinutes * MINUTE })]
              : [],
          );
          ours.push(callable(here, now)[0]?.number ?? -1);
        }
        expect(ours).toEqual(order);
      }),
    );
  });
});

const calledAt = (guests: readonly Guest[], at: number) => guests[at]?.calledMinutes ?? Infinity;

describe('who is late', () => {
  const waiting = [1, 2, 3, 4, 5].map((number) => aTicket(number, { placeAt: number * MINUTE }));
  const late = (calledMinutes: number) =>
    aTicket(9, { state: 'skipped', placeAt: 0, calledAt: calledMinutes * MINUTE, calls: 1 });
  const comesIn = (calledMinutes: number, nowMinutes: number, others = waiting) => {
    const ticket = late(calledMinutes);
    const placeAt = reentryPlace(ticket, [...others, ticket], rule, nowMinutes * MINUTE);
    return numbers(
      callable([...others, { ...ticket, state: 'held', placeAt, arrivedAt: nowMinutes * MINUTE }], nowMinutes * MINUTE),
    );
  };

  test('comes in after three others, or after all where fewer wait', () => {
    expect(comesIn(10, 20)).toEqual([1, 2, 3, 9, 4, 5]);
    expect(comesIn(10, 20, waiting.slice(0, 2))).toEqual([1, 2, 9]);
    expect(comesIn(10, 20, [])).toEqual([9]);
  });

  test('comes in as one who just came when later than three quarters of an hour after the call', () => {
    expect(comesIn(10, 55)).toEqual([1, 2, 3, 9, 4, 5]);
    expect(comesIn(10, 56)).toEqual([1, 2, 3, 4, 5, 9]);
  });

  test('never comes in earlier than the place it had', () => {
    const ticket = aTicket(9, { state: 'parked', placeAt: 500 * MINUTE, arrivedAt: 0 });
    expect(reentryPlace(ticket, waiting, rule, 20 * MINUTE)).toBe(500 * MINUTE);
  });
});
