import { openDatabase } from '@jemput/server/db/open';
import type { Pages } from '@jemput/server/http/server';
import { expect, test, vi } from 'vitest';
import { aServedContext } from '../../fixtures/a-served-context.ts';
import { anOffice, aStint, type OfficeContext, publish } from '../../fixtures/an-office.ts';

/** Pages that say how often they were made, in the reader's language, beside what `also` adds. */
function countingPages(also: (path: string) => Record<string, string> = () => ({})) {
  const made: string[] = [];
  const pages: Pages = (request, response) => {
    const language = /LOCALE=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? 'id';
    made.push(`${language} ${request.url}`);
    for (const [name, value] of Object.entries(also(request.url ?? ''))) response.setHeader(name, value);
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(`${language} ${request.url} ${made.length} ${'x'.repeat(2000)}`);
  };
  return { made, pages };
}

async function anAnsweringOffice(pages?: Pages) {
  const context = await anOffice();
  await publish(context, [aStint()]);
  return { context, ...(await aServedContext({ context, ...(pages ? { pages } : {}) })) };
}

async function count(url: string): Promise<number> {
  return ((await (await fetch(`${url}/api/v1/sessions`)).json()) as { total: number }).total;
}

test('a page is made once for all who read its language', async () => {
  const { made, pages } = countingPages();
  const { url } = await anAnsweringOffice(pages);
  const read = async (cookie: string) => (await fetch(`${url}/wilayah/a`, { headers: { cookie } })).text();
  const texts = await Promise.all(['', '', 'PARAGLIDE_LOCALE=jv', 'a=b', 'PARAGLIDE_LOCALE=jv; a=b'].map(read));
  expect(made.toSorted()).toEqual(['id /wilayah/a', 'jv /wilayah/a']);
  expect(new Set(texts).size).toBe(2);
  await read('');
  expect(made).toHaveLength(2);
});

test.each([
  ['br, gzip', 'br'],
  ['gzip', 'gzip'],
  ['identity', null],
])('a reader who takes %s gets %s, and 304 once he has it', async (accepted, encoding) => {
  const { url } = await anAnsweringOffice(countingPages().pages);
  const headers = { 'accept-encoding': accepted };
  const [made, kept] = [await fetch(url, { headers }), await fetch(url, { headers })];
  for (const answer of [made, kept]) {
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(answer.headers.get('vary')).toBe('Accept-Encoding, Cookie');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(answer.headers.get('x-frame-options')).toBe('DENY');
    expect(answer.headers.getSetCookie()).toEqual([]);
  }
  expect(await kept.text()).toBe(await made.text());
  const etag = kept.headers.get('etag') ?? '';
  for (const asked of [etag, `"x", ${etag}`, etag.replace('W/', ''), '*']) {
    const unchanged = await fetch(url, { headers: { ...headers, 'if-none-match': asked } });
    expect([asked, unchanged.status, await unchanged.text()]).toEqual([asked, 304, '']);
    expect(unchanged.headers.get('etag')).toBe(etag);
  }
  expect((await fetch(url, { headers: { ...headers, 'if-none-match': 'W/"other"' } })).status).toBe(200);
  const head = await fetch(url, { method: 'HEAD', headers });
  expect([await head.text(), head.headers.get('content-length')]).toEqual(['', kept.headers.get('content-length')]);
});

test('the API keeps its answers too, open to all', async () => {
  const { url } = await anAnsweringOffice();
  const ask = () => fetch(`${url}/api/v1/sessions?near=-7.5703,110.7829`, { headers: { 'accept-encoding': 'gzip' } });
  const [made, kept] = [await ask(), await ask()];
  expect(await kept.json()).toEqual(await made.json());
  expect(kept.headers.get('access-control-allow-origin')).toBe('*');
  expect(kept.headers.get('cache-control')).toBe('public, no-cache');
  expect(kept.headers.get('content-security-policy')).toContain("default-src 'none'");
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toContain('jemput_public_reads_total{route="api",answer="made"} 1');
  expect(metrics).toContain('jemput_public_reads_total{route="api",answer="kept"} 1');
  expect(metrics).toContain('jemput_renderings_total 1');
});

test('what is published here is told at once', async () => {
  const { url, context } = await anAnsweringOffice();
  const before = await count(url);
  await publish(context, [aStint(), aStint({ venue: 'mojosongo', kits: ['K02'], slot: 'siang', days: 1 })]);
  expect(await count(url)).toBe(before + 1);
});

test('what another process publishes is told soon, also to who asks all the time', async () => {
  const { url, context } = await anAnsweringOffice();
  const before = await count(url);
  // Writes of one process are counted, so that this module counts none of the other's.
  vi.resetModules();
  const { publish: publishElsewhere } = await import('../../fixtures/an-office.ts');
  const { openDatabase: openElsewhere } = await import('@jemput/server/db/open');
  expect(openElsewhere).not.toBe(openDatabase);
  const [file] = await context.db.all<{ file: string }>('select file from pragma_database_list');
  const db = await openElsewhere({ url: `file:${file?.file}` });
  const elsewhere: OfficeContext = { ...context, db };
  await publishElsewhere(elsewhere, [aStint(), aStint({ venue: 'mojosongo', kits: ['K02'], slot: 'siang', days: 1 })]);
  await expect.poll(() => count(url), { interval: 1 }).toBe(before + 1);
  db.$client.close();
});

test('an answer for one reader, and one that is not 200, are never given to another', async () => {
  const { made, pages } = countingPages((path) =>
    path.startsWith('/cek') ? { 'Set-Cookie': 'a=b' } : path.startsWith('/data') ? { 'Cache-Control': 'no-store' } : {},
  );
  const missing: Pages = (request, response, next) => {
    if (!request.url?.startsWith('/lokasi')) return pages(request, response, next);
    made.push(request.url);
    response.writeHead(404).end();
  };
  const { url, cookieOf } = await anAnsweringOffice(missing);
  const cookie = await cookieOf('planner');
  for (const path of ['/cek', '/data', '/lokasi/x', '/?lang=en']) {
    made.length = 0;
    for (const _ of [1, 2]) await (await fetch(`${url}${path}`)).text();
    expect(made, path).toHaveLength(2);
  }
  made.length = 0;
  await (await fetch(url)).text();
  const own = await fetch(url, { headers: { cookie } });
  expect(own.headers.get('cache-control')).toBe('private, no-cache');
  expect(made).toHaveLength(2);
});

test('a page that fails says so, and is made again', async () => {
  let fails = true;
  const pages: Pages = (_request, response) => {
    if (fails) throw new Error('broken');
    response.end('whole');
  };
  const { url } = await anAnsweringOffice(pages);
  expect((await fetch(url)).status).toBe(500);
  fails = false;
  expect(await (await fetch(url)).text()).toBe('whole');
});

test('links to other hosts cannot be brought in', async () => {
  const echo: Pages = (request, response) => response.end(`${request.headers.host} ${request.headers.origin}`);
  const { url } = await anAnsweringOffice(echo);
  const text = await (await fetch(url, { headers: { origin: 'https://evil.example' } })).text();
  expect(text).toBe('localhost:3000 undefined');
});

test('while pages wait to be made, kept ones are given and somebody else gets his turn', async () => {
  const waiting: (() => void)[] = [];
  const pages: Pages = (request, response) => {
    if (request.url === '/') return response.end('front');
    if (request.url?.startsWith('/wilayah')) waiting.push(() => response.end('scanned'));
    else response.end('found');
  };
  const { url } = await aServedContext({ context: await anOffice(), pages, trustProxy: true });
  const from = (address: string, path: string) => fetch(`${url}${path}`, { headers: { 'x-forwarded-for': address } });
  await (await from('203.0.113.1', '/')).text();
  const scan = Array.from({ length: 40 }, (_, page) => from('203.0.113.1', `/wilayah/${page}`));
  await vi.waitFor(() => expect(waiting).toHaveLength(1), 60_000);
  expect(await (await from('203.0.113.1', '/')).text()).toBe('front');
  expect(await (await from('203.0.113.2', '/jadwal/a')).text()).toBe('found');
  expect(waiting).toHaveLength(1);
  const all = Promise.all(scan);
  const release = setInterval(() => waiting.pop()?.(), 1);
  expect((await all).map(({ status }) => status)).toEqual(Array(40).fill(200));
  clearInterval(release);
});

test('a question sent as a form is no change: a whole carrier may ask, a body too large may not', async () => {
  const echo: Pages = async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    response.end(`${request.method} ${request.headers.origin} ${text}`);
  };
  const { url } = await aServedContext({ pages: echo, writesPerMinute: 3 });
  const ask = (path: string, body: string) =>
    fetch(`${url}${path}`, { method: 'POST', body, headers: { origin: 'https://evil.example' } });
  const texts = Array.from({ length: 20 }, (_, at) => `isi=${'x'.repeat(at * 5000)}`);
  const answers = await Promise.all(texts.map(async (text) => (await ask('/cek', text)).text()));
  expect(answers).toEqual(texts.map((text) => `POST https://evil.example ${text}`));
  const large = await ask('/cek', 'x'.repeat(300_000)).catch(() => null);
  expect(large?.status ?? 413).toBe(413);
  const changes = await Promise.all([1, 2, 3, 4].map(async () => (await ask('/petugas', '')).status));
  expect(changes).toContain(429);
});

test('what is packed already is sent as it is', async () => {
  const pages: Pages = (_request, response) => response.setHeader('Content-Type', 'image/png').end(Buffer.alloc(5000));
  const { url } = await anAnsweringOffice(pages);
  const answer = await fetch(`${url}/bagikan/a.png`, { headers: { 'accept-encoding': 'gzip' } });
  expect(answer.headers.get('content-encoding')).toBeNull();
  expect((await answer.arrayBuffer()).byteLength).toBe(5000);
});
