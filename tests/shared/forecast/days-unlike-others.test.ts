import { addDays } from '@jemput/shared/calendar/local-date';
import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import type { HistoryRow } from '@jemput/shared/forecast/history';
import { predictTurnout } from '@jemput/shared/forecast/predict-turnout';
import { updateTurnout } from '@jemput/shared/forecast/update-turnout';
import { expect, test } from 'vitest';
import { seededNumbers } from '../../fixtures/a-history.ts';

/** Six counters open every day, 80 to 130 people each, a tenth more or fewer by chance; `factorOn` is what a date does to all. */
function everyDay(days: number, factorOn: (date: string) => number): HistoryRow[] {
  const number = seededNumbers(5);
  return Array.from({ length: days }, (_, day) => addDays('2024-01-01', day)).flatMap((date) =>
    Array.from({ length: 6 }, (_, venue): HistoryRow => {
      const chance = 0.9 + 0.2 * number();
      return { venue: `v${venue}`, date, served: Math.round((80 + 10 * venue) * factorOn(date) * chance) };
    }),
  );
}

const width = ({ q10, q90 }: { q10: number; q90: number }) => q90 - q10;

test('a day of storm everywhere is taken for a storm: a week later each place is forecast as before', () => {
  const target = { venue: 'v5', date: '2024-04-18' };
  const usual = predictTurnout(fitTurnout(everyDay(100, () => 1)), target);
  const stormy = predictTurnout(fitTurnout(everyDay(100, (date) => (date === '2024-04-08' ? 0.25 : 1))), target);
  expect(stormy.q50 / usual.q50).toBeGreaterThan(0.95);
  expect(stormy.q50 / usual.q50).toBeLessThan(1.05);
  expect(width(stormy)).toBeLessThan(2 * width(usual));
});

test('a feast that has come round twice is reckoned with the third time, on its own date only', () => {
  const model = fitTurnout(
    everyDay(950, (date) => (date.endsWith('-08-17') ? 0.3 : 1)).filter(({ date }) => date < '2026-08-11'),
  );
  const [before, feast, after] = ['2026-08-16', '2026-08-17', '2026-08-18'].map((date) =>
    predictTurnout(model, { venue: 'v5', date }),
  );
  if (!before || !feast || !after) throw new Error('three forecasts');
  expect(feast.q05).toBeLessThan(0.5 * before.q05);
  expect(feast.mean).toBeLessThan(0.9 * before.mean);
  expect(after.mean / before.mean).toBeGreaterThan(0.95);
  expect(width(feast)).toBeGreaterThan(2 * width(after));
});

test('an evening far below all expectation lowers what is expected there, and makes it less sure', () => {
  const model = fitTurnout(everyDay(100, () => 1));
  const target = { venue: 'v5', date: '2024-04-12' };
  const [before, after] = [model, updateTurnout(model, { venue: 'v5', date: '2024-04-10', served: 20 })].map((one) =>
    predictTurnout(one, target),
  );
  if (!before || !after) throw new Error('two forecasts');
  expect(after.mean).toBeLessThan(before.mean);
  expect(width(after)).toBeGreaterThan(width(before));
});

test('a place whose counts stray more than those of others gets a wider interval', () => {
  const number = seededNumbers(9);
  const rows = everyDay(80, () => 1).map((row) =>
    row.venue === 'v5' ? { ...row, served: Math.round(130 * Math.exp(1.2 * (number() - 0.5))) } : row,
  );
  const model = fitTurnout(rows);
  const [wild, calm] = ['v5', 'v4'].map((venue) => predictTurnout(model, { venue, date: '2024-03-22' }));
  if (!wild || !calm) throw new Error('two forecasts');
  expect(width(wild) / wild.q50).toBeGreaterThan(1.8 * (width(calm) / calm.q50));
});

test('an event that no report has told of makes the crowd less sure, not larger', () => {
  const model = fitTurnout(everyDay(60, () => 1));
  const target = { venue: 'v5', date: '2024-03-02' };
  const [plain, unknown] = [target, { ...target, events: ['pawai'] }].map((one) => predictTurnout(model, one));
  if (!plain || !unknown) throw new Error('two forecasts');
  expect(unknown.mean / plain.mean).toBeCloseTo(1, 6);
  expect(width(unknown)).toBeGreaterThan(1.3 * width(plain));
});
