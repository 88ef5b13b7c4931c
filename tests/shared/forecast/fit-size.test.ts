import { addDays } from '@jemput/shared/calendar/local-date';
import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import type { HistoryRow } from '@jemput/shared/forecast/history';
import { negativeBinomialQuantile } from '@jemput/shared/forecast/negative-binomial';
import { expect, test } from 'vitest';
import { seededNumbers } from '../../fixtures/a-history.ts';

/** Sixty places of 50 to 3,200 people, four sessions each; demand goes with people^power between them. */
function places(power: number, capacity: number): HistoryRow[] {
  const number = seededNumbers(11);
  return Array.from({ length: 60 }, (_, venue) => {
    const people = 50 * 2 ** (venue % 7);
    const own = Math.exp(0.3 * Math.sqrt(-2 * Math.log(1 - number())) * Math.cos(2 * Math.PI * number()));
    let remaining = people;
    return Array.from({ length: 4 }, (_, visit): HistoryRow => {
      const mean = 0.15 * 400 * (people / 400) ** power * (remaining / people) * own;
      const demand = Math.min(remaining, negativeBinomialQuantile(Math.min(0.999, number()), mean, 0.05));
      const served = Math.min(demand, capacity);
      const date = addDays('2013-01-07', 14 * visit + (venue % 6));
      const row = { venue: `v${venue}`, kind: 'kelurahan', date, slot: 'malam', remaining, served, capacity };
      remaining -= served;
      return row;
    });
  }).flat();
}

test.each([
  [0.5, 10_000],
  [1, 10_000],
  [1, 100],
])('demand between places goes with people^%d, capacity %d', (power, capacity) => {
  const found = 1 + fitTurnout(places(power, capacity)).sizeEffect;
  expect(found).toBeGreaterThan(power - 0.12);
  expect(found).toBeLessThan(power + 0.12);
});
