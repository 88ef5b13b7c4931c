import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../../shared/src/calendar/local-date.ts';
import { type Driver, driversOf, weightOf } from '../../../shared/src/forecast/drivers.ts';
import { fitTurnout } from '../../../shared/src/forecast/fit-turnout.ts';
import type { HistoryRow } from '../../../shared/src/forecast/history.ts';
import { predictTurnout } from '../../../shared/src/forecast/predict-turnout.ts';
import type { TurnoutModel, TurnoutTarget } from '../../../shared/src/forecast/turnout-model.ts';
import { updateTurnout } from '../../../shared/src/forecast/update-turnout.ts';
import { simulateCity } from '../../fixtures/a-history.ts';

const city = { seed: 7, venues: 20, visits: 9, rate: 0.12, spread: 0.4, dispersion: 0.1 };
const evening = { date: '2013-09-04', slot: 'malam', remaining: 700 } as const;

function driver(model: TurnoutModel, target: TurnoutTarget, group: string): Driver {
  const found = driversOf(model, target).drivers.find((one) => one.group === group);
  if (!found) throw new Error(`no driver ${group}`);
  return found;
}

test('a usual session times every driver is the mean of the forecast, whatever the session', () => {
  const withPools = simulateCity(city).rows;
  const models = [fitTurnout(withPools), fitTurnout(withPools.map(({ remaining: _, ...row }) => row)), fitTurnout([])];
  const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
  const target = fc.record({
    venue: fc.constantFrom('venue-0', 'venue-7', 'new'),
    kind: optional(fc.constantFrom('kelurahan', 'school', 'market')),
    slot: optional(fc.constantFrom('siang', 'malam')),
    area: optional(fc.constantFrom('33.72.01', '33.72.02')),
    remaining: optional(fc.nat(3000)),
    date: fc.integer({ min: 0, max: 800 }).map((days) => addDays('2013-06-01', days)),
    visit: optional(fc.record({ stintDay: fc.integer({ min: 1, max: 7 }), first: fc.boolean() })),
    events: optional(fc.constantFrom(['rain'], ['ramadan', 'rain'])),
  });
  fc.assert(
    fc.property(fc.constantFrom(...models), target, (model, { venue, date, ...asked }) => {
      const known = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
      const session = { venue, date, ...known };
      const { typical, drivers } = driversOf(model, session);
      const { mean } = predictTurnout(model, session);
      const product = drivers.reduce((people, { share }) => people * (1 + share), typical);
      expect(Math.abs(product - mean)).toBeLessThanOrEqual(1e-9 * (1 + mean));
      for (const { share, low, high } of drivers) expect(low <= share && share <= high).toBe(true);
    }),
  );
});

test('they come in order of size, a half weighing as much as twice', () => {
  const model = fitTurnout(simulateCity(city).rows);
  const sizes = driversOf(model, { ...evening, venue: 'venue-3', kind: 'school' }).drivers.map(({ share }) =>
    Math.abs(Math.log1p(share)),
  );
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
});

/** Nobody remains or changes here: only weekdays differ, by factors whose geometric mean is 1. */
const weekdayFactors = [0.5, 1, 1, 1, 1, 1, 2];

test('a weekday is told against the average day, with an interval that holds the truth', () => {
  const rows: HistoryRow[] = Array.from({ length: 20 * 70 }, (_, at) => {
    const day = Math.floor(at / 20);
    // Poisson-like scatter without chance: ±10 % in turn.
    const served = Math.round(60 * (weekdayFactors[day % 7] ?? 1) * (at % 2 ? 1.1 : 0.9));
    return { venue: `v${at % 20}`, date: addDays('2013-01-07', day), served };
  });
  const model = fitTurnout(rows);
  for (const [date, truth] of [
    ['2013-03-25', -0.5],
    ['2013-03-26', 0],
    ['2013-03-31', 1],
  ] as const) {
    const { share, low, high } = driver(model, { venue: 'v3', date }, 'weekday');
    expect(Math.abs(share - truth)).toBeLessThan(0.12);
    expect(high - low).toBeLessThan(0.25);
  }
});

test('rain and a first visit in 90 days are told against none, with intervals that hold the truth', () => {
  const rows = Array.from({ length: 30 }, (_, venue) => venue).flatMap((venue) => {
    let day = venue * 3;
    return Array.from({ length: 14 }, (_, visit): HistoryRow => {
      day += visit % 3 === 2 ? 130 : 35 + ((venue * visit) % 5);
      const rain = (day * 7919) % 100 < 25;
      // By turns 10 % more and fewer, in place of chance.
      const served = Math.round(80 * (visit % 3 === 2 ? 1.6 : 1) * (rain ? 0.5 : 1) * ((venue + day) % 2 ? 1.1 : 0.9));
      return { venue: `v${venue}`, date: addDays('2010-01-04', day), served, ...(rain ? { events: ['rain'] } : {}) };
    });
  });
  const model = fitTurnout(rows);
  const lastDate = rows.reduce((last, { date }) => (date > last ? date : last), '');
  const wet = { venue: 'v3', date: addDays(lastDate, 200), events: ['rain'] };
  for (const [group, truth] of [
    ['event', -0.5],
    ['firstVisit', 0.6],
  ] as const) {
    const told = driver(model, wet, group);
    expect(weightOf(told)).toBe('sure');
    expect(told.low).toBeLessThan(truth + 0.05);
    expect(told.high).toBeGreaterThan(truth - 0.05);
    expect(Math.abs(Math.log((1 + told.share) / (1 + truth)))).toBeLessThan(0.15);
  }
  const again = driversOf(model, { ...wet, visit: { stintDay: 1, first: false } }).drivers;
  expect(again.filter(({ group }) => group === 'firstVisit')).toEqual([]);
});

test('shares and intervals are those of the effects: a contrast with the average slot, worked out by hand', () => {
  const blank = fitTurnout([]);
  const model: TurnoutModel = {
    ...blank,
    features: ['intercept:', 'slot:malam', 'slot:siang'],
    effects: [-2, Math.log(1.5), Math.log(0.6)],
    effectCovariance: [0.04, 0, 0, 0, 0.03, 0.01, 0, 0.01, 0.05],
  };
  // half of log(1.5 / 0.6) more than the average; variance (0.03 − 2 · 0.01 + 0.05) / 4 = 0.015
  const { share, low, high } = driver(model, { venue: 'a', date: '2026-11-20', slot: 'malam' }, 'slot');
  expect(share).toBeCloseTo(Math.sqrt(2.5) - 1, 12);
  expect(Math.log((1 + high) / (1 + low))).toBeCloseTo(2 * 1.2815515655446 * Math.sqrt(0.015), 9);
});

test('what a venue draws beside others of its kind is found, the surer the more reports it has', () => {
  const { rows, trueRates } = simulateCity({ ...city, spread: 0.5, dispersion: 0.02 });
  const halls = [...trueRates].filter(([venue]) => Number(venue.split('-')[1]) % 2 === 0);
  const [most = ''] = halls.toSorted((a, b) => b[1] - a[1]).map(([venue]) => venue);
  const logs = halls.map(([, rate]) => Math.log(rate));
  const truth = (trueRates.get(most) ?? 0) / Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length) - 1;
  expect(truth).toBeGreaterThan(0.5);
  const target = { ...evening, date: '2013-05-01', venue: most, kind: 'kelurahan' };
  const known = driver(fitTurnout(rows), target, 'venue');
  expect(weightOf(known)).toBe('sure');
  expect(known.low).toBeLessThan(truth);
  expect(known.high).toBeGreaterThan(truth);
  const hardlySeen = rows.filter(({ venue, date }) => venue !== most || date < '2013-01-09');
  const less = driver(fitTurnout(hardlySeen), target, 'venue');
  const width = ({ low, high }: Driver) => Math.log((1 + high) / (1 + low));
  expect(width(less)).toBeGreaterThan(width(known));
});

test('poor evenings everywhere are told as such, and a pool by the people left in it', () => {
  let model = fitTurnout(simulateCity(city).rows);
  const before = driver(model, { ...evening, venue: 'venue-0' }, 'common').share;
  for (let venue = 0; venue < 20; venue++) {
    const report = { ...evening, date: '2013-09-03', venue: `venue-${venue}` };
    model = updateTurnout(model, { ...report, served: Math.round(predictTurnout(model, report).mean / 2) });
  }
  expect(driver(model, { ...evening, venue: 'venue-0' }, 'common').share).toBeLessThan(before - 0.02);
  const [half, all] = [400, 800].map((remaining) =>
    driver(model, { ...evening, remaining, venue: 'venue-0' }, 'remaining'),
  );
  expect((1 + (all?.share ?? 0)) / (1 + (half?.share ?? 0))).toBeCloseTo(2, 9);
});

test('what is small is tiny, what may be either way is unsure', () => {
  const told = (share: number, low: number, high: number) => weightOf({ group: 'slot', share, low, high });
  expect(told(0.029, 0.01, 0.04)).toBe('tiny');
  expect(told(-0.2, -0.4, 0.05)).toBe('unsure');
  expect(told(-0.2, -0.3, -0.05)).toBe('sure');
});
