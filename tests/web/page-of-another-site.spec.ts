import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desk, page, pageEachTest, server } from '../fixtures/a-page.ts';

pageEachTest(desk);

/** A village's own website, with nothing on it but what its script asks for. */
let village: Server;

beforeAll(async () => {
  village = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>Desa</title>'),
  );
  await new Promise<void>((resolve) => village.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  village.closeAllConnections();
  village.close();
});

interface Told {
  status: number;
  etag: string | null;
  allow: string | null;
  detail: string;
}

/** What the village's page gets to see of an answer. */
function ask(path: string, init: RequestInit): Promise<Told> {
  return page.evaluate(
    async ({ address, init }) => {
      const answer = await fetch(address, { ...init, cache: 'no-store' });
      const text = await answer.text();
      const { headers, status } = answer;
      const isProblem = headers.get('content-type')?.startsWith('application/problem+json') ?? false;
      const detail = isProblem ? String(JSON.parse(text).detail) : '';
      return { status, etag: headers.get('etag'), allow: headers.get('allow'), detail };
    },
    { address: server.url + path, init },
  );
}

test('the page of another site reads, asks whether anything changed, and is told why not', async () => {
  await page.goto(`http://127.0.0.1:${(village.address() as AddressInfo).port}/`);
  for (const path of ['/api/v1/sessions?area=33.72.01', '/feeds/sessions.geojson', '/feeds/all.ics']) {
    const first = await ask(path, {});
    expect([path, first.status, first.etag]).toEqual([path, 200, expect.stringMatching(/^W\/"/)]);
    const again = await ask(path, { headers: { 'if-none-match': first.etag ?? '' } });
    expect([path, again.status]).toEqual([path, 304]);
  }
  expect(await ask('/api/v1/sessions?colour=red', {})).toMatchObject({
    status: 400,
    detail: expect.stringContaining('colour'),
  });
  expect(await ask('/api/v1/nothing', { headers: { 'if-none-match': '"x"' } })).toMatchObject({ status: 404 });
});
