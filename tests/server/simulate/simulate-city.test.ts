import { readdirSync, readFileSync } from 'node:fs';
import { addDays } from '@jemput/shared/calendar/local-date';
import { expect, test } from 'vitest';
import { searchEngine } from '../../../server/src/simulate/engine.ts';
import { forecastPolicy } from '../../../server/src/simulate/forecast-policy.ts';
import { lastVisitRates } from '../../../server/src/simulate/last-visit-rates.ts';
import type { OfficeKnowledge, Policy } from '../../../server/src/simulate/office-knowledge.ts';
import { policyNames } from '../../../server/src/simulate/policies.ts';
import { rotationPolicy } from '../../../server/src/simulate/rotation-policy.ts';
import { simulateCity } from '../../../server/src/simulate/simulate-city.ts';
import { OfficeSimulation } from '../../../server/src/simulate/simulate-office.ts';
import { soloCity } from '../../../server/src/simulate/solo-city.ts';
import { noFaults, usualWorld } from '../../../server/src/simulate/world-parameters.ts';
import { tinyCity, truthOf } from './a-tiny-city.ts';

const DAYS = 21;

test.each(policyNames)('%s: the same seed gives the same city and the same evenings', (policy) => {
  const run = () => simulateCity(tinyCity(), usualWorld, { policy, seed: 3, days: DAYS });
  expect(run()).toEqual(run());
});

test.each(policyNames)('%s: nobody is recorded who did not come, and nobody twice', (policy) => {
  const city = tinyCity();
  const { reports, weeks, recorded } = simulateCity(city, usualWorld, { policy, seed: 4, days: DAYS });
  const left = new Map(
    city.venues.map(({ id, poolId }) => [id, city.pools.find((pool) => pool.id === poolId)?.remaining]),
  );
  for (const { venue, served, remaining, turnedAway = 0, date } of reports) {
    expect({ venue, date, remaining }).toEqual({ venue, date, remaining: left.get(venue) });
    expect(served + turnedAway).toBeLessThanOrEqual(remaining ?? 0);
    left.set(venue, (remaining ?? 0) - served);
  }
  for (const week of weeks) expect(week.recorded).toBeLessThanOrEqual(week.came);
  const compared = reports.filter(({ date }) => date >= city.start);
  expect(compared.reduce((sum, { served }) => sum + served, 0)).toBe(recorded);
  expect(weeks.reduce((sum, week) => sum + week.recorded, 0)).toBe(recorded);
  expect([...left.values()].reduce((sum: number, people) => sum + (people ?? 0), 0)).toBe(weeks.at(-1)?.remaining);
});

test('no kit stands at two places on a date, nor on a seventh date of a week', () => {
  const city = tinyCity();
  const truth = truthOf(city, usualWorld, 5, DAYS);
  const taken = new Map<string, number>();
  const policy = forecastPolicy(searchEngine, 5);
  const watched: Policy = {
    plan(known) {
      taken.clear();
      for (const { date, kits } of known.held.filter((one) => one.date >= city.start)) {
        for (const kit of kits) taken.set(`${kit} ${date}`, (taken.get(`${kit} ${date}`) ?? 0) + 1);
      }
      return policy.plan(known);
    },
  };
  const last = addDays(city.start, DAYS - 1);
  new OfficeSimulation(city, { truth, breakdowns: [], deadline: last }).run(watched);
  expect(taken.size).toBeGreaterThan(15);
  expect([...taken.values()].filter((times) => times > 1)).toEqual([]);
  const monday = addDays(city.start, 7);
  for (const { id } of city.kits) {
    const dates = [...taken.keys()].filter(
      (key) => key.startsWith(id) && key.slice(4) >= city.start && key.slice(4) < monday,
    );
    expect(dates.length).toBeLessThanOrEqual(6);
  }
});

test('a published session stays: what is announced for a week is not planned again', () => {
  const city = tinyCity();
  const truth = truthOf(city, usualWorld, 6, DAYS);
  const promised: OfficeKnowledge[] = [];
  const policy: Policy = {
    plan(known) {
      promised.push(structuredClone(known));
      return rotationPolicy.plan(known);
    },
  };
  const { reports } = new OfficeSimulation(city, {
    truth,
    breakdowns: [],
    deadline: addDays(city.start, DAYS - 1),
  }).run(policy);
  const second = promised[1];
  const announced = second?.published.flatMap(({ venue, start, days }) =>
    Array.from({ length: days }, (_, day) => `${venue} ${addDays(start, day)}`),
  );
  const held = new Set(reports.map(({ venue, date }) => `${venue} ${date}`));
  expect(announced?.length).toBeGreaterThan(3);
  expect(announced?.filter((session) => !held.has(session))).toEqual([]);
});

test('planners see reports only: told the same, they plan the same in another world', () => {
  const city = tinyCity();
  const seen: OfficeKnowledge[] = [];
  const policy = forecastPolicy(searchEngine, 7);
  const watched: Policy = {
    plan(known) {
      seen.push(JSON.parse(JSON.stringify(known)));
      return policy.plan(known);
    },
  };
  const truth = truthOf(city, usualWorld, 7, DAYS);
  new OfficeSimulation(city, { truth, breakdowns: [], deadline: addDays(city.start, DAYS - 1) }).run(watched);
  const [known] = seen as [OfficeKnowledge];
  expect(forecastPolicy(searchEngine, 7).plan(known)).toEqual(
    forecastPolicy(searchEngine, 7).plan(structuredClone(known)),
  );
  expect(Object.keys(known).sort()).toEqual(
    [
      'away',
      'deadline',
      'held',
      'kits',
      'pools',
      'published',
      'publishedThrough',
      'reports',
      'slots',
      'today',
      'venues',
    ].sort(),
  );
  const reported = new Set(known.reports.flatMap((row) => Object.keys(row)));
  const allowed = ['venue', 'kind', 'area', 'date', 'slot', 'kits', 'capacity', 'remaining', 'served', 'turnedAway'];
  expect([...reported].filter((field) => !allowed.includes(field))).toEqual([]);
});

test('of what plans, only the oracle can import the hidden turnout', () => {
  const folder = new URL('../../../server/src/simulate/', import.meta.url);
  const importers = readdirSync(folder).filter((file) =>
    /^import (?!type )[^;]*hidden-turnout|^import type [^;]*hidden-turnout/m.test(
      readFileSync(new URL(file, folder), 'utf8'),
    ),
  );
  expect(importers.sort()).toEqual([
    'held-sessions.ts',
    'oracle-policy.ts',
    'policies.ts',
    'simulate-city.ts',
    'simulate-office.ts',
  ]);
});

test('policies of one seed meet the same evenings, whatever kits stand there', () => {
  const city = tinyCity();
  const [one, other] = [truthOf(city, usualWorld, 8, DAYS), truthOf(city, usualWorld, 8, DAYS)];
  const [venue] = city.venues;
  if (!venue) throw new Error('no venue');
  const evening = { venue, date: addDays(city.start, 9), stintDay: 1, isFirstVisit: true, reachable: 400 };
  other.demand({ ...evening, date: city.start });
  expect(one.demand(evening)).toBe(other.demand(evening));
  expect(one.demand({ ...evening, reachable: 200 })).toBeLessThanOrEqual(one.demand(evening));
});

test('told the truth, the engine does not record fewer than the fixed rotation, on average', () => {
  const recorded = (policy: 'oracle' | 'rotation') =>
    [1, 2, 3, 4].reduce(
      (sum, seed) => sum + simulateCity(tinyCity(), usualWorld, { policy, seed, days: 28 }).recorded,
      0,
    );
  expect(recorded('oracle')).toBeGreaterThanOrEqual(recorded('rotation'));
});

test('the rounds of October draw what the press tells: about 400 over five kelurahan, at most 180 at one', () => {
  const evenings = Array.from({ length: 12 }, (_, seed) =>
    simulateCity(soloCity({ kits: 10 }), usualWorld, { policy: 'rotation', seed, days: 1 }).reports.filter(
      ({ kind, date }) => kind === 'kelurahan' && date < '2013-10-28',
    ),
  ).flat();
  const mean = evenings.reduce((sum, { served }) => sum + served, 0) / evenings.length;
  expect(5 * mean).toBeGreaterThan(360);
  expect(5 * mean).toBeLessThan(440);
  expect(Math.max(...evenings.map(({ served }) => served))).toBe(180);
});

test('without faults no session is lost and every crew counts', () => {
  const world = { ...usualWorld, faults: noFaults };
  const { weeks, reports } = simulateCity(soloCity({ kits: 10 }), world, { policy: 'rotation', seed: 2, days: 28 });
  // The service of the eighth kit is agreed on and known; its partner goes alone.
  expect(weeks.reduce((sum, { cancelled }) => sum + cancelled, 0)).toBe(0);
  expect(reports.every(({ turnedAway }) => turnedAway !== undefined)).toBe(true);
});

test('last visits: the last count of a venue, else the mean of its kind', () => {
  const row = { kind: 'kelurahan', date: '2013-10-07', remaining: 100 };
  const rates = lastVisitRates([
    { ...row, venue: 'pajang', served: 40 },
    { ...row, venue: 'pajang', served: 10 },
    { ...row, venue: 'sewu', served: 30 },
  ]);
  const [pajang, sewu, bumi] = ['pajang', 'sewu', 'bumi'].map((id) => {
    const venue = soloCity({ kits: 1 }).venues.find((one) => one.id === id);
    return venue && rates(venue, 'malam', 100).rate[0];
  });
  expect([pajang, sewu]).toEqual([0.1, 0.3]);
  expect(bumi).toBeCloseTo(0.2, 9);
});
