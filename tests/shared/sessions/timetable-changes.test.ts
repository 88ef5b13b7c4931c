import { addDays, daysBetween } from '@jemput/shared/calendar/local-date';
import {
  type PromisedSession,
  placeAndTime,
  timetableChanges,
  type WantedSession,
} from '@jemput/shared/sessions/timetable-changes';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

function wanted(venueId: string, date: string, kitIds = ['K01'], poolId = venueId): WantedSession {
  return { venueId, poolId, date, slotId: 'malam', kitIds };
}

function promised(id: string, session: WantedSession): PromisedSession {
  return { id, ...session };
}

const session = fc
  .record({
    venue: fc.constantFrom('a1', 'a2', 'b1', 'c1'),
    day: fc.nat(20),
    slotId: fc.constantFrom('siang', 'malam'),
    kitIds: fc.subarray(['K01', 'K02', 'K03'], { minLength: 1 }),
  })
  .map(({ venue, day, ...rest }) => ({
    venueId: venue,
    poolId: venue.slice(0, 1),
    at: { lat: 0, lon: eastOf[venue] ?? 0 },
    date: addDays('2026-11-20', day),
    ...rest,
  }));
/** On the equator, where a degree is 111.2 km: `a1` and `a2` 2.2 km from `b1`, `c1` out of reach of all. */
const eastOf: Record<string, number> = { a1: 0, a2: 0, b1: 0.02, c1: 1 };
const timetable = fc.uniqueArray(session, { selector: placeAndTime, maxLength: 25 });

describe('timetableChanges', () => {
  test('nothing promised or wanted is lost, or told twice', () => {
    fc.assert(
      fc.property(timetable, timetable, (old, next) => {
        const promises = old.map((entry, at) => promised(`s${at}`, entry));
        const { added, moved, cancelled, changedKits, unchanged } = timetableChanges(promises, next);
        const pairs = [...moved, ...changedKits, ...unchanged];
        const from = [...pairs.map((pair) => pair.from), ...cancelled].map(({ id }) => id);
        expect(from.toSorted()).toEqual(promises.map(({ id }) => id).toSorted());
        const to = [...pairs.map((pair) => pair.to), ...added].map(placeAndTime);
        expect(to.toSorted()).toEqual(next.map(placeAndTime).toSorted());
        for (const pair of moved) {
          const evening = ({ date, slotId, kitIds }: WantedSession) => [date, slotId, ...kitIds].join();
          if (pair.from.poolId !== pair.to.poolId) {
            expect([pair.from.poolId, pair.to.poolId].toSorted()).toEqual(['a', 'b']);
            expect(evening(pair.from)).toBe(evening(pair.to));
          }
          expect(Math.abs(daysBetween(pair.from.date, pair.to.date))).toBeLessThanOrEqual(14);
        }
        for (const gone of cancelled) {
          const near = added.filter(({ poolId, date }) => {
            return poolId === gone.poolId && Math.abs(daysBetween(gone.date, date)) <= 14;
          });
          expect(near).toEqual([]);
        }
      }),
    );
  });

  test('publishing the same timetable again changes nothing', () => {
    fc.assert(
      fc.property(timetable, (old) => {
        const { unchanged, ...rest } = timetableChanges(
          old.map((entry, at) => promised(`s${at}`, entry)),
          old,
        );
        expect(unchanged).toHaveLength(old.length);
        expect(Object.values(rest).flat()).toEqual([]);
      }),
    );
  });

  test('the nearest dates of a venue pair, before another venue of its pool does', () => {
    const promises = [
      promised('s1', wanted('a1', '2026-11-20', ['K01'], 'a')),
      promised('s2', wanted('a1', '2026-11-25', ['K01'], 'a')),
    ];
    const next = [wanted('a2', '2026-11-20', ['K01'], 'a'), wanted('a1', '2026-11-26', ['K01'], 'a')];
    const { moved, cancelled, added } = timetableChanges(promises, next);
    expect(moved.map(({ from, to }) => [from.id, to.venueId, daysBetween(from.date, to.date)])).toEqual([
      ['s2', 'a1', 1],
      ['s1', 'a2', 0],
    ]);
    expect([...cancelled, ...added]).toEqual([]);
  });

  test('an evening and the next, put off to two others, keep their order', () => {
    const promises = [promised('fri', wanted('a1', '2026-11-20')), promised('sat', wanted('a1', '2026-11-21'))];
    const { moved } = timetableChanges(promises, [wanted('a1', '2026-12-02'), wanted('a1', '2026-12-01')]);
    expect(moved.map(({ from, to }) => [from.id, to.date])).toEqual([
      ['fri', '2026-12-01'],
      ['sat', '2026-12-02'],
    ]);
  });

  test('moves between the same two venues do not cross, and none is longer than a fortnight', () => {
    fc.assert(
      fc.property(timetable, timetable, (old, next) => {
        const { moved } = timetableChanges(
          old.map((entry, at) => promised(`s${at}`, entry)),
          next,
        );
        const venues = ({ from, to }: (typeof moved)[number]) => `${from.venueId} ${to.venueId}`;
        for (const one of moved) {
          expect(Math.abs(daysBetween(one.from.date, one.to.date))).toBeLessThanOrEqual(14);
          for (const other of moved) {
            if (venues(one) !== venues(other) || one.from.date >= other.from.date) continue;
            expect(one.to.date <= other.to.date).toBe(true);
          }
        }
      }),
    );
  });

  test('a fortnight later or earlier is a move, a day more is another session', () => {
    const held = promised('s1', wanted('a1', '2026-12-01'));
    const putOffTo = (date: string) => timetableChanges([held], [wanted('a1', date)]);
    expect(putOffTo('2026-12-15').moved).toHaveLength(1);
    expect(putOffTo('2026-11-17').moved).toHaveLength(1);
    for (const date of ['2026-12-16', '2026-11-16']) {
      expect(putOffTo(date)).toMatchObject({ moved: [], cancelled: [{ id: 's1' }], added: [{ date }] });
    }
  });

  test('an evening that its kits hold near by, among people of another pool, has moved; farther away it is another one', () => {
    const at = (lon: number) => ({ lat: 0, lon });
    const held = promised('s1', { ...wanted('a1', '2026-12-01'), at: at(110.8) });
    const there = { ...wanted('b1', '2026-12-01'), at: at(110.8269) };
    expect(timetableChanges([held], [there])).toMatchObject({
      moved: [{ from: { id: 's1' } }],
      cancelled: [],
      added: [],
    });
    // A thousandth of a degree on the equator is 111 m: 3.01 km.
    const others: WantedSession[] = [
      { ...there, at: at(110.8271) },
      { ...there, kitIds: ['K02'] },
      { ...there, slotId: 'siang' },
      { ...there, date: '2026-12-02' },
      wanted('b1', '2026-12-01'),
    ];
    for (const other of others) {
      expect(timetableChanges([held], [other])).toMatchObject({ moved: [], cancelled: [{ id: 's1' }], added: [{}] });
    }
  });

  test('other kits at the same place and time are no move', () => {
    const { changedKits, moved } = timetableChanges(
      [promised('s1', wanted('a1', '2026-11-20', ['K01', 'K02']))],
      [wanted('a1', '2026-11-20', ['K03'])],
    );
    expect(changedKits).toHaveLength(1);
    expect(moved).toEqual([]);
  });
});
