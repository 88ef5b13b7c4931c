import { readAskedName } from '@jemput/shared/sessions/asked-name';
import { expect, test } from 'vitest';

test.each([
  ['jebres malam ini', { name: 'jebres' }],
  ['Besok malam di Pajang', { name: 'di Pajang' }],
  ['pajang nanti malam', { name: 'pajang' }],
  ['sangkrah tonight', { name: 'sangkrah' }],
  ['kelurahan', { name: '', kind: 'kelurahan' }],
  ['Pasar', { name: '', kind: 'market' }],
  ['sekolah besok', { name: '', kind: 'school' }],
  ['SMA', { name: '', kind: 'school' }],
  ['pasar gede', { name: 'pasar gede' }],
  ['SMA Negeri 1', { name: 'SMA Negeri 1' }],
  ['kelurahan jebres', { name: 'kelurahan jebres' }],
  ['malam ini', { name: '' }],
  ['Pasar Malam', { name: 'Pasar Malam' }],
  ['  ', { name: '' }],
])('%s', (typed, meant) => {
  expect(readAskedName(typed)).toEqual(meant);
});
