import { nextVisit } from '@jemput/shared/forecast/visit';
import { expect, test } from 'vitest';

const third = { date: '2026-11-20', stintDay: 3, first: true };

test('a session within three days goes on with the run, a later one begins another', () => {
  expect(nextVisit(third, '2026-11-21')).toEqual({ stintDay: 4, first: true });
  expect(nextVisit(third, '2026-11-23')).toEqual({ stintDay: 4, first: true });
  expect(nextVisit(third, '2026-11-24')).toEqual({ stintDay: 1, first: false });
});

test('after more than 90 days it is a first visit again, and at a place never visited', () => {
  expect(nextVisit(third, '2027-02-18')).toEqual({ stintDay: 1, first: false });
  expect(nextVisit(third, '2027-02-19')).toEqual({ stintDay: 1, first: true });
  expect(nextVisit(undefined, '2026-11-20')).toEqual({ stintDay: 1, first: true });
});
