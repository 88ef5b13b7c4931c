import { expect, test } from 'vitest';
import { missedAddress } from '../../web/src/lib/components/missed-address.ts';

test.each([
  ['/wilayah/pajang', 'area', 'pajang'],
  ['/wilayah/33.72.01.9999', 'area', ''],
  ['/lokasi/pasar-gede_lama', 'venue', 'pasar gede lama'],
  ['/lokasi/sdn-12-karangasem', 'venue', 'sdn 12 karangasem'],
  ['/lokasi/Jum%27at%20Kliwon/', 'venue', "Jum'at Kliwon"],
  ['/lokasi/%E0%A4%A', 'venue', ''],
  ['/jadwal/demo-20261120-066', 'session', ''],
  ['/antrean/abcdef', 'number', ''],
  ['/pajang', 'page', 'pajang'],
  ['/index.php', 'page', ''],
  ['/cari?q=pasar+gede', 'page', 'pasar gede'],
  ['/tidak/ada/di/sini', 'page', ''],
  ['/rencana/papn', 'office', ''],
  ['/petugas/pajang', 'office', ''],
])('%s was to be of %s, and is searched by "%s"', (address, missed, words) => {
  expect(missedAddress(new URL(address, 'https://jemput.test'))).toEqual({ missed, words });
});

test('a name longer than any place has is not searched for', () => {
  expect(missedAddress(new URL(`https://jemput.test/lokasi/${'a'.repeat(61)}`)).words).toBe('');
});
