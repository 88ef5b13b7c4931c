import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../fixtures/a-running-server.ts';

/** What residents read, without the page for programmers. */
const catalogues = ['common', 'finder', 'share', 'ticket'];
const languages = ['id', 'jv', 'su'];

/** Plain-language guides ask for 15 to 20 words a sentence at most; a list of names may have a few more. */
const MOST_WORDS = 20;
/** Letters a word on average; Indonesian newspapers have about six and a half. */
const MOST_LETTERS = 7;

/** Words of offices and computers for which a clerk at a counter has simpler ones. */
const officialese =
  /\b(dimohon|diharapkan|pelaksanaan|melaksanakan|dilaksanakan|berkenaan|sehubungan|bahwasanya|adapun|dipersilakan|server|database|error|invalid|sinkronisasi|autentikasi|verifikasi|refresh|reload|online|offline)\b/i;

function texts(language: string): [key: string, text: string][] {
  return catalogues.flatMap((name) => {
    const file = join(root, `web/messages/${name}/${language}.json`);
    return Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
  });
}

const sentencesOf = (text: string) => text.split(/[.!?:;]\s+/);
const wordsOf = (text: string) => text.match(/[\p{L}{][\p{L}\p{N}{}’'-]*/gu) ?? [];

test.each(languages)('no sentence in %s is longer than a reader can hold', (language) => {
  const long = texts(language)
    // Lists of names of days and months are no sentences.
    .filter(([key]) => !/_(weekdays|months)/.test(key))
    .flatMap(([key, text]) => sentencesOf(text).map((sentence) => ({ key, words: wordsOf(sentence).length })))
    .filter(({ words }) => words > MOST_WORDS);
  expect(long).toEqual([]);
});

test('words are short on the whole', () => {
  const words = texts('id').flatMap(([, text]) => wordsOf(text).filter((word) => !word.includes('{')));
  expect(words.join('').length / words.length).toBeLessThan(MOST_LETTERS);
});

test('no word of offices or computers stands where a clerk would say it plainly', () => {
  expect(texts('id').filter(([, text]) => officialese.test(text))).toEqual([]);
});
