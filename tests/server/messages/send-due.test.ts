import { tokenOf } from '@jemput/server/bookings/ticket-token';
import { viewTicket } from '@jemput/server/bookings/view-ticket';
import type { Context } from '@jemput/server/context';
import { contacts, messages } from '@jemput/server/db/schema/messages';
import { sessions } from '@jemput/server/db/schema/sessions';
import { mailOutlet } from '@jemput/server/messages/mail-outlet';
import type { Outlet } from '@jemput/server/messages/outlet';
import { vapidOf } from '@jemput/server/messages/outlets';
import { pushOutlet } from '@jemput/server/messages/push-outlet';
import { sendDue } from '@jemput/server/messages/send-due';
import { webhookOutlet } from '@jemput/server/messages/webhook-outlet';
import { withdrawMessages, writeMessages } from '@jemput/server/messages/write-messages';
import type { Channel } from '@jemput/shared/messages/message';
import ICAL from 'ical.js';
import { pino } from 'pino';
import { beforeEach, expect, test } from 'vitest';
import { anOffice, aStint, type OfficeContext, publish } from '../../fixtures/an-office.ts';
import { aMailServer, aPushBrowser, aReceiver, aStuckServer, vapidClaims } from '../../fixtures/message-receivers.ts';
import { aHolder } from '../../fixtures/ticket-holders.ts';

const ORIGIN = 'https://jemput.example.id';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const vapid = vapidOf({ vapid: null, secret: 'x'.repeat(40) });
const FROM = 'Dukcapil <antrean@example.go.id>';

let ctx: OfficeContext;
let at: number;
/** Friday 20 November 2026, 16.00 to 21.00 in Jakarta, at Kelurahan Pajang. */
let sessionId: string;
const START = Date.parse('2026-11-20T09:00:00Z');

beforeEach(async () => {
  at = Date.parse('2026-11-20T02:00:00Z');
  const channels = ['push', 'email', 'whatsapp', 'sms'] as const;
  ctx = { ...(await anOffice()), now: () => at, messaging: { channels, pushKey: null, loopbackPush: true } };
  await publish(ctx, [aStint({ days: 1 })]);
  const [session] = await ctx.db.select({ id: sessions.id }).from(sessions);
  sessionId = session?.id ?? '';
});

async function holders(count: number, channel: Channel, address: (of: number) => string): Promise<string[]> {
  const ids: string[] = [];
  for (let of = 0; of < count; of++) {
    const placeAt = START + 43 * MINUTE + of * MINUTE;
    ids.push(await aHolder(ctx, { sessionId, placeAt, contacts: [{ channel, address: address(of) }] }));
  }
  return ids;
}

async function tell(ids: string[], over: Partial<Parameters<typeof writeMessages>[2]> = {}): Promise<void> {
  await writeMessages(ctx, ids, { kind: 'confirmed', cause: 'confirmed', sessionId, ...over });
}

/** Until nothing more is due or the channel is down. */
async function sendAll(channel: Channel, outlet: Outlet, world: Context = ctx): Promise<void> {
  for (let more = true; more; ) {
    const { claimed, down } = await sendDue(world, ORIGIN, channel, outlet);
    more = claimed > 0 && !down;
  }
}

async function states(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { state } of await ctx.db.select({ state: messages.state }).from(messages)) {
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}

const mails = (of: number) => `warga${of}@example.id`;

test('a mail says number, place and time, links to the ticket, brings the calendar entry and nobody’s name', async () => {
  const server = await aMailServer();
  const outlet = mailOutlet({ smtpUrl: server.url, from: FROM });
  const [id = ''] = await holders(1, 'email', mails);
  await tell([id]);
  await sendAll('email', outlet);
  outlet.close();

  const [mail] = server.mails;
  const { due } = await viewTicket(ctx, tokenOf(ctx.secret, 'ticket', id));
  const [from, to] = [due?.from, due?.to].map((time) => time?.slice(11, 16).replace(':', '.'));
  expect(mail?.subject?.replace(/A-\d+/, 'N')).toBe(`Nomor N: Jum 20 Nov, datang ${from}–${to}, Kelurahan Pajang`);
  expect(mail?.text).toContain(`${ORIGIN}/antrean/${id}`);
  expect(mail?.text).toContain('Jum 20 Nov, 16.00–21.00 WIB');
  expect(mail?.messageId).toMatch(/^<[0-9a-f-]{36}@example\.go\.id>$/);
  expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
  const event = new ICAL.Component(ICAL.parse(mail?.attachments[0]?.content.toString() ?? '')).getFirstSubcomponent(
    'vevent',
  );
  expect(event?.getFirstPropertyValue('uid')).toBe(`${sessionId}@jemput`);
  expect(event?.getFirstPropertyValue('dtstart')?.toString()).toBe('2026-11-20T16:00:00');
  expect(mail?.attachments[0]?.content.toString()).not.toContain('warga0');
  expect(await states()).toEqual({ sent: 1 });
});

test('each reader is told in their language', async () => {
  const server = await aMailServer();
  const outlet = mailOutlet({ smtpUrl: server.url, from: FROM });
  for (const language of ['id', 'en', 'jv', 'su']) {
    const to = { channel: 'email' as const, address: `${language}@example.id`, language };
    await tell([await aHolder(ctx, { sessionId, placeAt: START, contacts: [to] })]);
  }
  await sendAll('email', outlet);
  outlet.close();
  const subjects = server.mails
    .map(({ subject }) => subject?.replace(/A-\d+/, 'N').replace(/–16[.:]\d\d/, '–W'))
    .sort();
  expect(subjects).toEqual([
    'Nomer N: Jem 20 Nov, rawuh 16.00–W, Kelurahan Pajang',
    'Nomer N: Jum 20 Nop, sumping 16.00–W, Kelurahan Pajang',
    'Nomor N: Jum 20 Nov, datang 16.00–W, Kelurahan Pajang',
    'Number N: Fri 20 Nov, come 16:00–W, Kelurahan Pajang',
  ]);
});

test('the same cause is one message, and one that was taken back does not leave', async () => {
  const server = await aMailServer();
  const outlet = mailOutlet({ smtpUrl: server.url, from: FROM });
  const ids = await holders(2, 'email', mails);
  await tell(ids);
  await tell(ids);
  await withdrawMessages(ctx, ids.slice(1), ['confirmed']);
  await sendAll('email', outlet);
  outlet.close();
  expect(server.mails).toHaveLength(1);
  expect(await states()).toEqual({ sent: 1, withdrawn: 1 });
});

test('a mail server that dies twice: every mail arrives, counted by its Message-ID', async () => {
  const server = await aMailServer();
  const outlet = mailOutlet({ smtpUrl: server.url, from: FROM });
  await tell(await holders(60, 'email', mails));
  let taken = 0;
  server.onMail = () => {
    taken += 1;
    if (taken === 15 || taken === 35) void server.die();
  };
  for (let round = 0; round < 60 && (await states()).sent !== 60; round++) {
    await sendAll('email', outlet);
    await server.die();
    await server.rise();
    at += 2 * MINUTE;
  }
  outlet.close();
  const ids = server.mails.map(({ messageId }) => messageId);
  expect(await states()).toEqual({ sent: 60 });
  expect(new Set(ids).size).toBe(60);
});

test('a mail server gone for an hour: one message in turn tries it, all leave when it is back', async () => {
  const server = await aMailServer();
  const outlet = mailOutlet({ smtpUrl: server.url, from: FROM });
  const ids = await holders(5, 'email', mails);
  await server.die();
  await tell(ids);
  for (const end = at + HOUR; at < end; at += 5 * MINUTE) await sendDue(ctx, ORIGIN, 'email', outlet, 1);
  expect(await states()).toEqual({ queued: 5 });
  await server.rise();
  at += 90 * MINUTE;
  await sendAll('email', outlet);
  outlet.close();
  expect(server.mails).toHaveLength(5);
  expect(await states()).toEqual({ sent: 5 });
});

test.each(['silent', 'half_closed'] as const)(
  'a mail server that is %s is given up in time and tried again',
  async (how) => {
    const { port } = await aStuckServer(how, how === 'silent' ? '' : '220 mail ESMTP\r\n');
    const outlet = mailOutlet({ smtpUrl: `smtp://127.0.0.1:${port}`, from: FROM }, { connect: 200, silence: 200 });
    await tell(await holders(1, 'email', mails));
    expect((await sendDue(ctx, ORIGIN, 'email', outlet)).down).toBe(true);
    outlet.close();
    const [message] = await ctx.db.select().from(messages);
    expect(message).toMatchObject({ state: 'queued', attempts: 1, claimedUntil: null });
    expect(message?.nextAt).toBeGreaterThanOrEqual(at + 0.08 * MINUTE);
    expect(message?.nextAt).toBeLessThanOrEqual(at + 0.12 * MINUTE);
  },
);

test('a refused mail is not tried again, a deferred one is, and neither says its address in log or failure', async () => {
  const server = await aMailServer();
  const outlet = mailOutlet({ smtpUrl: server.url, from: FROM });
  let log = '';
  const listening = {
    ...ctx,
    log: pino(
      {},
      {
        write: (line: string) => {
          log += line;
        },
      },
    ),
  };
  const ids = await holders(2, 'email', mails);
  await tell(ids.slice(0, 1));
  server.answer = 'refuse';
  await sendAll('email', outlet, listening);
  await tell(ids.slice(1));
  server.answer = 'defer';
  await sendAll('email', outlet, listening);
  outlet.close();
  const rows = await ctx.db.select({ state: messages.state, failure: messages.failure }).from(messages);
  expect(rows).toEqual([
    { state: 'failed', failure: 'EMESSAGE 550' },
    { state: 'queued', failure: 'EMESSAGE 451' },
  ]);
  expect(log).toContain('could not be delivered');
  expect(log + JSON.stringify(rows)).not.toMatch(/warga|example\.id/);
});

test('two senders at once never send the same', async () => {
  const server = await aMailServer();
  const outlets = [0, 1, 2].map(() => mailOutlet({ smtpUrl: server.url, from: FROM }));
  await tell(await holders(80, 'email', mails));
  await Promise.all(outlets.map((outlet) => sendAll('email', outlet)));
  for (const outlet of outlets) outlet.close();
  expect(server.mails).toHaveLength(80);
  expect(new Set(server.mails.map(({ messageId }) => messageId)).size).toBe(80);
});

test('what a process that died had claimed is sent by another, with the same id', async () => {
  const service = await aReceiver();
  const browser = aPushBrowser(`${service.url}/p/1`);
  const outlet = pushOutlet({ ...vapid, subject: 'mailto:a@example.id', loopback: true });
  await tell([
    await aHolder(ctx, { sessionId, placeAt: START, contacts: [{ channel: 'push', address: browser.subscription }] }),
  ]);
  const dying = { ...outlet, send: () => new Promise<never>(() => {}) };
  void sendDue(ctx, ORIGIN, 'push', dying);
  await expect.poll(async () => (await ctx.db.select().from(messages))[0]?.claimedUntil).not.toBeNull();
  await sendAll('push', outlet);
  expect(service.posts).toHaveLength(0);
  at += 2 * MINUTE;
  await sendAll('push', outlet);
  expect(service.posts).toHaveLength(1);
  expect(await states()).toEqual({ sent: 1 });
});

test('a push is encrypted for its browser, signed by the office, and carries its id as topic and tag', async () => {
  const service = await aReceiver();
  const browser = aPushBrowser(`${service.url}/p/1`);
  const outlet = pushOutlet({ ...vapid, subject: 'mailto:a@example.id', loopback: true });
  const id = await aHolder(ctx, {
    sessionId,
    placeAt: START,
    contacts: [{ channel: 'push', address: browser.subscription }],
  });
  await tell([id], { kind: 'turn_near', cause: 'turn_near' });
  await sendAll('push', outlet);

  const [post] = service.posts;
  const [message] = await ctx.db.select().from(messages);
  const shown = browser.open(post?.body ?? Buffer.of());
  expect(shown).toMatchObject({ id: message?.id, language: 'id' });
  expect(shown.link).toContain(`${ORIGIN}/antrean/${id}`);
  expect(shown.title).toContain('Giliran Anda sudah dekat');
  expect(post?.headers).toMatchObject({ topic: message?.id.replaceAll('-', ''), urgency: 'high' });
  expect(Number(post?.headers.ttl)).toBeGreaterThan(0);
  const claims = vapidClaims(String(post?.headers.authorization));
  expect(claims).toMatchObject({ aud: service.url, sub: 'mailto:a@example.id', key: vapid.publicKey });
});

test.each([404, 410])(
  'a subscription that the push service answers with %i is forgotten, and what waits for it fails',
  async (status) => {
    const service = await aReceiver();
    service.answer = () => ({ status });
    const outlet = pushOutlet({ ...vapid, subject: 'mailto:a@example.id', loopback: true });
    const id = await aHolder(ctx, {
      sessionId,
      placeAt: START,
      contacts: [{ channel: 'push', address: aPushBrowser(`${service.url}/p`).subscription }],
    });
    await tell([id]);
    await tell([id], { kind: 'moved', cause: 'moved:1', dueAt: at + MINUTE });
    await sendAll('push', outlet);
    expect(await ctx.db.select().from(contacts)).toEqual([]);
    at += MINUTE;
    await sendAll('push', outlet);
    expect(service.posts).toHaveLength(1);
    expect(await states()).toEqual({ failed: 2 });
  },
);

test('a push service that is busy is asked again when it says', async () => {
  const service = await aReceiver();
  service.answer = () => ({ status: 429, headers: { 'retry-after': '600' } });
  const outlet = pushOutlet({ ...vapid, subject: 'mailto:a@example.id', loopback: true });
  await tell([
    await aHolder(ctx, {
      sessionId,
      placeAt: START,
      contacts: [{ channel: 'push', address: aPushBrowser(`${service.url}/p`).subscription }],
    }),
  ]);
  await sendAll('push', outlet);
  const [message] = await ctx.db.select().from(messages);
  expect(message?.nextAt).toBe(at + 600_000);
});

test('where the office is not being tried out, no push is sent into its own network', async () => {
  const service = await aReceiver();
  const endpoint = service.url.replace('127.0.0.1', 'localhost');
  const outlet = pushOutlet({ ...vapid, subject: 'mailto:a@example.id', loopback: false });
  const { subscription } = aPushBrowser(`${endpoint}/p`);
  const message = { id: 'a', address: subscription, title: '', text: '', link: '', language: 'id' } as Parameters<
    Outlet['send']
  >[0];
  expect(await outlet.send(message)).toMatchObject({ outcome: 'gone' });
  expect(service.posts).toHaveLength(0);
});

test('a slow channel holds up no other', async () => {
  const mail = await aMailServer();
  const silent = await aReceiver();
  silent.answer = () => 'silence';
  const slow = webhookOutlet({ url: silent.url, secret: 's', now: ctx.now, costOf: async () => 350 }, 1500);
  const outlet = mailOutlet({ smtpUrl: mail.url, from: FROM });
  await tell(await holders(20, 'whatsapp', (of) => `0812345678${String(of).padStart(2, '0')}`));
  await tell(await holders(20, 'email', mails));
  let slowIsDone = false;
  const waiting = sendAll('whatsapp', slow).then(() => {
    slowIsDone = true;
  });
  await sendAll('email', outlet);
  outlet.close();
  expect({ mails: mail.mails.length, slowIsDone }).toEqual({ mails: 20, slowIsDone: false });
  await waiting;
});

test('what is of no use any more expires unsent', async () => {
  const server = await aMailServer();
  const outlet = mailOutlet({ smtpUrl: server.url, from: FROM });
  await tell(await holders(1, 'email', mails), { uselessAt: at + MINUTE });
  at += 2 * MINUTE;
  await sendAll('email', outlet);
  outlet.close();
  expect([server.mails.length, await states()]).toEqual([0, { expired: 1 }]);
});

test('at night only what is awaited or about today leaves; the rest in the morning', async () => {
  const server = await aMailServer();
  const outlet = mailOutlet({ smtpUrl: server.url, from: FROM });
  const ids = await holders(1, 'email', mails);
  at = Date.parse('2026-11-19T22:30:00+07:00');
  await tell(ids, { kind: 'moved', cause: 'moved:1' });
  await sendAll('email', outlet);
  expect(server.mails).toHaveLength(0);
  const [held] = await ctx.db.select().from(messages);
  expect(held).toMatchObject({ state: 'queued', attempts: 0, nextAt: Date.parse('2026-11-20T06:00:00+07:00') });
  await tell(ids);
  await sendAll('email', outlet);
  expect(server.mails).toHaveLength(1);
  at = Date.parse('2026-11-20T06:00:00+07:00');
  await sendAll('email', outlet);
  outlet.close();
  expect(server.mails).toHaveLength(2);
});
