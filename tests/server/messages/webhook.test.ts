import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messages } from '@jemput/server/db/schema/messages';
import { sessions } from '@jemput/server/db/schema/sessions';
import { sendDue } from '@jemput/server/messages/send-due';
import { webhookOutlet } from '@jemput/server/messages/webhook-outlet';
import { standardWebhookSecret } from '@jemput/server/messages/webhook-signature';
import { writeMessages } from '@jemput/server/messages/write-messages';
import { DateTime } from 'luxon';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { root } from '../../fixtures/a-running-server.ts';
import { aServedContext, type ServedContext } from '../../fixtures/a-served-context.ts';
import { anOffice, aStint, type OfficeContext, publish } from '../../fixtures/an-office.ts';
import { aReceiver } from '../../fixtures/message-receivers.ts';
import { aHolder } from '../../fixtures/ticket-holders.ts';

const ORIGIN = 'https://jemput.example.id';
const secret = standardWebhookSecret('x'.repeat(40));

/** Receiver and office share the real clock: a Monday that lies ahead of it. */
const nextMonday = DateTime.utc().plus({ weeks: 2 }).startOf('week').toISODate();

let ctx: OfficeContext;
let served: ServedContext;
let sessionId: string;
const children: ChildProcess[] = [];
const folder = mkdtempSync(join(tmpdir(), 'jemput-gateway-'));

afterAll(() => {
  for (const child of children) child.kill();
  rmSync(folder, { recursive: true, force: true });
});

beforeAll(async () => {
  const messaging = { channels: ['whatsapp', 'sms'] as const, pushKey: null, loopbackPush: true };
  ctx = { ...(await anOffice()), now: () => Date.now(), messaging };
  await publish(ctx, [aStint({ start: nextMonday, days: 1 })], 'uji', nextMonday);
  served = await aServedContext({ context: ctx });
  const [session] = await ctx.db.select().from(sessions);
  sessionId = session?.id ?? '';
});

beforeEach(async () => {
  await ctx.db.delete(messages);
});

async function aMessage(channel: 'whatsapp' | 'sms' = 'whatsapp'): Promise<void> {
  const ticket = await aHolder(ctx, {
    sessionId,
    placeAt: Date.parse(`${nextMonday}T09:00:00Z`),
    contacts: [{ channel, address: '0812-3456-7890' }],
  });
  await writeMessages(ctx, [ticket], { kind: 'confirmed', cause: 'confirmed', sessionId });
}

const send = (url: string, channel: 'whatsapp' | 'sms' = 'whatsapp') =>
  sendDue(ctx, ORIGIN, channel, webhookOutlet({ url, secret, now: ctx.now, costOf: async () => 350 }));

/** The program that the document shows, listening. */
async function exampleReceiver(): Promise<{ url: string; output(): string }> {
  const document = readFileSync(join(root, 'server/src/messages/README.md'), 'utf8');
  const file = join(folder, 'receiver.mjs');
  writeFileSync(file, /```js\n([\s\S]*?)```/.exec(document)?.[1] ?? '');
  const child = spawn(process.execPath, [file], { env: { SECRET: secret, JEMPUT: served.url } });
  children.push(child);
  let text = '';
  child.stdout.on('data', (part) => {
    text += part;
  });
  await expect.poll(() => text).toMatch(/listening \d+/);
  return { url: `http://127.0.0.1:${/listening (\d+)/.exec(text)?.[1]}`, output: () => text };
}

async function stateOf() {
  const [row] = await ctx.db.select().from(messages);
  return row;
}

test('the receiver of the document takes a message, sends it once, and its receipt comes back', async () => {
  const gateway = await exampleReceiver();
  await aMessage();
  await send(gateway.url);
  await expect.poll(async () => (await stateOf())?.state).toBe('delivered');
  expect(gateway.output()).toMatch(
    /whatsapp to \+6281234567890: \*Nomor A-\d{3}: Sen \d+ \w{3}, datang 16\.00–16\.\d\d, Kelurahan Pajang/,
  );
  expect(await stateOf()).toMatchObject({ cost: 350, reference: (await stateOf())?.id });

  await ctx.db.update(messages).set({ state: 'queued' });
  await send(gateway.url);
  await expect.poll(async () => (await stateOf())?.state).toBe('delivered');
  expect(gateway.output().match(/whatsapp to/g)).toHaveLength(1);
});

test('an SMS is one part and carries the link', async () => {
  const gateway = await aReceiver();
  await aMessage('sms');
  await send(gateway.url, 'sms');
  const { text, channel } = JSON.parse(gateway.posts[0]?.body.toString() ?? '{}');
  expect(channel).toBe('sms');
  expect(text.length).toBeLessThanOrEqual(160);
  expect(text).toMatch(/https:\/\/jemput\.example\.id\/antrean\/[A-Za-z0-9_-]{32}$/);
});

test.each([
  [503, 'queued'],
  [400, 'failed'],
  [410, 'failed'],
])('a gateway that answers %i leaves it %s', async (status, state) => {
  const gateway = await aReceiver();
  gateway.answer = () => ({ status });
  await aMessage();
  await send(gateway.url);
  expect(await stateOf()).toMatchObject({ state, failure: `gateway ${status}` });
});

function receipt(body: object, { key = secret, at = Date.now() }: { key?: string; at?: number } = {}) {
  const text = JSON.stringify(body);
  const id = randomUUID();
  const timestamp = String(Math.floor(at / 1000));
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest('base64');
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
  return fetch(`${served.url}/api/messages/receipts`, { method: 'POST', headers, body: text });
}

test('receipts are taken from nobody else, nor late, nor of what is unknown, and a failure after delivery changes nothing', async () => {
  const gateway = await aReceiver();
  await aMessage();
  await send(gateway.url);
  const id = (await stateOf())?.id;
  expect((await receipt({ id, state: 'delivered' }, { key: 'another' })).status).toBe(401);
  expect((await receipt({ id, state: 'delivered' }, { at: Date.now() - 600_000 })).status).toBe(401);
  expect((await receipt({ id: randomUUID(), state: 'delivered' })).status).toBe(404);
  expect((await receipt({ id, state: 'read by his wife' })).status).toBe(422);
  expect((await stateOf())?.state).toBe('sent');
  expect((await receipt({ id, state: 'delivered', cost: 275 })).status).toBe(204);
  expect((await receipt({ id, state: 'failed' })).status).toBe(204);
  expect(await stateOf()).toMatchObject({ state: 'delivered', cost: 275 });
});
