import { soloKelurahan } from '@jemput/server/demo/solo-kelurahan';
import { getVillages } from 'idn-area-data';
import { expect, test } from 'vitest';

/** Split off after 2013 (product.md). */
const newSince = ['Mojo', 'Joglo', '33.72.05.1014'];

test("the demo's kelurahan have the ministry's names and codes, less those split off since 2013", async () => {
  const published = (await getVillages()).filter(({ code }) => code.startsWith('33.72.'));
  const of2013 = published.filter(({ code, name }) => !newSince.includes(name) && !newSince.includes(code));
  const expected = of2013.map(({ code, name }) => `${code} ${name}`).sort();
  expect(soloKelurahan.map(([code, name]) => `${code} ${name}`).sort()).toEqual(expected);
  expect(expected).toHaveLength(51);
});
