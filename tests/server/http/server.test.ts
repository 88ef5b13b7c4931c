import { createAccount } from '@jemput/server/auth/accounts';
import type { Platform } from '@jemput/server/http/platform';
import type { Pages } from '@jemput/server/http/server';
import * as devalue from 'devalue';
import { expect, test } from 'vitest';
import { aServedContext } from '../../fixtures/a-served-context.ts';

const echo: Pages = (request, response) => {
  const { headers } = request;
  const body = { address: headers['x-client-address'], protocol: headers['x-forwarded-proto'] };
  response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
};

test.each(['/healthz', '/api/trpc/places.office', '/api/nothing', '/feeds/nothing', '/', '/no/such/page'])(
  '%s carries the security headers',
  async (path) => {
    const { url } = await aServedContext();
    const { headers } = await fetch(`${url}${path}`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toContain('camera=()');
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  },
);

test('the API asks browsers to load nothing, and over https to stay there', async () => {
  const { url } = await aServedContext({ origin: 'https://jemput.example.id' });
  const { headers } = await fetch(`${url}/api/trpc/places.office`);
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
  expect(headers.get('strict-transport-security')).toContain('max-age=31536000');
});

test('it is alive, and ready once the migrations are in place', async () => {
  const { url, ctx } = await aServedContext();
  expect(await (await fetch(`${url}/healthz`)).text()).toBe('ok');
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  await ctx.db.run('delete from __drizzle_migrations');
  const answer = await fetch(`${url}/readyz`);
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ status: 503, detail: '0 of 14 migrations are in place.' });
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test('an unknown API path is a problem in JSON', async () => {
  const { url } = await aServedContext();
  for (const path of ['/api/nope', '/api/auth/sign-up/email', '/feeds/nope.xml', '/api/export/nothing.csv']) {
    const answer = await fetch(`${url}${path}`);
    expect([path, answer.status]).toEqual([path, 404]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 404, type: 'about:blank' });
  }
});

test('the metrics tell requests by route and what the office should know', async () => {
  const { url } = await aServedContext();
  await fetch(`${url}/api/nope?q=secret`);
  const text = await (await fetch(`${url}/metrics`)).text();
  expect(text).toContain('jemput_http_request_seconds_count{route="api",method="GET",status="404"} 1');
  for (const name of [
    'sessions_started_unopened',
    'oldest_missing_report_seconds',
    'people_remaining',
    'forecast_refit_failed',
  ]) {
    expect(text).toContain(`jemput_${name} 0`);
  }
  expect(text).not.toContain('secret');
});

test('what a client says of its address and protocol is overwritten', async () => {
  const { url } = await aServedContext({ pages: echo });
  const headers = { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https', 'x-client-address': '203.0.113.8' };
  expect(await (await fetch(`${url}/masuk`, { headers })).json()).toEqual({ address: '127.0.0.1', protocol: 'http' });
});

test('behind a trusted proxy the address is the one that the proxy saw', async () => {
  const { url } = await aServedContext({ pages: echo, trustProxy: true });
  const headers = { 'x-forwarded-for': '198.51.100.1, 203.0.113.7', 'x-forwarded-proto': 'https' };
  expect(await (await fetch(`${url}/masuk`, { headers })).json()).toEqual({
    address: '203.0.113.7',
    protocol: 'https',
  });
});

test('too large a body is refused in words', async () => {
  const { url } = await aServedContext();
  const answer = await fetch(`${url}/api/trpc/auth.saveAccount`, { method: 'POST', body: 'x'.repeat(1_100_000) });
  expect(answer.status).toBe(413);
  expect(await answer.json()).toMatchObject({ detail: 'At most 1 MB can be sent here.' });
});

const inPieces = (text: string) => new Blob([text]).stream();

test('what is sent in pieces is taken as it is when its length was said, and not more of it', async () => {
  const { url, cookieOf } = await aServedContext();
  const headers = { cookie: await cookieOf('admin'), 'content-type': 'application/json', origin: url };
  const kit = JSON.stringify(
    devalue.stringify({
      id: 'K1',
      name: 'Kit 1',
      baseLat: -7.5686,
      baseLon: 110.829,
      recordingsPerHour: 12,
      active: true,
    }),
  );
  const save = (body: string | ReadableStream) =>
    fetch(`${url}/api/trpc/places.saveKit`, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
  for (const sent of [kit, inPieces(kit)]) expect((await save(sent)).status).toBe(200);
  expect((await save(inPieces(JSON.stringify('x'.repeat(1_100_000))))).status).toBe(413);
});

test('no way to send a request makes up the address that sign-in tries are counted by', async () => {
  const { url } = await aServedContext();
  const enter = (guess: number) => {
    const body = inPieces(JSON.stringify({ username: 'nobody', password: `guess-${guess}` }));
    const made = { 'x-client-address': `203.0.113.${guess}`, 'x-forwarded-for': `203.0.113.${guess}` };
    const headers = { 'content-type': 'application/json', origin: url, ...made };
    const asked = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
    return fetch(`${url}/api/auth/sign-in/username`, asked);
  };
  const statuses: number[] = [];
  for (let guess = 0; guess < 8; guess++) statuses.push((await enter(guess)).status);
  expect(statuses[0]).toBe(401);
  expect(statuses.at(-1)).toBe(429);
});

test('an address that writes too often waits, and may still read', async () => {
  const { url } = await aServedContext({ writesPerMinute: 3 });
  const statuses = [];
  for (let time = 0; time < 5; time++) {
    statuses.push((await fetch(`${url}/api/trpc/auth.saveAccount`, { method: 'POST' })).status);
  }
  expect(statuses.slice(0, 3)).not.toContain(429);
  expect(statuses.slice(3)).toEqual([429, 429]);
  expect((await fetch(`${url}/api/trpc/places.office`)).status).toBe(200);
});

test('large answers are compressed, event streams are not held back', async () => {
  const long: Pages = (request, response) => {
    const stream = request.url === '/stream';
    response.setHeader('content-type', stream ? 'text/event-stream' : 'text/html').end('x'.repeat(5000));
  };
  const { url } = await aServedContext({ pages: long });
  const headers = { 'accept-encoding': 'br' };
  expect((await fetch(url, { headers })).headers.get('content-encoding')).toBe('br');
  expect((await fetch(`${url}/stream`, { headers })).headers.get('content-encoding')).toBeNull();
});

test('pages get a caller that acts for whoever the cookie belongs to', async () => {
  const whoAsks: Pages = async (request, response) => {
    const { jemput } = request as typeof request & { jemput: Platform };
    const me = await jemput.caller(new Headers({ cookie: request.headers.cookie ?? '' })).auth.me();
    response.end(JSON.stringify(me));
  };
  const { url, cookieOf } = await aServedContext({ pages: whoAsks });
  expect(await (await fetch(url)).json()).toBeNull();
  const cookie = await cookieOf('planner');
  expect(await (await fetch(url, { headers: { cookie } })).json()).toMatchObject({ role: 'planner' });
});

test('no cache keeps a page of somebody signed in', async () => {
  const { url } = await aServedContext({ pages: echo });
  const cached = async (cookie: string) => (await fetch(url, { headers: { cookie } })).headers.get('cache-control');
  expect(await cached('jemput.session_token=x.y')).toBe('private, no-cache');
  expect(await cached('PARAGLIDE_LOCALE=en')).toBe('no-cache');
});

test('a sign-in from a page sets the cookie, also over an old one', async () => {
  const signInPage: Pages = async (request, response) => {
    const { jemput } = request as typeof request & { jemput: Platform };
    const body = JSON.stringify({ username: 'siti', password: 'correct-horse' });
    const headers = { 'content-type': 'application/json', cookie: 'jemput.session_token=old.old' };
    const answer = await jemput.auth(
      new Request('http://localhost:3000/api/auth/sign-in/username', { method: 'POST', headers, body }),
    );
    response.setHeader('set-cookie', answer.headers.getSetCookie()).end();
  };
  const { url, ctx } = await aServedContext({ pages: signInPage });
  await createAccount(ctx, { username: 'siti', name: 'Siti', role: 'crew', password: 'correct-horse' });
  const [cookie] = (await fetch(url)).headers.getSetCookie();
  expect(cookie).toMatch(/^jemput\.session_token=.+HttpOnly.*SameSite=Lax/);
});

test('stopping ends event streams at once and waits for answers under way', async () => {
  let finish = () => {};
  const slow: Pages = (request, response) => {
    if (request.url === '/stream') response.setHeader('content-type', 'text/event-stream').write(': here\n\n');
    else {
      response.write('half');
      finish = () => response.end(' whole');
    }
  };
  const { url, serving } = await aServedContext({ pages: slow });
  const stream = await fetch(`${url}/stream`);
  const answer = await fetch(`${url}/slow`);
  const stopped = serving.stop(5000);
  await expect(stream.text()).rejects.toThrow();
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  finish();
  expect(await answer.text()).toBe('half whole');
  await stopped;
});
