import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeNumber } from '@jemput/server/bookings/take-number';
import { closeDatabase, openDatabase } from '@jemput/server/db/open';
import { tickets } from '@jemput/server/db/schema/bookings';
import { contacts } from '@jemput/server/db/schema/messages';
import { acts } from '@jemput/server/db/schema/staff';
import { contactKeys } from '@jemput/server/privacy/contact-keys';
import { expireContacts } from '@jemput/server/privacy/expire-contacts';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aStint, FRIDAY, fillOffice, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';
import { layOutExactly, sessionAt } from '../../fixtures/evening-numbers.ts';
import { anActor } from '../../fixtures/test-context.ts';

const command = new URL('../../../server/src/jemput.ts', import.meta.url).pathname;
const NAME = 'Suhartini Wagiyem';
const ADDRESS = 'suhartini.wagiyem@contoh.example.id';
const DEVICE = 'device-of-suhartini-0001';

let directory: string;
let ctx: OfficeContext;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'jemput-privacy-'));
  const db = await openDatabase({ url: `file:${join(directory, 'live.db')}` });
  const keys = contactKeys(join(directory, 'keys'));
  const log = pino({ level: 'silent' });
  const secret = 'x'.repeat(40);
  ctx = { db, keys, secret, log, zone: 'Asia/Jakarta', now: () => Date.parse(FRIDAY), actor: anActor('planner') };
  await fillOffice(ctx);
});

afterEach(async () => {
  await closeDatabase(ctx.db);
  rmSync(directory, { recursive: true });
});

/** A number at an evening of 27 November, and what is stored of who took it. */
async function aTaken() {
  await publish(ctx, [aStint({ start: '2026-11-27', days: 1 })]);
  const sessionId = await sessionAt(ctx, 'pajang', '2026-11-27');
  await layOutExactly(later(ctx, '2026-11-25T08:00:00+07:00'), sessionId, 20);
  const asked = {
    sessionId,
    people: 1,
    name: NAME,
    key: 'a-key-drawn-in-a-browser-01',
    contact: { channel: 'email', address: ADDRESS },
    travelMinutes: 25,
  } as const;
  const from = { address: '10.1.2.3', userAgent: 'test', device: DEVICE, language: 'id' };
  const taken = await takeNumber({ ...later(ctx, '2026-11-25T09:00:00+07:00'), actor: null }, asked, from);
  expect(taken.outcome).toBe('number');
  const [ticket] = await ctx.db.select().from(tickets);
  const [contact] = await ctx.db.select().from(contacts);
  if (!ticket?.sealedName || !contact) throw new Error('name and address are kept until their time');
  return { ticket, contact, sealedName: ticket.sealedName };
}

/** Every file of the office: database, its log, and copies. */
function bytes(): { file: string; text: string }[] {
  const files = readdirSync(directory).filter((name) => name !== 'keys');
  return files.map((file) => ({ file, text: readFileSync(join(directory, file)).toString('latin1') }));
}

function filesWith(text: string): string[] {
  return bytes().flatMap(({ file, text: all }) => (all.includes(text) ? [file] : []));
}

function backup(name: string): void {
  const env = { PATH: process.env.PATH ?? '', DATABASE_URL: `file:${join(directory, 'live.db')}` };
  const { status, stderr } = spawnSync(process.execPath, [command, 'backup', join(directory, name)], { env });
  expect(`${status} ${stderr}`).toBe('0 ');
}

test('names and addresses lie nowhere in plain bytes: not in the database, its log or a backup', async () => {
  const { sealedName } = await aTaken();
  backup('copy.db');
  expect(ctx.keys.open(sealedName)).toBe(NAME);
  for (const plain of [NAME, 'Suhartini', ADDRESS, 'suhartini', DEVICE]) expect(filesWith(plain)).toEqual([]);
  const body = sealedName.split('.')[1] ?? '-';
  expect(filesWith(body)).toEqual(expect.arrayContaining(['copy.db']));
});

test('on the eighth day everything that tells who is gone from the files, and what old backups keep cannot be opened', async () => {
  const { ticket, contact, sealedName } = await aTaken();
  backup('copy.db');
  await expireContacts(later(ctx, '2026-12-04T23:59:00+07:00'));
  expect(ctx.keys.open(sealedName)).toBe(NAME);

  await expireContacts(later(ctx, '2026-12-05T00:00:00+07:00'));
  const [after] = await ctx.db.select().from(tickets);
  const nothing = { sealedName: null, nameCheck: null, contactCheck: null, deviceCheck: null, travelMinutes: null };
  expect(after).toMatchObject({ ...nothing, id: ticket.id, number: ticket.number, state: ticket.state });
  expect(await ctx.db.select().from(contacts)).toEqual([]);
  const { requestKey, nameCheck, contactCheck, deviceCheck } = ticket;
  const kept = [sealedName.split('.')[1], contact.sealed.split('.')[1], contact.addressCheck, requestKey];
  for (const secret of [...kept, nameCheck, contactCheck, deviceCheck]) {
    if (secret) expect(filesWith(secret)).toEqual(['copy.db']);
  }
  expect(ctx.keys.open(sealedName)).toBeNull();
  expect(ctx.keys.open(contact.sealed)).toBeNull();
  expect(readdirSync(join(directory, 'keys'))).not.toContain('2026-12-04.key');
});

test('what was deleted is written down, once, and nothing of whom', async () => {
  await aTaken();
  const night = later(ctx, '2026-12-05T00:00:00+07:00');
  await expireContacts(night);
  await expireContacts(night);
  await expireContacts(later(ctx, '2026-12-06T00:00:00+07:00'));
  const rows = (await ctx.db.select().from(acts)).filter(({ act }) => act.startsWith('privacy.'));
  expect(rows.map(({ act, subject, detail }) => [act, subject, detail])).toEqual([
    ['privacy.erased', '2026-11-28', { names: 1, addresses: 1 }],
    ['privacy.keysDestroyed', '2026-12-04', { dates: ['2026-12-04'] }],
  ]);
});
