import { checkProblem, indexProblem, isOpen, rateOf } from '@jemput/shared/planning/problem';
import { describe, expect, test } from 'vitest';
import { aKit, aPool, aProblem, aVenue, someRules } from '../../fixtures/a-problem.ts';

function faultsOf(json: unknown) {
  const check = checkProblem(json);
  return check.ok ? [] : check.faults;
}

const pointersOf = (json: unknown) => faultsOf(json).map((fault) => fault.pointer);

describe('a problem file', () => {
  test('that is right is taken as it is', () => {
    expect(checkProblem(JSON.parse(JSON.stringify(aProblem())))).toEqual({ ok: true, problem: aProblem() });
  });

  test('may leave out lists that would be empty, and carry keys of its own', () => {
    const { pinned: _pinned, published: _published, ...rest } = aProblem();
    const kits = [{ id: 'K01', base: { lat: 0, lon: 0 }, recordingsPerHour: 18, note: 'new' }];
    expect(faultsOf({ ...rest, kits, comment: 'from the planning desk' })).toEqual([]);
  });

  test('with a slip in the name of an optional list is refused, since pins would be lost', () => {
    expect(faultsOf({ ...aProblem(), pined: [] })).toMatchObject([{ pointer: '/pined', code: 'unknown_key' }]);
  });

  test.each([[null], ['text'], [[]], [7], [{}]])('that is %j gets faults, not an exception', (json) => {
    expect(faultsOf(json).length).toBeGreaterThan(0);
  });

  test('names the unknown ids also where the elements around them have other faults', () => {
    const stint = { venue: 'nowhere', slot: 'malam', start: '2013-10-07', days: 1, kits: ['K99'] };
    const pointers = pointersOf({
      ...aProblem(),
      kits: [aKit('K01', { recordingsPerHour: -1 })],
      pools: [aPool('pajang', { remaining: -1 })],
      venues: [{ ...aVenue('pajang'), pool: 'atlantis', lat: 91 }],
      pinned: [stint],
    });
    expect(pointers).toEqual(
      expect.arrayContaining([
        '/kits/0/recordingsPerHour',
        '/pools/0/remaining',
        '/venues/0/lat',
        '/venues/0/pool',
        '/pinned/0/venue',
        '/pinned/0/kits/0',
      ]),
    );
  });

  test('with ten different faults gets all ten, each with pointer, value and what was expected', () => {
    const stint = { venue: 'pajang', slot: 'malam', start: '2013-10-07', days: 2, kits: ['K01'] };
    const faults = faultsOf({
      ...aProblem(),
      timezone: 'Mars/Olympus',
      horizon: { start: '2013-10-20', end: '2013-10-07' },
      slots: [{ id: 'malam', start: '21:00', end: '16:00' }],
      kits: [aKit('K01'), aKit('K01'), aKit('K02', { unavailable: ['2013-02-29'] })],
      pools: [aPool('pajang', { remaining: -1 })],
      venues: [
        aVenue('pajang', { rate: { malam: [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 1.4] } }),
        aVenue('laweyan', { lat: -97 }),
        aVenue('bumi', { open: { malam: { weekdays: [0, 1], except: [], also: [] } } }),
      ],
      rules: someRules({ minDays: 6 }),
      pinned: [{ ...stint, venue: 'pasar' }],
    });
    expect(faults.map(({ pointer, value }) => [pointer, value])).toEqual(
      expect.arrayContaining([
        ['/timezone', 'Mars/Olympus'],
        ['/horizon/end', '2013-10-07'],
        ['/slots/0/end', '16:00'],
        ['/kits/1/id', 'K01'],
        ['/kits/2/unavailable/0', '2013-02-29'],
        ['/pools/0/remaining', -1],
        ['/venues/0/rate/malam/6', 1.4],
        ['/venues/1/lat', -97],
        ['/venues/2/open/malam/weekdays/0', 0],
        ['/rules/minDays', 6],
      ]),
    );
    expect(faults.every(({ expected, code }) => expected !== '' && code !== '')).toBe(true);
  });

  test('names what it refers to and does not have', () => {
    const json = aProblem({
      venues: [aVenue('pajang', { pool: 'nowhere', open: { siang: { weekdays: [1], except: [], also: [] } } })],
      pinned: [{ venue: 'pajang', slot: 'malam', start: '2013-10-07', days: 1, kits: ['K09', 'K01', 'K01'] }],
    });
    expect(pointersOf(json)).toEqual(
      expect.arrayContaining([
        '/venues/0/pool',
        '/venues/0/open/siang',
        '/venues/0/rate/siang',
        '/pinned/0/kits/0',
        '/pinned/0/kits/2',
      ]),
    );
  });

  test('with a horizon of three years says that it is too large', () => {
    expect(faultsOf(aProblem({ horizon: { start: '2013-01-01', end: '2015-12-31' } }))).toMatchObject([
      { pointer: '/horizon/end', code: 'too_large', expected: 'at most 800 dates, not 1095' },
    ]);
  });
});

describe('pinned stints that cannot all be kept', () => {
  const stint = { venue: 'pajang', slot: 'malam', start: '2013-10-07', days: 2, kits: ['K01'] };

  test('one kit at two places names both', () => {
    const pinned = [stint, { ...stint, venue: 'laweyan', start: '2013-10-08' }];
    expect(faultsOf(aProblem({ pinned }))).toEqual([
      {
        pointer: '/pinned/1/kits/0',
        value: 'K01',
        expected: 'a kit free on 2013-10-08; /pinned/0 (pajang) holds it then',
        code: 'pinned_conflict',
      },
    ]);
  });

  test('a kit that is out names the outage', () => {
    const kits = [aKit('K01', { unavailable: ['2013-10-08'] })];
    expect(faultsOf(aProblem({ kits, pinned: [stint] }))).toMatchObject([
      {
        pointer: '/pinned/0/kits/0',
        code: 'pinned_unavailable',
        expected: 'a kit available on 2013-10-08; /kits/0/unavailable has that date',
      },
    ]);
  });

  test('a closed venue and a date outside the horizon are named', () => {
    const pinned = [
      { ...stint, start: '2013-10-13', days: 1 },
      { ...stint, start: '2013-10-21', days: 1 },
    ];
    expect(faultsOf(aProblem({ pinned }))).toMatchObject([
      { pointer: '/pinned/0', value: '2013-10-13', code: 'pinned_closed' },
      { pointer: '/pinned/1', value: '2013-10-21', code: 'pinned_outside_horizon' },
    ]);
  });
});

describe('an indexed problem', () => {
  test('knows open dates, and a date with a rate of its own', () => {
    const venue = aVenue('pajang', {
      open: { malam: { weekdays: [1], except: ['2013-10-14'], also: ['2013-10-13'] } },
      rateOn: { malam: { '2013-10-13': 0.5 } },
    });
    const problem = indexProblem(aProblem({ venues: [venue] }));
    const open = problem.dates.filter((_, date) => isOpen(problem, 0, 0, date));
    expect(open).toEqual(['2013-10-07', '2013-10-13']);
    expect([rateOf(problem, 0, 0, 0), rateOf(problem, 0, 0, 6)]).toEqual([0.14, 0.5]);
  });

  test('counts ISO weeks across a new year', () => {
    const problem = indexProblem(aProblem({ horizon: { start: '2012-12-29', end: '2013-01-08' } }));
    expect(problem.weeks).toEqual(['2012-W52', '2013-W01', '2013-W02']);
    expect([...problem.weekOfDate]).toEqual([0, 0, 1, 1, 1, 1, 1, 1, 1, 2, 2]);
  });
});
