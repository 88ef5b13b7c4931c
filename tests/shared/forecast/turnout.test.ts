import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../../shared/src/calendar/local-date.ts';
import { fitTurnout } from '../../../shared/src/forecast/fit-turnout.ts';
import type { HistoryRow } from '../../../shared/src/forecast/history.ts';
import { isCensored } from '../../../shared/src/forecast/history.ts';
import { predictTurnout } from '../../../shared/src/forecast/predict-turnout.ts';
import { ratesForPlanning } from '../../../shared/src/forecast/rates-for-planning.ts';
import type { TurnoutForecast, TurnoutModel } from '../../../shared/src/forecast/turnout-model.ts';
import { updateTurnout } from '../../../shared/src/forecast/update-turnout.ts';
import { simulateCity } from '../../fixtures/a-history.ts';

const usual = { seed: 7, venues: 30, visits: 12, rate: 0.12, spread: 0.4, dispersion: 0.1 };
const evening = { date: '2013-09-04', slot: 'malam', remaining: 700 } as const;
const relativeWidth = ({ q90, q10, q50 }: TurnoutForecast) => (q90 - q10) / q50;

function recoveredShare(model: TurnoutModel, trueRates: Map<string, number>): number {
  let [found, meant] = [0, 0];
  for (const [venue, rate] of trueRates) {
    const kind = Number(venue.split('-')[1]) % 2 === 0 ? 'kelurahan' : 'school';
    found += predictTurnout(model, { ...evening, venue, kind }).mean / evening.remaining;
    meant += rate;
  }
  return found / meant;
}

test('rates are recovered although four evenings in ten were full, where served counts alone miss by a fifth', () => {
  const { rows, trueRates } = simulateCity({ ...usual, venues: 60, capacityShare: 1 });
  const censoredShare = rows.filter(isCensored).length / rows.length;
  expect(censoredShare).toBeGreaterThan(0.35);
  const naive = rows.map(({ capacity: _, ...row }): HistoryRow => row);
  expect(Math.abs(recoveredShare(fitTurnout(rows), trueRates) - 1)).toBeLessThan(0.05);
  expect(recoveredShare(fitTurnout(naive), trueRates)).toBeLessThan(0.8);
});

test('a venue never seen is forecast from its kind, with a wider interval than any of its kind with ten rows', () => {
  const model = fitTurnout(simulateCity({ ...usual, visits: 10 }).rows);
  const [hall, school] = ['kelurahan', 'school'].map((kind) =>
    predictTurnout(model, { ...evening, venue: 'new', kind }),
  );
  if (!hall || !school) throw new Error('two forecasts');
  expect(Number.isFinite(hall.mean)).toBe(true);
  expect(school.q50 / hall.q50).toBeGreaterThan(0.35);
  expect(school.q50 / hall.q50).toBeLessThan(0.75);
  for (let venue = 0; venue < 30; venue += 2) {
    const known = predictTurnout(model, { ...evening, venue: `venue-${venue}`, kind: 'kelurahan' });
    expect(relativeWidth(hall)).toBeGreaterThan(relativeWidth(known));
  }
});

test('counters that report every day without a pool do not stop the others from depleting', () => {
  const { rows } = simulateCity({ seed: 4, venues: 20, visits: 3, rate: 0.12, spread: 0.2, dispersion: 0.05 });
  const counters = [0, 1, 2, 3].flatMap((counter) =>
    Array.from({ length: 60 }, (_, day) => ({
      venue: `counter-${counter}`,
      kind: 'office',
      date: addDays('2013-01-07', day),
      slot: 'siang',
      capacity: 25,
      served: 25,
    })),
  );
  const model = fitTurnout([...rows, ...counters]);
  const target = { venue: 'venue-0', kind: 'kelurahan', date: '2013-05-06', slot: 'malam' };
  const full = predictTurnout(model, { ...target, remaining: 800 }).mean;
  const half = predictTurnout(model, { ...target, remaining: 400 }).mean;
  expect(half / full).toBeCloseTo(0.5, 2);
});

test('half the people remaining, half the crowd', () => {
  const model = fitTurnout(simulateCity(usual).rows);
  const [all, half] = [800, 400].map((remaining) => predictTurnout(model, { ...evening, venue: 'venue-3', remaining }));
  expect((half as TurnoutForecast).mean / (all as TurnoutForecast).mean).toBeCloseTo(0.5, 9);
  expect(predictTurnout(model, { ...evening, venue: 'venue-3', remaining: 0 })).toMatchObject({ mean: 0, q95: 0 });
});

test('a fifth of evenings fall outside the 80 % interval in simulated cities', () => {
  let [inside, evenings] = [0, 0];
  for (const seed of [1, 2, 3]) {
    const { rows } = simulateCity({ ...usual, seed, venues: 100, visits: 9 });
    const lastStint = rows.filter(({ date }) => date >= '2013-04-15');
    const model = fitTurnout(rows.filter(({ date }) => date < '2013-04-15'));
    for (const row of lastStint) {
      const { q10, q90 } = predictTurnout(model, row);
      inside += row.served >= q10 && row.served <= q90 ? 1 : 0;
      evenings += 1;
    }
  }
  expect(evenings).toBeGreaterThan(800);
  expect(inside / evenings).toBeGreaterThan(0.77);
  expect(inside / evenings).toBeLessThan(0.84);
});

test('one full evening raises the venue, one poor evening lowers it, and neither changes the model given', () => {
  const model = fitTurnout(simulateCity(usual).rows);
  const saved = JSON.stringify(model);
  const target = { ...evening, venue: 'venue-4', date: '2013-09-10' };
  const before = predictTurnout(model, target).mean;
  const report = { ...evening, venue: 'venue-4', kind: 'kelurahan', capacity: 500 };
  const { mean } = predictTurnout(model, report);
  const full = updateTurnout(model, { ...report, served: Math.round(mean * 1.8) });
  const poor = updateTurnout(model, { ...report, served: Math.round(mean / 1.8) });
  expect(predictTurnout(full, target).mean).toBeGreaterThan(before * 1.02);
  expect(predictTurnout(poor, target).mean).toBeLessThan(before * 0.98);
  expect(JSON.stringify(model)).toBe(saved);
});

test('a full session with nobody counted outside never lowers the forecast', () => {
  const model = fitTurnout(simulateCity(usual).rows);
  const target = { ...evening, venue: 'venue-4', date: '2013-09-10' };
  const full = updateTurnout(model, { ...evening, venue: 'venue-4', capacity: 25, served: 25 });
  expect(predictTurnout(full, target).q50).toBeGreaterThanOrEqual(predictTurnout(model, target).q50 * 0.99);
});

test('a model survives JSON and does not depend on the order of the file', () => {
  const { rows } = simulateCity({ ...usual, venues: 6 });
  const model = fitTurnout(rows);
  const target = { ...evening, venue: 'venue-1' };
  expect(predictTurnout(JSON.parse(JSON.stringify(model)), target)).toEqual(predictTurnout(model, target));
  expect(fitTurnout(rows)).toEqual(model);
});

const sparseRow = fc.record(
  {
    venue: fc.constantFrom('a', 'b', 'c'),
    date: fc.constantFrom('2013-10-07', '2013-10-08', '2013-10-20', '2014-02-28'),
    served: fc.nat(2000),
    kind: fc.constantFrom('school', 'market'),
    capacity: fc.nat(300),
    remaining: fc.nat(5000),
    turnedAway: fc.nat(100),
  },
  { requiredKeys: ['venue', 'date', 'served'] },
);

test('whatever the history, from no row on, quantiles are finite and rise, and served stays under capacity', () => {
  fc.assert(
    fc.property(fc.array(sparseRow, { maxLength: 8 }), fc.constantFrom('a', 'new'), (drawn, venue) => {
      const model = fitTurnout(drawn as HistoryRow[]);
      const target = { venue, date: '2014-03-01', capacity: 120, remaining: 600 };
      const forecast = predictTurnout(model, target);
      const { q05, q10, q25, q50, q75, q90, q95, mean, servedMean } = forecast;
      const quantiles = [0, q05, q10, q25, q50, q75, q90, q95];
      expect(quantiles.every(Number.isFinite)).toBe(true);
      expect([...quantiles].sort((a, b) => a - b)).toEqual(quantiles);
      expect(Number.isFinite(mean)).toBe(true);
      expect(servedMean).toBeLessThanOrEqual(Math.min(120, mean) + 1e-9);
    }),
    { numRuns: 40 },
  );
});

test('the planner gets a rate a weekday from 0 to 1 and a wider dispersion for a venue never seen', () => {
  const model = fitTurnout(simulateCity(usual).rows);
  const [known, unseen] = ['venue-2', 'new'].map((venue) =>
    ratesForPlanning(model, { venue, kind: 'kelurahan', slot: 'malam', remaining: 700, date: '2013-09-04' }),
  );
  expect(known?.rate).toHaveLength(7);
  for (const rate of [...(known?.rate ?? []), ...(unseen?.rate ?? [])]) {
    expect(rate).toBeGreaterThan(0.02);
    expect(rate).toBeLessThan(0.6);
  }
  expect(unseen?.dispersion).toBeGreaterThan(known?.dispersion ?? Infinity);
});
