import { addDays } from '@jemput/shared/calendar/local-date';
import { eveningPrayers } from '@jemput/shared/calendar/prayer-times';
import { minutesOfDay, timeOfDayAt } from '@jemput/shared/calendar/time-of-day';
import { type EveningRules, standardEveningRules } from '@jemput/shared/places/evening-rules';
import { pausesOf, ramadanHours } from '@jemput/shared/sessions/session-hours';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

// Surakarta, 24 March 2023, between the ministry's Yogyakarta (17:51, 18:59) and Surabaya (17:41, 18:50).
const prayers = { maghrib: '17:48', isya: '18:56' };
const malam = { start: '16:00', end: '21:00' };
const rules: EveningRules = { ...standardEveningRules, maghribPauseMinutes: 15, isyaPauseMinutes: 10 };

describe('rests for prayer', () => {
  test('begin with the prayer and last as long as the office says', () => {
    expect(pausesOf(malam, prayers, rules)).toEqual([
      { what: 'maghrib', start: '17:48', end: '18:03' },
      { what: 'isya', start: '18:56', end: '19:06' },
    ]);
  });

  test('are none where the office says none, in the morning, and where the sun does not set', () => {
    expect(pausesOf(malam, prayers, standardEveningRules)).toEqual([]);
    expect(pausesOf({ start: '08:00', end: '12:00' }, prayers, rules)).toEqual([]);
    expect(pausesOf(malam, null, rules)).toEqual([]);
  });

  test('end with the session; a prayer at its very end is after it, one at its very start is in it', () => {
    expect(pausesOf({ start: '16:00', end: '17:55' }, prayers, rules)).toEqual([
      { what: 'maghrib', start: '17:48', end: '17:55' },
    ]);
    expect(pausesOf({ start: '16:00', end: '17:48' }, prayers, rules)).toEqual([]);
    expect(pausesOf({ start: '17:48', end: '18:30' }, prayers, rules)).toHaveLength(1);
  });
});

describe('an evening in Ramadan', () => {
  const waiting: EveningRules = { ...standardEveningRules, tarawihMinutes: 60, ramadanEveningMinutes: 150 };

  test('starts when tarawih is over, at the next five minutes, for as long as the office says', () => {
    expect(ramadanHours(malam, prayers, waiting)).toEqual({ start: '20:00', end: '22:30' });
    expect(ramadanHours({ start: '17:00', end: '19:00' }, prayers, waiting)).toEqual({ start: '20:00', end: '22:00' });
  });

  test('so does a slot that begins between maghrib and the end of tarawih, whichever day of Ramadan it is', () => {
    // Surakarta (Bimas Islam): maghrib 18:04 on 19 February 2026, 17:58 on 5 March; a slot at 18:00 lies on both sides.
    const days = [
      { maghrib: '18:04', isya: '19:13' },
      { maghrib: '17:58', isya: '19:07' },
    ];
    for (const on of days) {
      expect(ramadanHours({ start: '18:00', end: '21:00' }, on, waiting)?.start).toMatch(/^20:(15|10)$/);
      expect(ramadanHours({ start: '18:30', end: '21:30' }, on, waiting)?.start).toMatch(/^20:(15|10)$/);
      expect(ramadanHours({ start: '20:00', end: '22:00' }, on, waiting)?.start).toMatch(/^20:(15|10)$/);
    }
    const [afternoon] = [{ start: '16:00', end: '18:00' }];
    expect(days.map((on) => ramadanHours(afternoon, on, waiting))).toEqual([
      afternoon,
      { start: '16:00', end: '17:55' },
    ]);
  });

  test('is none where less than an hour is left', () => {
    // Banda Aceh on 25 February 2026: isya 19:58.
    const aceh = { maghrib: '18:49', isya: '19:58' };
    expect(ramadanHours(malam, aceh, { ...waiting, tarawihMinutes: 180 })).toBeNull();
    expect(ramadanHours(malam, aceh, { ...waiting, tarawihMinutes: 175 })).toEqual({ start: '22:55', end: '23:55' });
  });

  test('does not last into the next date', () => {
    const late = { ...waiting, tarawihMinutes: 180, ramadanEveningMinutes: 360 };
    expect(ramadanHours({ start: '16:00', end: '24:00' }, prayers, late)).toEqual({ start: '22:00', end: '23:55' });
  });

  test('keeps the hours of other slots, of offices that do not wait, and where the sun does not set', () => {
    expect(ramadanHours({ start: '08:00', end: '12:00' }, prayers, waiting)).toEqual({ start: '08:00', end: '12:00' });
    expect(ramadanHours({ start: '20:00', end: '22:00' }, prayers, waiting)).toEqual({ start: '20:00', end: '22:00' });
    expect(ramadanHours(malam, prayers, standardEveningRules)).toEqual(malam);
    expect(ramadanHours(malam, null, waiting)).toEqual(malam);
  });
});

describe('at any place in Indonesia, on any date, under any rules', () => {
  const zones = [
    ['Asia/Jakarta', { min: 95, max: 114 }],
    ['Asia/Makassar', { min: 114, max: 125 }],
    ['Asia/Jayapura', { min: 125, max: 141 }],
  ] as const;
  const place = fc.constantFrom(...zones).chain(([zone, lon]) =>
    fc.record({
      zone: fc.constant(zone),
      lat: fc.double({ min: -11, max: 6, noNaN: true }),
      lon: fc.double({ ...lon, noNaN: true }),
    }),
  );
  const date = fc.integer({ min: 0, max: 2556 }).map((days) => addDays('2024-01-01', days));
  const hours = fc
    .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
    .filter(([start, end]) => start < end)
    .map(([start, end]) => ({ start: timeOfDayAt(start), end: timeOfDayAt(end) }));
  const anyRules = fc.record({
    maghribPauseMinutes: fc.integer({ min: 0, max: 60 }),
    isyaPauseMinutes: fc.integer({ min: 0, max: 60 }),
    tarawihMinutes: fc.option(fc.integer({ min: 0, max: 180 }), { nil: null }),
    ramadanEveningMinutes: fc.integer({ min: 30, max: 360 }),
  });

  test('rests lie inside the session, in order, and do not overlap', () => {
    fc.assert(
      fc.property(place, date, hours, anyRules, (at, on, session, office) => {
        let free = minutesOfDay(session.start);
        for (const { start, end } of pausesOf(session, eveningPrayers(on, at, at.zone), office)) {
          expect(minutesOfDay(start)).toBeGreaterThanOrEqual(free);
          expect(minutesOfDay(end)).toBeGreaterThan(minutesOfDay(start));
          free = minutesOfDay(end);
        }
        expect(free).toBeLessThanOrEqual(minutesOfDay(session.end));
      }),
    );
  });

  test('no evening has any of maghrib to the end of tarawih, is longer than the slot, a few minutes only, or over midnight', () => {
    fc.assert(
      fc.property(place, date, hours, anyRules, (at, on, slot, office) => {
        const times = eveningPrayers(on, at, at.zone);
        const held = ramadanHours(slot, times, office);
        if (held === null) return;
        const [start, end] = [minutesOfDay(held.start), minutesOfDay(held.end)];
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(1440);
        if (times && office.tarawihMinutes !== null) {
          const over = minutesOfDay(times.isya) + office.tarawihMinutes;
          expect(end <= minutesOfDay(times.maghrib) || start >= over).toBe(true);
        }
        if (held.start === slot.start) return;
        const length = minutesOfDay(slot.end) - minutesOfDay(slot.start);
        expect(end - start).toBeGreaterThanOrEqual(Math.min(60, length, office.ramadanEveningMinutes));
        expect(start).toBeGreaterThanOrEqual(minutesOfDay(times?.isya ?? '24:00') + (office.tarawihMinutes ?? 0));
        expect(end - start).toBeLessThanOrEqual(minutesOfDay(slot.end) - minutesOfDay(slot.start));
        expect(end - start).toBeLessThanOrEqual(office.ramadanEveningMinutes);
        expect(pausesOf(held, times, office)).toEqual([]);
      }),
    );
  });

  test('maghrib comes before isya, both in the evening of that date', () => {
    fc.assert(
      fc.property(place, date, (at, on) => {
        const times = eveningPrayers(on, at, at.zone);
        expect(minutesOfDay(times?.maghrib ?? '00:00')).toBeGreaterThan(minutesOfDay('17:00'));
        expect(minutesOfDay(times?.isya ?? '00:00')).toBeGreaterThan(minutesOfDay(times?.maghrib ?? '24:00') + 60);
        expect(minutesOfDay(times?.isya ?? '24:00')).toBeLessThan(minutesOfDay('21:00'));
      }),
    );
  });
});
