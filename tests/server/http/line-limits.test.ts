import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { LineLimits } from '@jemput/server/http/line-limits';
import type { Pages } from '@jemput/server/http/server';
import { afterEach, expect, test, vi } from 'vitest';
import { aServedContext } from '../../fixtures/a-served-context.ts';

/** More than any system's buffers of one line hold. */
const LARGE = Buffer.alloc(16_000_000, 'x');

const pages: Pages = (request, response) => {
  if (request.url === '/data') response.setHeader('Content-Type', 'image/png').end(LARGE);
  else if (request.url === '/petugas') setTimeout(() => response.end('late'), 900);
  else if (request.url !== '/masuk') response.setHeader('Content-Type', 'text/html').end('front');
  else response.setHeader('Content-Type', 'text/event-stream').write('data: 1\n\n');
};

const lines: Socket[] = [];

afterEach(() => {
  for (const line of lines.splice(0)) line.destroy();
});

async function serveWith(limits: Partial<LineLimits>) {
  const { url, serving } = await aServedContext({ pages, limits });
  const open = async (text: string) => {
    const line = connect({ host: '127.0.0.1', port: Number(new URL(url).port) });
    line.on('error', () => undefined);
    line.pause();
    lines.push(line);
    await once(line, 'connect');
    line.write(text);
    return line;
  };
  const connections = () =>
    new Promise<number>((resolve, reject) =>
      serving.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
    );
  return { url, open, connections };
}

function ask(path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
}

test('300 readers who do not read and 300 who never finish asking hold up nobody, and are dropped', async () => {
  const { url, open, connections } = await serveWith({ headers: 15_000, stalled: 15_000 });
  const many = (text: string) => Promise.all(Array.from({ length: 300 }, () => open(text)));
  await (await fetch(`${url}/data`)).arrayBuffer();
  await Promise.all([many(ask('/data')), many('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')]);
  for (const path of ['/', '/wilayah/a', '/jadwal/a']) {
    expect(await (await fetch(`${url}${path}`)).text()).toBe('front');
  }
  expect((await (await fetch(`${url}/data`)).arrayBuffer()).byteLength).toBe(LARGE.length);
  expect(await connections()).toBeGreaterThanOrEqual(600);
  await vi.waitFor(async () => expect(await connections()).toBeLessThan(10), 120_000);
});

test('a line on which nothing was ever asked is closed', async () => {
  const { open } = await serveWith({ stalled: 300 });
  const line = await open('');
  line.resume();
  await once(line, 'close');
});

test('a reader who takes his time but reads gets everything', async () => {
  const { url, open } = await serveWith({ stalled: 2000 });
  await (await fetch(`${url}/data`)).arrayBuffer();
  const line = await open(ask('/data'));
  let bytes = 0;
  line.on('data', (chunk) => {
    bytes += chunk.length;
    line.pause();
    setTimeout(() => line.resume(), 16);
  });
  line.resume();
  await vi.waitFor(() => expect(bytes).toBeGreaterThan(LARGE.length), 60_000);
});

test('an answer that takes long to make, and a silent event stream, are waited for', async () => {
  const { url } = await serveWith({ stalled: 200, idle: 200 });
  const stream = await fetch(`${url}/masuk`);
  expect(await (await fetch(`${url}/petugas`)).text()).toBe('late');
  const reader = stream.body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: 1\n\n');
  await reader?.cancel();
});

test('an endless head is refused', async () => {
  const { open } = await serveWith({});
  const line = await open(`GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`);
  line.resume();
  const [answer] = await once(line, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1.1 431/);
});
