import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Pages } from '@jemput/server/http/server';
import { Turn } from '@jemput/server/http/turn';
import { expect, test } from 'vitest';
import { aServedContext } from '../../fixtures/a-served-context.ts';

/** Pages that begin only when they are let, in the order in which they were asked. */
function heldPages() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const pages: Pages = (request, response) => {
    begun.push(`${request.headers['x-client-address']} ${request.url}`);
    ends.push(() => response.writeHead(404).end('none'));
  };
  return { begun, end: () => ends.shift()?.(), pages };
}

const waitUntil = async (is: () => boolean) => {
  while (!is()) await new Promise((resolve) => setTimeout(resolve, 5));
};

test('who asks for many pages that are nobody else’s waits for himself', async () => {
  const { begun, end, pages } = heldPages();
  const { url } = await aServedContext({ pages, trustProxy: true });
  const ask = (path: string, from: string) => fetch(url + path, { headers: { 'x-forwarded-for': from } });
  const flood = Array.from({ length: 30 }, (_, page) => ask(`/x${page}`, '203.0.113.7'));
  await waitUntil(() => begun.length > 0);
  const other = ask('/masuk', '203.0.113.8');
  await waitUntil(() => begun.length > 1);
  expect(begun.map((line) => line.split(' ')[0])).toEqual(['203.0.113.7', '203.0.113.8']);
  while (begun.length < 31) {
    end();
    await new Promise((resolve) => setImmediate(resolve));
  }
  end();
  end();
  const answers = await Promise.all([...flood, other]);
  expect(answers.map(({ status }) => status)).toEqual(Array(31).fill(404));
});

test('the turn of an event stream ends with its head, and that of a reader who leaves when he does', async () => {
  for (const begin of [
    (response: ServerResponse) => response.setHeader('content-type', 'text/event-stream').write(': here'),
    (response: ServerResponse) => response.emit('close'),
  ]) {
    const response = new ServerResponse(new IncomingMessage(new Socket()));
    await new Turn(response, () => begin(response)).run();
    expect(response.writableEnded).toBe(false);
  }
});
