import { readdirSync, readFileSync } from 'node:fs';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { isPublicPath, readingOf } from '@jemput/server/http/public-reading';
import { expect, test } from 'vitest';
import { root } from '../../fixtures/a-running-server.ts';

function read(url: string, cookie?: string) {
  const request = new IncomingMessage(new Socket());
  request.url = url;
  request.headers = cookie === undefined ? {} : { cookie };
  return readingOf(request);
}

test('a page is one for all who read its language', () => {
  expect(read('/')).toEqual({ url: '/', language: '', route: 'page' });
  expect(read('/wilayah/33.72.01.1001', 'a=b; PARAGLIDE_LOCALE=jv')).toMatchObject({ language: 'jv' });
  expect(read('/', 'xPARAGLIDE_LOCALE=jv; PARAGLIDE_LOCALE=<script>')).toMatchObject({ language: '' });
});

test('what social networks append to a link leads to the same page', () => {
  expect(read('/jadwal/a?fbclid=XYZ&utm_source=wa&wa_me=1')?.url).toBe('/jadwal/a');
  expect(read('/?q=Pajang&fbclid=XYZ')?.url).toBe('/?q=Pajang');
  expect(read('/api/v1/sessions?fbclid=XYZ')?.url).toBe('/api/v1/sessions?fbclid=XYZ');
});

test('what no page reads makes no page of its own, and no language that we do not write', () => {
  expect(read('/?x=1&q=Pajang&random=2')?.url).toBe('/?q=Pajang');
  expect(read('/wilayah/33.72.01.1001?a')?.url).toBe('/wilayah/33.72.01.1001');
  expect(read('/', 'PARAGLIDE_LOCALE=xx')).toMatchObject({ language: '' });
});

/** Names of parameters that the residents' pages read from their address. */
function namesRead(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  const texts = files
    .filter(({ name, parentPath }) => /\.(ts|svelte)$/.test(name) && !/antrean/.test(parentPath))
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'));
  const asks = /(?:searchParams|query|search)\.(?:get|has|getAll)\('([^']+)'\)/g;
  return texts.flatMap((text) => [...text.matchAll(asks)].map(([, name = '']) => name));
}

test('every parameter that a page for residents reads makes a page of its own', () => {
  const names = [...new Set(namesRead(join(root, 'web/src/routes/(finder)')))];
  expect(names).toEqual(expect.arrayContaining(['q', 'dekat', 'tampil', 'jumlah', 'kode', 'tolak']));
  for (const name of names) expect(read(`/?${name}=1`)?.url, name).toBe(`/?${name}=1`);
  for (const name of ['x-sveltekit-invalidated', 'x-sveltekit-trailing-slash'])
    expect(read(`/__data.json?${name}=1`)?.url).toBe(`/__data.json?${name}=1`);
});

test('a feed has no cookie’s language, and keeps what it does not take, which is refused by name', () => {
  expect(read('/feeds/all.ics?x=1', 'PARAGLIDE_LOCALE=su')).toEqual({
    url: '/feeds/all.ics?x=1',
    language: '',
    route: 'feeds',
  });
});

test('what people read without a cookie is kept by the language in its address, and what makes no difference is not', () => {
  const urls = [
    ['/feeds/all.ics?lang=en', '/feeds/all.ics?lang=en'],
    ['/feeds/all.ics?lang=id', '/feeds/all.ics'],
    ['/feeds/all.ics?lang=id&lang=en', '/feeds/all.ics?lang=id&lang=en'],
    ['/feeds/all.ics?lang=de', '/feeds/all.ics?lang=de'],
    ['/feeds/all.ics?fbclid=IwAR0&utm_source=wa', '/feeds/all.ics'],
    ['/feeds/all.ics?lang=en&fbclid=IwAR0', '/feeds/all.ics?lang=en'],
    ['/feeds/sessions.csv?lang=id', '/feeds/sessions.csv?lang=id'],
    ['/feeds/$bulk-publish?_since=2026-11-20', '/feeds/$bulk-publish'],
    ['/feeds/slots.ndjson?_since=2026-11-20', '/feeds/slots.ndjson?_since=2026-11-20'],
    ['/jadwal/a/gambar.png?lang=su&utm_source=wa', '/jadwal/a/gambar.png?lang=su'],
    [
      '/wilayah/33.72.01.1001/poster.pdf?lang=en&minggu=2026-W48',
      '/wilayah/33.72.01.1001/poster.pdf?minggu=2026-W48&lang=en',
    ],
    ['/jadwal/a/poster.pdf?lang=id', '/jadwal/a/poster.pdf'],
  ];
  for (const [asked = '', kept] of urls)
    expect(read(asked, 'PARAGLIDE_LOCALE=su')).toMatchObject({ url: kept, language: '' });
});

test('somebody signed in, and whoever chooses a language, gets an answer of his own', () => {
  expect(read('/', 'jemput.session_token=x.y')).toBeNull();
  expect(read('/', '__Secure-jemput.session_token=x.y')).toBeNull();
  expect(read('/?q=a&lang=en')).toBeNull();
});

test.each([
  '/rencana',
  '/petugas',
  '/masuk',
  '/antrean/abc',
  '/layar/abc',
  '/api/trpc/places.office',
  '/metrics',
  '/_app/x.js',
  '/wilayahku',
  '//wilayah',
])('%s is not public', (path) => {
  expect(isPublicPath(path)).toBe(false);
});

test('every page for residents is public but that of a number, which is its holder’s alone', () => {
  const folders = readdirSync(join(root, 'web/src/routes/(finder)'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('('))
    .map((entry) => `/${entry.name}`);
  expect(folders).toContain('/wilayah');
  expect(folders.filter((path) => !isPublicPath(path) && !isPublicPath(`${path}/x`))).toEqual(['/antrean']);
});
