import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { newTicketId } from '@jemput/server/bookings/ticket-token';
import type { Context } from '@jemput/server/context';
import { closeDatabase, inTransaction, openDatabase } from '@jemput/server/db/open';
import { tickets } from '@jemput/server/db/schema/bookings';
import { messages } from '@jemput/server/db/schema/messages';
import { sessions } from '@jemput/server/db/schema/sessions';
import { loadDemo } from '@jemput/server/demo/load-demo';
import { addContact } from '@jemput/server/messages/add-contact';
import { mailOutlet } from '@jemput/server/messages/mail-outlet';
import { startSending } from '@jemput/server/messages/start-sending';
import { writeMessages } from '@jemput/server/messages/write-messages';
import { contactKeys } from '@jemput/server/privacy/contact-keys';
import { and, count, eq, gt, ne } from 'drizzle-orm';
import { pino } from 'pino';
import { OFFICE_START } from '../fixtures/a-running-server.ts';
import { type CountingMailServer, countingMailServer } from './messages/counting-mail-server.ts';
import type { Benchmark, BenchmarkOptions } from './run.ts';

const DOWN_SECONDS = 10;
const MOST_SECONDS = 600;

interface Run {
  /** For the transaction that writes them all. */
  writeSeconds: number;
  /** From its commit to the last mail, and to the 99th of a hundred. */
  lastSeconds: number;
  p99Seconds: number;
  mails: number;
  distinct: number;
  stillQueued: number;
}

/** Holders of numbers for the demo city's next evenings, each with a mail address. */
async function addHolders(ctx: Context, holders: number): Promise<Map<string, string[]>> {
  const coming = await ctx.db
    .select({ id: sessions.id, startsAt: sessions.startsAt })
    .from(sessions)
    .where(and(gt(sessions.startsAt, ctx.now() / 1000 + 86_400), ne(sessions.status, 'cancelled')))
    .limit(50);
  const bySession = new Map<string, string[]>(coming.map(({ id }) => [id, []]));
  await inTransaction(ctx, async (tx) => {
    for (let of = 0; of < holders; of++) {
      const session = coming[of % coming.length];
      if (!session) throw new Error('no evening to come');
      const id = newTicketId();
      const number = Math.floor(of / coming.length) + 1;
      const own = { id, sessionId: session.id, state: 'held', origin: 'home', series: 'A', number, people: 1 } as const;
      const times = { askedAt: ctx.now(), placeAt: session.startsAt * 1000 + number * 60_000 };
      await tx.insert(tickets).values({ ...own, ...times, requestKey: id });
      const contact = { channel: 'email' as const, address: `warga${of}@example.id`, language: 'id' };
      await addContact({ ...ctx, db: tx }, { ticketId: id }, contact);
      bySession.get(session.id)?.push(id);
    }
  });
  return bySession;
}

/** @param deathsAfter shares of the mails after which the server dies, in the middle of whatever it is doing */
async function deliver(holders: number, deathsAfter: readonly number[]): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'jemput-messages-'));
  const db = await openDatabase({ url: `file:${join(folder, 'bench.db')}` });
  const began = Date.now();
  const start = Date.parse(OFFICE_START);
  const log = pino({ level: 'silent' });
  const ctx: Context = {
    db,
    log,
    now: () => start + Date.now() - began,
    zone: 'Asia/Jakarta',
    secret: 'x'.repeat(40),
    keys: contactKeys(join(folder, 'keys')),
    actor: null,
  };
  await loadDemo(ctx);
  const bySession = await addHolders(ctx, holders);
  const server = await countingMailServer();
  const at: number[] = [];
  dieAfter(server, holders, deathsAfter, at);
  const writing = performance.now();
  await inTransaction(ctx, async (tx) => {
    for (const [sessionId, ids] of bySession) {
      await writeMessages({ ...ctx, db: tx }, ids, { kind: 'moved', cause: 'moved:1', sessionId });
    }
  });
  const committed = performance.now();
  const email = mailOutlet({ smtpUrl: server.url, from: 'antrean@example.go.id' });
  const sending = startSending(ctx, { email }, 'https://jemput.example.id');
  let queued = holders;
  while (queued > 0 && performance.now() - committed < MOST_SECONDS * 1000) {
    await setTimeout(500);
    const [row] = await db.select({ queued: count() }).from(messages).where(eq(messages.state, 'queued'));
    queued = row?.queued ?? 0;
  }
  await sending.stop();
  server.die();
  await closeDatabase(db);
  await rm(folder, { recursive: true, force: true });
  const seconds = at.map((millis) => (millis - committed) / 1000).sort((a, b) => a - b);
  return {
    writeSeconds: (committed - writing) / 1000,
    lastSeconds: seconds.at(-1) ?? Number.NaN,
    p99Seconds: seconds[Math.floor(seconds.length * 0.99) - 1] ?? Number.NaN,
    mails: at.length,
    distinct: server.arrived.size,
    stillQueued: queued,
  };
}

function dieAfter(server: CountingMailServer, holders: number, shares: readonly number[], at: number[]): void {
  const deaths = shares.map((share) => Math.round(holders * share));
  server.onMail = (mails) => {
    at.push(performance.now());
    if (!deaths.includes(mails)) return;
    server.die();
    void setTimeout(DOWN_SECONDS * 1000).then(() => server.rise());
  };
}

function row(name: string, holders: number, run: Run): string {
  const repeated = run.mails - run.distinct;
  const figures = [run.writeSeconds, run.p99Seconds, run.lastSeconds].map((seconds) => seconds.toFixed(1));
  return `| ${name} | ${holders} | ${run.distinct} | ${holders - run.distinct} | ${repeated} | ${figures.join(' | ')} |`;
}

async function measure({ quick }: BenchmarkOptions): Promise<string> {
  const holders = quick ? 1000 : 10_000;
  const steady = await deliver(holders, []);
  const dying = await deliver(holders, [0.3, 0.7]);
  return [
    `${holders.toLocaleString('en')} holders of the demo city's next evenings are told by mail that their session moved: written in one transaction, sent over`,
    'SMTP to a server on loopback, eight connections, each mail with its calendar entry. In the second row the server dies in the middle of its',
    `work after 30 % and 70 % of the mails, cutting every connection, and is gone for ${DOWN_SECONDS} s each time. Counted by Message-ID; a mail that arrived but`,
    'whose acknowledgement died with the server arrives again with the same one. Asked: every one delivered, all within 2 minutes of publishing.',
    '',
    '| mail server | messages | delivered | missing | arrived again, known by its id | written in, s | 99 % delivered after, s | last after, s |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    row('steady', holders, steady),
    row('dies twice', holders, dying),
  ].join('\n');
}

export const messageDelivery: Benchmark = { title: 'Messages', measure };
