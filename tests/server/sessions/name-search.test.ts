import { demoAreas } from '@jemput/server/demo/demo-places';
import { editsBetween } from '@jemput/server/sessions/edits-between';
import { nameWords } from '@jemput/server/sessions/fold-name';
import { NameSearch } from '@jemput/server/sessions/name-search';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indonesianAreas } from '../../fixtures/indonesian-areas.ts';
import { solo, soloVenues } from '../../fixtures/solo-names.ts';

/** Solo's office with all villages of the country in its database. */
const country = await indonesianAreas();
const indonesia = new NameSearch(soloVenues, country);

/** What people write, and the kelurahan, district or venue they mean: by hand, from signs, chats and old maps of Solo. */
const meant: Record<string, string> = {
  'kampung baru': '33.72.03.1006',
  kampungbaru: '33.72.03.1006',
  'Kp. Baru': '33.72.03.1006',
  'Kp Baru Solo': '33.72.03.1006',
  'kmp.baru': '33.72.03.1006',
  'kampung bru': '33.72.03.1006',
  'Kampoeng Baroe': '33.72.03.1006',
  'Kel. Pasar Kliwon': '33.72.03.1003',
  'kelurahan pasarkliwon': '33.72.03.1003',
  'Ps. Kliwon': '33.72.03.1003',
  'psr kliwon': '33.72.03.1003',
  'pasar klwon': '33.72.03.1003',
  'Kec. Pasar Kliwon': '33.72.03',
  'kecamatan laweyan': '33.72.01',
  'kel. laweyan': '33.72.01.1002',
  'kec jebres': '33.72.04',
  'Kelurahan Jebres': '33.72.04.1010',
  Djebres: '33.72.04.1010',
  'Pajang RW 05': '33.72.01.1001',
  'RT 02/RW 03 Pajang': '33.72.01.1001',
  Padjang: '33.72.01.1001',
  pajnag: '33.72.01.1001',
  Pajamg: '33.72.01.1001',
  pjang: '33.72.01.1001',
  pajang: '33.72.01.1001',
  'PAJANG LAWEYAN SOLO': '33.72.01.1001',
  laweyn: '33.72.01.1002',
  Laweian: '33.72.01.1002',
  'kel bumi': '33.72.01.1003',
  Boemi: '33.72.01.1003',
  panularn: '33.72.01.1004',
  Penoemping: '33.72.01.1005',
  'Sri Wedari': '33.72.01.1006',
  sriwedhari: '33.72.01.1006',
  Poerwosari: '33.72.01.1007',
  purwasari: '33.72.01.1007',
  Sondhakan: '33.72.01.1008',
  kertten: '33.72.01.1009',
  Djadjar: '33.72.01.1010',
  'karang asem': '33.72.01.1011',
  Djojotakan: '33.72.02.1001',
  joyotkan: '33.72.02.1001',
  'danu kusuman': '33.72.02.1002',
  Danoekoesoeman: '33.72.02.1002',
  'serengan serengan': '33.72.02.1003',
  Typhes: '33.72.02.1004',
  kratoan: '33.72.02.1005',
  Jayngan: '33.72.02.1006',
  kemlajan: '33.72.02.1007',
  Joyosurann: '33.72.03.1001',
  smanggi: '33.72.03.1002',
  gadjahan: '33.72.03.1004',
  'balu warti': '33.72.03.1005',
  'kedung lumbu': '33.72.03.1007',
  Kedoengloemboe: '33.72.03.1007',
  sangkra: '33.72.03.1008',
  'kauman pasar kliwon': '33.72.03.1009',
  'kepatihan kln': '33.72.04.1001',
  'Kepatian Kulon': '33.72.04.1001',
  kepatihanwetan: '33.72.04.1002',
  'kepatihan wtn': '33.72.04.1002',
  'sudiro prajan': '33.72.04.1003',
  Soediropradjan: '33.72.04.1003',
  gandekn: '33.72.04.1004',
  Sewoe: '33.72.04.1005',
  'pucang sawit': '33.72.04.1006',
  Poetjangsawit: '33.72.04.1006',
  'jagalan jebres': '33.72.04.1007',
  purwadiningratan: '33.72.04.1008',
  'tegal arjo': '33.72.04.1009',
  Tegalhardjo: '33.72.04.1009',
  'mojo songo': '33.72.04.1011',
  Mojosnogo: '33.72.04.1011',
  kadpiro: '33.72.05.1001',
  Noesoekan: '33.72.05.1002',
  gillingan: '33.72.05.1003',
  Stabelan: '33.72.05.1004',
  kestaln: '33.72.05.1005',
  keprabn: '33.72.05.1006',
  'timuran banjarsari': '33.72.05.1007',
  Ketellan: '33.72.05.1008',
  pungawan: '33.72.05.1009',
  'mangku bumen': '33.72.05.1010',
  manahn: '33.72.05.1011',
  'sumber banjarsari': '33.72.05.1012',
  Banjoeanjar: '33.72.05.1013',
  'banyu anyar': '33.72.05.1013',
  'SMA N 1': 'sma-negeri-1',
  SMAN1: 'sma-negeri-1',
  'sman 1 solo': 'sma-negeri-1',
  'SMA Negeri 1': 'sma-negeri-1',
  'smu negeri 7': 'sma-negeri-7',
  'SMKN 9': 'smk-negeri-9',
  'sma muh 1': 'sma-muhammadiyah-1',
  'SMA Batik I': 'sma-batik-1',
  'MAN 2': 'man-2',
  'ps. klewer': 'pasar-klewer',
  'pasar gedhe': 'pasar-gede',
  pasarlegi: 'pasar-legi',
  'psr jongkee': 'pasar-jongke',
  'pasar kleco': 'pasar-kleco',
  'Jl. Wolter Monginsidi': 'sma-negeri-1',
  'jalan tarumanegara': 'smk-negeri-9',
};

describe('names as people write them', () => {
  test('every kelurahan of Solo is among them', () => {
    const villages = demoAreas.filter(({ level }) => level === 'village').map(({ code }) => code);
    expect(villages.filter((code) => !Object.values(meant).includes(code))).toEqual([]);
  });

  test.each(Object.entries(meant))('“%s” is %s, and with the city’s name among the whole country', (text, id) => {
    expect(solo.find(text)[0]?.id).toBe(id);
    expect(indonesia.find(`${text} Solo`)[0]?.id).toBe(id);
  });

  test.each([
    // Names and codes: npm idn-area-data 4.0.1.
    ['baron magetan', '35.20.06.2016'],
    ['Ds. Baron, Kec. Baron, Nganjuk', '35.18.10.2003'],
    ['kec. tanah abang jakarta pusat', '31.71.07'],
    ['keude bakongan', '11.01.01.2001'],
    ['Mojosongo Boyolali', '33.09.06.1009'],
    ['kel. kemayoran surabaya', '35.78.15.1002'],
    ['Cilandak Barat', '31.74.06.1001'],
    ['tjilandak barat', '31.74.06.1001'],
    ['cilandk brat', '31.74.06.1001'],
  ])('“%s” is told from its namesakes: %s', (text, code) => {
    expect(indonesia.find(text)[0]?.id).toBe(code);
  });

  test('a number is never taken for a typing error', () => {
    expect(solo.find('sma negeri 1').map(({ id }) => id)).toEqual(['sma-negeri-1']);
    expect(solo.find('smk negeri 7').map(({ id }) => id)).not.toContain('smk-negeri-1');
  });

  test.each(['', '  ', '?!', 'qqqqqqq', 'xyzzy plugh', 'bmi'])('“%s” is nobody’s name', (text) => {
    expect(solo.find(text)).toEqual([]);
  });

  test('what is only said of what it is finds nothing wild', () => {
    expect(solo.find('pasar').every(({ name }) => /pasar/i.test(name))).toBe(true);
    expect(solo.find('pasar').length).toBeGreaterThan(10);
  });
});

describe('every name', () => {
  const villages = country.filter(({ level }) => level === 'village');
  const districtOf = new Map(country.map(({ code, name }) => [code, name]));
  const inSolo = demoAreas.filter(({ level, name }) => level === 'village' && name.length >= 6);

  test('with its district is first, or next to what bears the same two names', () => {
    fc.assert(
      fc.property(fc.constantFrom(...villages), ({ code, name, parentCode }) => {
        const asked = `${name} ${districtOf.get(parentCode ?? '') ?? ''}`;
        const found = indonesia.find(asked);
        const at = found.findIndex(({ id }) => id === code);
        expect(at).toBeGreaterThanOrEqual(0);
        for (const before of found.slice(0, at))
          expect(nameWords(asked)).toEqual(expect.arrayContaining(nameWords(before.name)));
        expect(at).toBeLessThan(10);
      }),
      { numRuns: 60 },
    );
  });

  test('alone is first, or after those that are written alike only', () => {
    fc.assert(
      fc.property(fc.constantFrom(...villages), ({ code, name }) => {
        const found = indonesia.find(name);
        const equals = found.filter((place) => nameWords(place.name).join('') === nameWords(name).join(''));
        expect(found.slice(0, equals.length)).toEqual(equals);
        expect(equals.length === 200 || equals.some(({ id }) => id === code)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('of six letters or more is among the first five of its city with one typing error', () => {
    const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz');
    fc.assert(
      fc.property(
        fc.constantFrom(...inSolo),
        fc.constantFrom('leave out', 'put in', 'put for another', 'swap'),
        fc.nat(),
        letter,
        ({ code, name }, error, where, other) => {
          const typed = withError(name, error, where % name.length, other);
          fc.pre(editsBetween(typed, name, 1) === 1);
          const first = solo.find(typed).slice(0, 5);
          expect(first.map(({ id }) => id)).toContain(code);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

function withError(name: string, error: string, at: number, other: string): string {
  const [before, letter, next, after] = [name.slice(0, at), name[at] ?? '', name[at + 1] ?? '', name.slice(at + 2)];
  if (error === 'leave out') return before + next + after;
  if (error === 'put in') return before + other + letter + next + after;
  return error === 'swap' ? before + next + letter + after : before + other + next + after;
}
