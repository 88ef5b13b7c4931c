import type { EveningNow, WaitingTicket } from '@jemput/shared/queue/evening-now';
import { type EveningSoFar, learnEvening, type TicketSoFar } from '@jemput/shared/queue/evening-so-far';
import { fullSince } from '@jemput/shared/queue/full-said';
import { measuredShare } from '@jemput/shared/queue/measured-shares';
import { learnService, servicesSeen } from '@jemput/shared/queue/service-times';
import { outlookOf } from '@jemput/shared/queue/wait-range';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const MINUTE = 60_000;

/** Ten hours, one desk, everybody here since the doors opened, nobody else comes. */
function anEvening(people: readonly number[], over: Partial<EveningNow> = {}): EveningNow {
  const waiting = people.map(
    (count, at): WaitingTicket => ({ id: `t${at}`, people: count, placeAt: at, arrivedAt: 0 }),
  );
  return {
    now: 0,
    opensAt: 0,
    doorsCloseAt: 585 * MINUTE,
    closesAt: 600 * MINUTE,
    rests: [],
    desks: [{ since: null, people: 0 }],
    waiting,
    service: { meanMinutes: 4, knownPeople: 5 },
    arrivalsNoted: true,
    noShows: { meanShare: 0, knownNumbers: 8 },
    lateness: { meanMinutes: 0, sdMinutes: 15 },
    lateRule: { reenterAfter: 3, lateMinutes: 45 },
    walkInsToCome: { mean: 0, known: 4 },
    ...over,
  };
}

const ones = (count: number) => Array.from({ length: count }, () => 1);

test('behind ten people at one desk the range is that of the F distribution, but for breakdowns', () => {
  // R 4.4: 40 * qf(c(.08, .5, .92), 80, 40), the mean of ten gamma services whose rate is known as after five people
  const { calls } = outlookOf(anEvening(ones(11)), { futures: 4000 });
  const minutes = calls[10];
  expect((minutes?.p10At ?? 0) / MINUTE).toBeCloseTo(27.59, -0.5);
  expect((minutes?.p50At ?? 0) / MINUTE).toBeCloseTo(40.34, -0.5);
  expect((minutes?.p90At ?? 0) / MINUTE).toBeCloseTo(59.97, -0.6);
});

test('a family is counted as its people', () => {
  const [single, family] = [outlookOf(anEvening([...ones(10), 1])), outlookOf(anEvening([5, 5, 1]))];
  const gap = (single.calls[10]?.p50At ?? 0) - (family.calls[2]?.p50At ?? 0);
  expect(Math.abs(gap) / MINUTE).toBeLessThan(4);
});

test('nobody is called in a rest, and a second desk halves the wait', () => {
  const rest = { from: 10 * MINUTE, to: 40 * MINUTE };
  const rested = outlookOf(anEvening(ones(21), { rests: [rest] }));
  for (const { p10At, p50At, p90At } of rested.calls) {
    for (const at of [p10At, p50At, p90At]) expect(at >= rest.from && at < rest.to).toBe(false);
  }
  const one = outlookOf(anEvening(ones(21))).calls[20]?.p50At ?? 0;
  const desk = { since: null, people: 0 };
  const two = outlookOf(anEvening(ones(21), { desks: [desk, desk] })).calls[20]?.p50At ?? 0;
  expect(two / one).toBeGreaterThan(0.4);
  expect(two / one).toBeLessThan(0.62);
});

test('more people in line never make more room, and whoever is last servable has everybody before it servable', () => {
  const shares = [20, 80, 110, 130, 160].map((count) => outlookOf(anEvening(ones(count))).oneMoreShare);
  expect([...shares].sort((a, b) => b - a)).toEqual(shares);
  expect(shares[0]).toBe(1);
  expect(shares.at(-1)).toBeLessThan(0.5);
  const { lastServable } = outlookOf(anEvening(ones(160)));
  const at = Number(lastServable?.id.slice(1));
  // 600 minutes at 4 a person are 150 people; that the pace may be a quarter slower leaves some of them unsure.
  expect(at).toBeGreaterThan(80);
  expect(at).toBeLessThan(140);
});

test('services are those between two calls of a desk with somebody there all the time, without rests', () => {
  const call = (minute: number, readyAt: number, over = {}) => {
    return { desk: 'B', calledAt: minute * MINUTE, people: 1, readyAt: readyAt * MINUTE, served: true, ...over };
  };
  const calls = [call(0, 0), call(5, 0), call(12, 11), call(20, 0, { served: false }), call(21, 0), call(60, 0)];
  const rests = [{ from: 30 * MINUTE, to: 60 * MINUTE }];
  expect(servicesSeen(calls, rests).map(({ minutes }) => minutes)).toEqual([5, 8, 9]);
});

test('one long pause does not make recordings slow, and a hundred people outweigh what was thought before', () => {
  const before = { meanMinutes: 4, knownPeople: 5 };
  const usual = Array.from({ length: 20 }, () => ({ people: 1, minutes: 4 }));
  expect(learnService(before, [...usual, { people: 1, minutes: 45 }]).meanMinutes).toBeCloseTo(4);
  const slow = Array.from({ length: 100 }, () => ({ people: 1, minutes: 8 }));
  expect(learnService(before, slow).meanMinutes).toBeGreaterThan(7.7);
});

test('what is learnt of who stays away is what was counted, and only where it could be seen', () => {
  const ticket = (at: number, is: TicketSoFar['is'], arrivedAt: number | null): TicketSoFar => {
    const calledAt = is === 'waiting' ? null : at * MINUTE;
    const place = { placeAt: at * MINUTE, dueAt: at * MINUTE, desk: is === 'waiting' ? null : 'B' };
    return { id: `t${at}`, people: 1, is, walkIn: false, arrivedAt, calledAt, ...place };
  };
  const soFar = (tickets: TicketSoFar[]): EveningSoFar => ({
    now: 120 * MINUTE,
    opensAt: 0,
    doorsCloseAt: 285 * MINUTE,
    closesAt: 300 * MINUTE,
    rests: [],
    lateRule: { reenterAfter: 3, lateMinutes: 45 },
    openDesks: ['B'],
    plannedDesks: 1,
    service: { meanMinutes: 4, knownPeople: 5 },
    noShows: { meanShare: 0.25, knownNumbers: 8 },
    walkInsExpected: 10,
    tickets,
  });
  const unseen = soFar(Array.from({ length: 20 }, (_, at) => ticket(at + 1, 'waiting', null)));
  expect(learnEvening(unseen).noShows.meanShare).toBe(0.25);
  const vain = soFar([1, 2, 3, 4].map((at) => ticket(at, 'aside', null)));
  expect(learnEvening(vain).noShows).toEqual({ meanShare: (2 + 4) / 12, knownNumbers: 12 });
});

test('full is said below ninety-five per cent, and taken back at ninety-eight after ten minutes', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, fc.integer({ min: 0, max: 60 }), (oneMore, minutes) => {
      expect(fullSince(null, oneMore, 7)).toBe(oneMore < 0.95 ? 7 : null);
      const clear = oneMore >= 0.98 && minutes >= 10;
      expect(fullSince(0, oneMore, minutes * MINUTE)).toBe(clear ? null : 0);
    }),
  );
});

test('shares counted on past evenings outweigh the assumption, and evenings that differ are less sure', () => {
  const assumed = { meanShare: 0.25, knownNumbers: 8 };
  const alike = measuredShare(
    assumed,
    Array.from({ length: 30 }, () => ({ found: 50, of: 100 })),
  );
  const unlike = measuredShare(
    assumed,
    Array.from({ length: 30 }, (_, at) => ({ found: at % 2 === 0 ? 10 : 90, of: 100 })),
  );
  expect(alike.meanShare).toBeCloseTo((30 * 50 + 2) / (3000 + 8));
  expect(alike.knownNumbers).toBeGreaterThan(60);
  expect(unlike.knownNumbers).toBeLessThan(3);
  expect(measuredShare(assumed, [])).toEqual(assumed);
});
