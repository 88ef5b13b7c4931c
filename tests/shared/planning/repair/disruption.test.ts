import { checkProblem } from '@jemput/shared/planning/problem';
import { disrupted } from '@jemput/shared/planning/repair/disruption';
import { describe, expect, test } from 'vitest';
import { aKit, aPool, aProblem, aVenue } from '../../../fixtures/a-problem.ts';

const pinned = [
  { venue: 'pajang', slot: 'malam', start: '2013-10-07', days: 3, kits: ['K01'] },
  { venue: 'bumi', slot: 'malam', start: '2013-10-10', days: 2, kits: ['K01'] },
];

describe('a kit that fails', () => {
  const file = aProblem({ kits: [aKit('K01', { unavailable: ['2013-10-14'] }), aKit('K02')], pinned });
  const after = disrupted(file, { kind: 'kit-fails', kit: 'K01', from: '2013-10-01', until: '2013-10-08' });

  test('is unavailable on those of the dates that are in the horizon, besides those on which it was', () => {
    expect(after.file.kits[0]?.unavailable).toEqual(['2013-10-07', '2013-10-08', '2013-10-14']);
    expect(after.file.kits[1]).toEqual(file.kits[1]);
  });

  test('releases the pinned stints that need it then, so that the problem can still be planned', () => {
    expect(after.released).toEqual([pinned[0]]);
    expect(after.file.pinned).toEqual([pinned[1]]);
    expect(checkProblem(after.file).ok).toBe(true);
  });

  test('that nobody knows is said', () => {
    expect(() => disrupted(file, { kind: 'kit-fails', kit: 'K99', from: '2013-10-07', until: '2013-10-07' })).toThrow(
      'K99',
    );
  });
});

test('a venue that closes is shut in all its slots, extra days included, and its pinned stint is released', () => {
  const open = { malam: { weekdays: [1, 2], except: ['2013-10-15'], also: ['2013-10-13'] } };
  const file = aProblem({ venues: [aVenue('pajang', { open }), aVenue('laweyan'), aVenue('bumi')], pinned });
  const after = disrupted(file, { kind: 'venue-closes', venue: 'pajang', from: '2013-10-08', until: '2013-10-13' });
  const shut = ['2013-10-08', '2013-10-09', '2013-10-10', '2013-10-11', '2013-10-12', '2013-10-13', '2013-10-15'];
  expect(after.file.venues[0]?.open.malam).toEqual({ weekdays: [1, 2], except: shut, also: [] });
  expect(after.released).toEqual([pinned[0]]);
});

test('a kit that arrives and a request that comes in are added at the end', () => {
  const file = aProblem({ pinned });
  expect(disrupted(file, { kind: 'kit-arrives', kit: aKit('K03') }).file.kits.map(({ id }) => id)).toEqual([
    'K01',
    'K02',
    'K03',
  ]);
  const request = { kind: 'request' as const, pool: aPool('sma-3'), venue: aVenue('sma-3') };
  const after = disrupted(file, request).file;
  expect([after.pools.at(-1)?.id, after.venues.at(-1)?.pool, after.pinned]).toEqual(['sma-3', 'sma-3', pinned]);
});
