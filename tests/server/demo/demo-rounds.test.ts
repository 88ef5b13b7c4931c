import { demoDates } from '@jemput/server/demo/demo-rounds';
import { addDays, isoWeekday } from '@jemput/shared/calendar/local-date';
import fc from 'fast-check';
import { expect, test } from 'vitest';

test('on 25 October 2013 the rounds are those of 2013, from Monday the 7th, with Idul Adha free', () => {
  const { past, running, coming, start } = demoDates('2013-10-25');
  expect(start).toBe('2013-10-07');
  expect(past.map((dates) => dates[0])).toEqual(['2013-10-07', '2013-10-10', '2013-10-17', '2013-10-21']);
  expect(running).toEqual(['2013-10-24', '2013-10-25', '2013-10-26']);
  expect(coming.map((dates) => dates[0])).toEqual(['2013-10-28', '2013-10-31']);
});

test('whatever today is, it lies in the running round, and every other date is a working day in its place', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), (days) => {
      const today = addDays('1990-01-01', days);
      const { past, running, coming } = demoDates(today);
      expect(running).toContain(today);
      const rounds = [...past, running, ...coming];
      expect(rounds.flat()).toEqual([...new Set(rounds.flat())].sort());
      expect(rounds.flat().filter((date) => isoWeekday(date) === 7 && date !== today)).toEqual([]);
      expect(past.flat().every((date) => date < today)).toBe(true);
      expect(coming.flat().every((date) => date > today)).toBe(true);
    }),
  );
});
