import { expectFeast, noFeasts, noteDate } from '@jemput/shared/forecast/recurring-dates';
import { expect, test } from 'vitest';

const feast = { shift: -1.2, variance: 0.01 };

/** What is known after these dates, of which those marked were feasts. */
function after(dates: readonly [date: string, isFeast: boolean][]) {
  const known = noFeasts();
  for (const [date, isFeast] of dates) noteDate(known, date, isFeast ? feast : undefined);
  return known;
}

test.each([
  ['a fixed date: Independence Day', '2024-08-17', '2025-08-17'],
  ['the fourth Thursday of November', '2013-11-28', '2014-11-27'],
  ['the last Monday of May', '2013-05-27', '2014-05-26'],
  // 1 Syawal 1446 and 1447 as the ministry decided them.
  ['the first of Syawal', '2025-03-31', '2026-03-21'],
])('%s is expected to come round', (_name, before, next) => {
  const expected = expectFeast(after([[before, true]]), next);
  expect(expected?.shift).toBeCloseTo(-1.2, 12);
  expect(expected?.chance).toBeGreaterThan(0.2);
  expect(expected?.chance).toBeLessThan(0.6);
});

test('a date that no calendar links to a feast is a date like others', () => {
  expect(expectFeast(after([['2013-11-28', true]]), '2014-11-19')).toBeUndefined();
  expect(expectFeast(noFeasts(), '2014-12-25')).toBeUndefined();
});

test('a calendar that was right is believed more, one that was wrong no longer for that feast', () => {
  const twice = after([
    ['2013-12-25', true],
    ['2014-12-25', true],
    ['2015-12-25', true],
  ]);
  const once = after([['2015-12-25', true]]);
  expect(expectFeast(twice, '2016-12-25')?.chance).toBeGreaterThan(expectFeast(once, '2016-12-25')?.chance ?? 1);
  const storm = after([
    ['2014-01-06', true],
    ['2015-01-06', false],
  ]);
  expect(expectFeast(storm, '2016-01-06')).toBeUndefined();
});
