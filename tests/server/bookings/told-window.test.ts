import { dueRange } from '@jemput/server/bookings/place-in-line';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const ZONE = 'Asia/Jakarta';
const at = (time: string) => Date.parse(`2026-11-21T${time}:00+07:00`);
const hours = { opensAt: at('16:00'), closesAt: at('21:00') };
const told = (placeAt: string, p10: string, p90: string) => {
  const times = { p10At: at(p10), p50At: at(p10), p90At: at(p90) };
  const { from, to } = dueRange(ZONE, hours, at(placeAt), times);
  return [from.slice(11, 16), to.slice(11, 16)];
};

test('the first in line, called as soon as it opens, is asked to come within a quarter of an hour', () => {
  expect(told('16:00', '16:00', '16:00')).toEqual(['16:00', '16:15']);
});

test('nobody is asked to come before it opens, or after it closes', () => {
  expect(told('16:00', '15:52', '15:58')).toEqual(['16:00', '16:15']);
  expect(told('20:55', '21:00', '21:00')).toEqual(['20:45', '21:00']);
});

test('what is estimated is told to five minutes, and where nothing is, half an hour from the place on', () => {
  expect(told('16:12', '16:07', '16:28')).toEqual(['16:05', '16:30']);
  const { from, to } = dueRange(ZONE, hours, at('16:12'));
  expect([from.slice(11, 16), to.slice(11, 16)]).toEqual(['16:10', '16:45']);
});

test('whatever is estimated, the window is within the hours and a quarter of an hour wide, and holds the estimate', () => {
  const minute = fc.integer({ min: -30, max: 330 });
  fc.assert(
    fc.property(minute, minute, (one, other) => {
      const p10At = hours.opensAt + Math.min(one, other) * 60_000;
      const p90At = hours.opensAt + Math.max(one, other) * 60_000;
      const range = dueRange(ZONE, hours, p10At, { p10At, p50At: p10At, p90At });
      const [from, to] = [Date.parse(range.from), Date.parse(range.to)];
      expect(to - from).toBeGreaterThanOrEqual(15 * 60_000);
      expect(from).toBeGreaterThanOrEqual(hours.opensAt);
      expect(to).toBeLessThanOrEqual(hours.closesAt);
      expect(from).toBeLessThanOrEqual(Math.max(hours.opensAt, p10At));
      expect(to).toBeGreaterThanOrEqual(Math.min(hours.closesAt, p90At));
    }),
  );
});
