import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { officeOnce, server } from '../fixtures/a-page.ts';
import { root } from '../fixtures/a-running-server.ts';
import { type PublicPage, publicStates } from '../fixtures/public-states.ts';

officeOnce();

let pages: PublicPage[];

beforeAll(async () => {
  pages = await publicStates(server);
});

type Texts = Record<string, unknown>;

function textsOf(language: string): Texts {
  const catalogues = ['common', 'finder', 'share', 'data', 'ticket'];
  return Object.assign(
    {},
    ...catalogues.map((name) => JSON.parse(readFileSync(join(root, `web/messages/${name}/${language}.json`), 'utf8'))),
  ) as Texts;
}

/**
 * Sentences of four words and more in Indonesian that are something else in the other language. What the office typed, such as a
 * reason, stays as it is and may hold shorter phrases.
 */
function indonesianOnly(language: string): string[] {
  const theirs = new Set(Object.values(textsOf(language)));
  return Object.values(textsOf('id')).filter(
    (text): text is string =>
      typeof text === 'string' && /\S \S+ \S+ \S/.test(text) && !text.includes('{') && !theirs.has(text),
  );
}

/** What a reader without script sees, and hears; addresses and the office's own words stay as they are. */
async function shown(path: string, language: string): Promise<{ text: string; lang: string; headers: Headers }> {
  const answer = await fetch(server.url + path, { headers: { cookie: `PARAGLIDE_LOCALE=${language}` } });
  const html = await answer.text();
  const body = html.slice(html.indexOf('<body')).replace(/<script[\s\S]*?<\/script>/g, '');
  const text = body
    .replace(/<[^>]*>/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
  return { text, lang: html.match(/<html lang="(\w+)"/)?.[1] ?? '', headers: answer.headers };
}

test.each(['jv', 'su', 'en'])('no residents’ page in %s has a sentence that is Indonesian only', async (language) => {
  const sentences = indonesianOnly(language);
  expect(sentences.length).toBeGreaterThan(50);
  const found: string[] = [];
  for (const { name, path } of pages) {
    if (path === '/masuk') continue;
    const { text, lang } = await shown(path, language);
    expect(lang, name).toBe(language);
    found.push(...sentences.filter((sentence) => text.includes(sentence)).map((sentence) => `${name}: ${sentence}`));
  }
  expect(found).toEqual([]);
});

test('the same sentences are found in Indonesian, so that the search above can fail', async () => {
  const { text } = await shown('/tersimpan', 'id');
  expect(indonesianOnly('jv').filter((sentence) => text.includes(sentence))).not.toEqual([]);
});

test('dates are said in each language’s own words', async () => {
  const day = async (language: string) => (await shown('/', language)).text;
  expect(await day('id')).toContain('Jumat 20 November');
  expect(await day('en')).toContain('Friday 20 November');
  expect(await day('jv')).toContain('Jemuwah 20 November');
  expect(await day('su')).toContain('Jumaah 20 Nopémber');
});

test('every page tells search engines of its other languages, and caches that it has them', async () => {
  const answer = await fetch(`${server.url}/wilayah/33.72.01.1001?lang=su`);
  const html = await answer.text();
  const alternates = [...html.matchAll(/<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)"/g)];
  const path = `${server.url}/wilayah/33.72.01.1001`;
  expect(Object.fromEntries(alternates.map(([, language, href]) => [language, href]))).toEqual({
    id: `${path}?lang=id`,
    en: `${path}?lang=en`,
    jv: `${path}?lang=jv`,
    su: `${path}?lang=su`,
    'x-default': path,
  });
  const { headers } = await shown('/wilayah/33.72.01.1001', 'su');
  expect(headers.get('vary')).toMatch(/cookie/i);
});

test('planners’ and crews’ pages are in Indonesian for who reads Javanese, and say so to their readers’ machines; the page to sign in is in all four', async () => {
  for (const path of ['/petugas/tidak/ada', '/rencana/tidak/ada'])
    expect((await shown(path, 'jv')).lang, path).toBe('id');
  for (const language of ['en', 'jv', 'su']) expect((await shown('/masuk', language)).lang).toBe(language);
});
