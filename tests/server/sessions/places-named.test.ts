import { placesNamed } from '@jemput/server/sessions/places-named';
import { describe, expect, test } from 'vitest';
import { solo } from '../../fixtures/solo-names.ts';

/** The first place, and whether it was named or guessed. */
function first(text: string): [string | undefined, boolean | undefined] {
  const [place] = placesNamed(solo, text);
  return [place?.id, place?.typed];
}

describe('what was typed is the name of', () => {
  test.each([
    ['PAJANG laweyan', '33.72.01.1001'],
    ['kel pajang kec laweyan', '33.72.01.1001'],
    ['Pajang, Laweyan, Surakarta', '33.72.01.1001'],
    ['Pajang Kec. Laweyan Kota Solo', '33.72.01.1001'],
    ['pajang rt 02 rw 05 laweyan', '33.72.01.1001'],
    ['paj', '33.72.01.1001'],
    ['kampungbaru pasarkliwon', '33.72.03.1006'],
    ['Kampung Baru, Pasar Kliwon', '33.72.03.1006'],
    ['mojosongo kec. jebres kota surakarta', '33.72.04.1011'],
    ['sma n 1 solo', 'sma-negeri-1'],
    ['Solo', '33.72'],
    ['kota surakarta', '33.72'],
    ['Jawa Tengah', '33'],
  ])('%s: %s', (text, id) => {
    expect(first(text)).toEqual([id, true]);
  });
});

describe('what was typed is a guess at', () => {
  test.each([
    ['pajnag', '33.72.01.1001'],
    ['pajang jebres', '33.72.01.1001'],
    ['surakrta', '33.72'],
    // A street that nobody has told of, and a sentence.
    ['Jl. Sidoluhur 10 Pajang', '33.72.01.1001'],
    ['rekam ktp di pajang', '33.72.01.1001'],
  ])('%s: %s', (text, id) => {
    expect(first(text)).toEqual([id, false]);
  });
});

test.each(['xyzzy plugh', 'saya mau rekam ktp', ''])('"%s" names nothing', (text) => {
  expect(placesNamed(solo, text)).toEqual([]);
});
