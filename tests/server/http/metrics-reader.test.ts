import type { IncomingMessage } from 'node:http';
import { isPassedOn, mayReadMetrics } from '@jemput/server/http/metrics-reader';
import { expect, test } from 'vitest';
import { aServedContext } from '../../fixtures/a-served-context.ts';

const TOKEN = 'a-token-for-tests-only';

test.each([
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['::1', true],
  ['192.168.1.7', false],
  ['203.0.113.7', false],
  ['2001:db8::1', false],
  ['unknown', false],
])('%s reads the metrics without a token: %s', (address, may) => {
  expect(mayReadMetrics({ address, isPassedOn: false, authorization: undefined }, null)).toBe(may);
});

test('from elsewhere they are told to whoever has the token, where there is one', () => {
  const read = (authorization: string | undefined, token: string | null) =>
    mayReadMetrics({ address: '203.0.113.7', isPassedOn: false, authorization }, token);
  expect(read(`Bearer ${TOKEN}`, TOKEN)).toBe(true);
  for (const wrong of [undefined, '', 'Bearer ', `bearer${TOKEN}`, `Bearer ${TOKEN}x`, TOKEN]) {
    expect(read(wrong, TOKEN)).toBe(false);
  }
  expect(read('Bearer null', null)).toBe(false);
});

test.each(['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])('a question with %s is somebody else’s', (name) => {
  expect(isPassedOn({ headers: { [name]: 'x' } } as unknown as IncomingMessage)).toBe(true);
});

test('they are told on this machine, and not to whoever comes by a proxy on it', async () => {
  const { url } = await aServedContext();
  expect((await fetch(`${url}/metrics`)).status).toBe(200);
  const refused = await fetch(`${url}/metrics`, { headers: { 'x-forwarded-for': '127.0.0.1' } });
  expect(refused.status).toBe(403);
  expect(refused.headers.get('content-type')).toContain('application/problem+json');
  expect(await refused.text()).not.toContain('jemput_');
});
