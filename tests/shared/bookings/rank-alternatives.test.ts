import {
  type Alternative,
  answerDeadline,
  rankAlternatives,
  reminderAt,
  shareOut,
} from '@jemput/shared/bookings/rank-alternatives';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const FRIDAY_16 = Date.parse('2026-11-20T16:00:00+07:00');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function at(sessionId: string, distanceM: number, days: number, room = 10): Alternative {
  return { sessionId, distanceM, startsMillis: FRIDAY_16 + days * DAY, room };
}

const ids = (list: readonly Alternative[]) => list.map(({ sessionId }) => sessionId);

describe('alternatives', () => {
  test('are ranked by way and days together, a day weighing as much as a kilometre', () => {
    const near = at('near, a week later', 300, 7);
    const far = at('3 km away, the same evening', 3000, 0);
    const between = at('1 km away, a day earlier', 1000, -1);
    expect(ids(rankAlternatives([near, far, between], FRIDAY_16))).toEqual([
      between.sessionId,
      far.sessionId,
      near.sessionId,
    ]);
  });

  test('that cost the same are in order of start, then of id, whatever order they are found in', () => {
    const same = [at('b', 1000, 0), at('c', 0, 1), at('a', 1000, 0)];
    expect(ids(rankAlternatives(same, FRIDAY_16))).toEqual(['a', 'b', 'c']);
    expect(ids(rankAlternatives(same.toReversed(), FRIDAY_16))).toEqual(['a', 'b', 'c']);
  });
});

describe('those who are taken along', () => {
  test('go to the best with room, a family together, who comes behind fills what is left', () => {
    const ranked = [at('first', 0, 0, 3), at('second', 1, 0, 4)];
    const displaced = [
      { ticketId: 't1', people: 2 },
      { ticketId: 't2', people: 3 },
      { ticketId: 't3', people: 1 },
      { ticketId: 't4', people: 2 },
      { ticketId: 't5', people: 1 },
    ];
    expect(shareOut(displaced, ranked).map(({ to }) => to?.sessionId ?? null)).toEqual([
      'first',
      'second',
      'first',
      null,
      'second',
    ]);
  });

  const crowd = fc.array(fc.record({ ticketId: fc.uuid(), people: fc.integer({ min: 1, max: 6 }) }), { maxLength: 60 });
  const rooms = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 5 });

  test('are never more than there is room, and nobody who needs no less overtakes anybody', () => {
    fc.assert(
      fc.property(crowd, rooms, (displaced, room) => {
        const ranked = room.map((free, place) => at(`s${place}`, place, 0, free));
        const shared = shareOut(displaced, ranked);
        expect(shared.map(({ who }) => who)).toEqual(displaced);
        for (const one of ranked) {
          const people = shared.filter(({ to }) => to === one).reduce((sum, { who }) => sum + who.people, 0);
          expect(people).toBeLessThanOrEqual(one.room);
        }
        const rank = (to: Alternative | null) => (to ? ranked.indexOf(to) : ranked.length);
        for (const [place, first] of shared.entries()) {
          for (const later of shared.slice(place + 1)) {
            if (later.who.people >= first.who.people) expect(rank(later.to)).toBeGreaterThanOrEqual(rank(first.to));
          }
        }
      }),
    );
  });

  test('have until the hours of the office, and two hours before what they would go to at most', () => {
    const now = FRIDAY_16;
    expect(answerDeadline(now, 24, now + 3 * DAY)).toBe(now + DAY);
    expect(answerDeadline(now, 24, now + 5 * HOUR)).toBe(now + 3 * HOUR);
  });

  test('are reminded after half of that time, four hours before its end where that is later', () => {
    expect(reminderAt(0, 24 * HOUR)).toBe(20 * HOUR);
    expect(reminderAt(0, 3 * HOUR)).toBe(1.5 * HOUR);
  });
});
