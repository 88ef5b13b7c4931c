import { comeOfAgeBy } from '@jemput/shared/forecast/coming-of-age';
import { expect, test } from 'vitest';

const months = [
  { month: '2026-11', people: 30 },
  { month: '2026-12', people: 62 },
];

test('people come of age day by day, and stay', () => {
  expect(comeOfAgeBy(months, '2026-10-31')).toBe(0);
  expect(comeOfAgeBy(months, '2026-11-10')).toBeCloseTo(10, 12);
  expect(comeOfAgeBy(months, '2026-12-01')).toBeCloseTo(32, 12);
  expect(comeOfAgeBy(months, '2027-05-01')).toBe(92);
  expect(comeOfAgeBy([], '2027-05-01')).toBe(0);
});
