import { standardQueueSettings } from '@jemput/shared/bookings/queue-settings';
import { releaseSchedule } from '@jemput/shared/bookings/release-schedule';
import { releaseModes } from '@jemput/shared/sessions/release';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const at = (text: string) => Date.parse(text);
const session = {
  date: '2026-11-27',
  startsAt: at('2026-11-27T16:00:00+07:00'),
  endsAt: at('2026-11-27T21:00:00+07:00'),
  zone: 'Asia/Jakarta',
};

test('parts open over the day, each with places of the whole evening, and gather for two minutes', () => {
  const schedule = releaseSchedule({ ...standardQueueSettings, release: 'staggered' }, session);
  const parts = ['08:00', '12:00', '16:00'].map((time) => at(`2026-11-24T${time}:00+07:00`));
  expect(schedule).toMatchObject({ opensAt: parts[0], closesAt: session.startsAt, partsAt: parts });
  expect([1, 2, 3, 4, 118, 119, 120].map((unit) => parts.indexOf(schedule.freeFrom(unit, 120)))).toEqual([
    0, 1, 2, 0, 0, 1, 2,
  ]);
  expect(schedule.gatheredUntil(at('2026-11-24T12:00:00+07:00'))).toBe(at('2026-11-24T12:02:00+07:00'));
  expect(schedule.gatheredUntil(at('2026-11-24T12:02:00+07:00'))).toBeNull();
  expect(schedule.gatheredUntil(at('2026-11-24T11:59:59+07:00'))).toBeNull();
});

test('a draw closes so many hours before its session, in the office’s zone', () => {
  const rules = { ...standardQueueSettings, release: 'draw' as const };
  const schedule = releaseSchedule(rules, session);
  expect(schedule.closesAt).toBe(at('2026-11-26T16:00:00+07:00'));
  expect(schedule.gatheredUntil(at('2026-11-25T03:00:00+07:00'))).toBe(schedule.closesAt);
  const late = releaseSchedule({ ...rules, drawHoursBefore: 168 }, session);
  expect(late.closesAt).toBe(at('2026-11-24T09:00:00+07:00'));
  const jayapura = releaseSchedule(rules, { ...session, zone: 'Asia/Jayapura' });
  expect(jayapura.opensAt).toBe(at('2026-11-24T08:00:00+09:00'));
});

test('whatever an office decides: it opens before it closes, and every place can be had before the session begins', () => {
  fc.assert(
    fc.property(
      fc.record({
        release: fc.constantFrom(...releaseModes),
        openDaysBefore: fc.nat(28),
        openTime: fc.constantFrom('00:00', '08:00', '15:59', '16:00', '23:30'),
        releaseParts: fc.integer({ min: 2, max: 8 }),
        releasePartHours: fc.integer({ min: 1, max: 24 }),
        drawHoursBefore: fc.integer({ min: 2, max: 168 }),
      }),
      fc.integer({ min: 1, max: 200 }),
      (rules, of) => {
        const { opensAt, closesAt, freeFrom, partsAt } = releaseSchedule(rules, session);
        expect(opensAt).toBeLessThanOrEqual(closesAt);
        expect(closesAt).toBeLessThanOrEqual(session.startsAt);
        expect([...partsAt].sort((a, b) => a - b)).toEqual(partsAt);
        for (let unit = 1; unit <= of; unit++) {
          expect(freeFrom(unit, of)).toBeGreaterThanOrEqual(opensAt);
          expect(freeFrom(unit, of)).toBeLessThanOrEqual(session.startsAt);
        }
      },
    ),
  );
});
