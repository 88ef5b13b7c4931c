import type { KeptSession } from '@jemput/shared/sessions/city-copy';
import { expect, test } from 'vitest';
import { askedOffline, placeAskedFor, sessionOfCode } from '../../web/src/routes/(finder)/tersimpan/asked-offline.ts';

const session = {
  id: 'a',
  code: '0VWBVW1',
  venue: {
    id: 'pajang',
    name: 'Kelurahan Pajang',
    area: { code: '33.72.01.1001', name: 'Pajang', district: 'Laweyan' },
  },
} as KeptSession;

test.each([
  ['/jadwal/demo-20261120-068?near=1,2', { what: 'session', id: 'demo-20261120-068' }],
  ['/jadwal/a/nomor', { what: 'session', id: 'a' }],
  ['/wilayah/33.72.01.1001', { what: 'area', code: '33.72.01.1001' }],
  ['/lokasi/pasar%20kleco', { what: 'venue', id: 'pasar kleco' }],
  ['/cek?kode=ezy-k6ke', { what: 'code', code: 'ezy-k6ke' }],
  ['/cek', { what: 'text' }],
  ['/?q=Pajang', { what: 'name', name: 'Pajang' }],
  ['/', { what: 'city' }],
  ['/data', { what: 'city' }],
])('%s asks for %j', (address, asked) => {
  expect(askedOffline(address)).toEqual(asked);
});

test.each(['0VW-BVW1', 'ovw bvwi', '０ＶＷ－ＢＶＷＬ'])('%s is the code of the session', (typed) => {
  expect(sessionOfCode([session], typed)).toBe(session);
});

test('another code is of none, and a district and a kelurahan are called by their own names', () => {
  expect(sessionOfCode([session], '0VW-BVW2')).toBeUndefined();
  expect(placeAskedFor({ what: 'area', code: '33.72.01' }, [session])?.name).toBe('Laweyan');
  expect(placeAskedFor({ what: 'area', code: '33.72.01.1001' }, [session])?.name).toBe('Pajang');
  expect(placeAskedFor({ what: 'area', code: '33.72.0' }, [session])).toBeNull();
  expect(placeAskedFor({ what: 'venue', id: 'pajang' }, [session])?.name).toBe('Kelurahan Pajang');
});
