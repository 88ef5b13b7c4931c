import { heldBackUntil, quietEnd } from '@jemput/shared/messages/quiet-hours';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const hours = { quietFrom: '21:00', quietUntil: '06:00', zone: 'Asia/Jakarta' };
const at = (text: string) => Date.parse(`${text}+07:00`);

test.each([
  ['2026-11-20T20:59:59', null],
  ['2026-11-20T21:00:00', '2026-11-21T06:00:00'],
  ['2026-11-21T00:00:00', '2026-11-21T06:00:00'],
  ['2026-11-21T05:59:59', '2026-11-21T06:00:00'],
  ['2026-11-21T06:00:00', null],
])('at %s the night ends %s', (now, end) => {
  expect(quietEnd(at(now), hours)).toBe(end === null ? null : at(end));
});

test('hours within one day, and none where both are the same', () => {
  const noon = { ...hours, quietFrom: '12:00', quietUntil: '13:00' };
  expect(quietEnd(at('2026-11-20T12:30:00'), noon)).toBe(at('2026-11-20T13:00:00'));
  expect(quietEnd(at('2026-11-20T13:00:00'), noon)).toBeNull();
  expect(quietEnd(at('2026-11-20T12:30:00'), { ...noon, quietUntil: '12:00' })).toBeNull();
});

const night = at('2026-11-20T22:00:00');
const nextWeek = at('2026-11-27T16:00:00');

test('held back is what neither is awaited nor about the next twelve hours nor useless by morning', () => {
  const moved = { kind: 'moved', startsAt: nextWeek, uselessAt: null } as const;
  const morning = at('2026-11-21T06:00:00');
  expect(heldBackUntil(night, moved, hours)).toBe(morning);
  expect(heldBackUntil(night, { ...moved, kind: 'confirmed' }, hours)).toBeNull();
  expect(heldBackUntil(night, { ...moved, kind: 'turn_near' }, hours)).toBeNull();
  expect(heldBackUntil(night, { ...moved, startsAt: at('2026-11-21T09:59:00') }, hours)).toBeNull();
  expect(heldBackUntil(night, { ...moved, startsAt: at('2026-11-21T10:00:00') }, hours)).toBe(morning);
  expect(heldBackUntil(night, { ...moved, uselessAt: morning }, hours)).toBeNull();
});

test('what waits for the end of the night may leave then', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000_000 }), (seconds) => {
      const end = quietEnd(night + seconds * 1000, hours);
      if (end === null) return;
      expect(end).toBeGreaterThan(night + seconds * 1000);
      expect(quietEnd(end, hours)).toBeNull();
    }),
  );
});
