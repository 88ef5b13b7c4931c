import { places, queueSettings, queues, tickets } from '@jemput/server/db/schema/bookings';
import { contacts } from '@jemput/server/db/schema/messages';
import { sessions } from '@jemput/server/db/schema/sessions';
import { createLog } from '@jemput/server/http/request-log';
import { challengeOf, findProof } from '@jemput/shared/bookings/proof-of-work';
import { expect, test } from 'vitest';
import { aServedContext } from '../../fixtures/a-served-context.ts';
import { anOffice, aStint, later, publish } from '../../fixtures/an-office.ts';

/** An office with one evening whose twelve numbers can be had, served on a port. */
async function aServedSession() {
  const lines: string[] = [];
  const office = await anOffice();
  await office.db.insert(queueSettings).values({ id: 1, settings: { release: 'first_come' } });
  await publish(office, [aStint({ start: '2026-11-27', days: 1 })]);
  const [row] = await office.db.select().from(sessions);
  const sessionId = row?.id ?? '';
  const freeFrom = Date.parse('2026-11-24T01:00:00Z');
  const rows = Array.from({ length: 12 }, (_, at) => ({ sessionId, unit: at + 1, freeFrom }));
  await office.db.insert(places).values(rows);
  await office.db.update(queues).set({ numbers: 12, laidOutAt: freeFrom });
  const log = createLog({ write: (line: string) => void lines.push(line) });
  const context = { ...later(office, '2026-11-25T03:00:00Z'), log };
  const served = await aServedContext({ context, trustProxy: true });
  const post = (form: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${served.url}/antrean`, {
      method: 'POST',
      redirect: 'manual',
      headers,
      body: new URLSearchParams({ sessionId, people: '1', name: 'Sri', ...form }),
    });
  return { ...served, ctx: context, sessionId, post, lines };
}

test('a form without a script leads to its number, a repeated one to the same', async () => {
  const { post, url, ctx } = await aServedSession();
  const first = await post({});
  const again = await post({});
  expect([first.status, again.status]).toEqual([303, 303]);
  const location = first.headers.get('location') ?? '';
  expect(location).toMatch(/^\/antrean\/[A-Za-z0-9_-]{32}$/);
  expect(again.headers.get('location')).toBe(location);
  expect(await ctx.db.select().from(tickets)).toHaveLength(1);
  const state = await fetch(`${url}${location}/keadaan.json`);
  expect(await state.json()).toMatchObject({ state: 'held', label: 'A-001', people: 1, can: { cancel: true } });
  expect(state.headers.get('cache-control')).toBe('no-store');
  expect(state.headers.get('x-robots-tag')).toContain('noindex');
});

test('without a script a device is known by the cookie of its first answer, and a namesake with another is another', async () => {
  const { post, ctx } = await aServedSession();
  const twice = await Promise.all([post({}), post({})]);
  const [first, second] = twice.map(({ headers }) => [headers.get('location'), headers.get('set-cookie')]);
  expect(second).toEqual(first);
  const cookie = (first?.[1] ?? '').split(';')[0] ?? '';
  expect((await post({}, { cookie })).headers.get('location')).toBe(first?.[0]);
  const namesake = await post({}, { cookie: `jemput_device=${crypto.randomUUID()}` });
  expect(namesake.headers.get('location')).not.toBe(first?.[0]);
  expect(await ctx.db.select().from(tickets)).toHaveLength(2);
});

test('the device has a cookie that no script reads, and holds two tickets at most', async () => {
  const { post } = await aServedSession();
  const first = await post({ key: 'a-key-of-one-form-1' });
  const cookie = first.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/^jemput_device=[0-9a-f-]{36}; Path=\/antrean; Max-Age=31536000; HttpOnly; SameSite=Lax$/);
  const own = { cookie: cookie.split(';')[0] ?? '', accept: 'application/json' };
  expect((await post({ key: 'a-key-of-one-form-2' }, own)).status).toBe(200);
  const third = await post({ key: 'a-key-of-one-form-3' }, own);
  expect([third.status, await third.json()]).toMatchObject([409, { refusal: 'household_cap' }]);
});

const wrong: [string, Record<string, string>, number, object | null][] = [
  ['200 people', { people: '200' }, 422, { refusal: 'too_many_people', field: 'people' }],
  ['people that are no number', { people: 'all of us' }, 422, { refusal: 'too_many_people', field: 'people' }],
  ['no name', { name: '  ' }, 422, { refusal: 'bad_name', field: 'name' }],
  ['a long name', { name: 'a'.repeat(61) }, 422, { refusal: 'bad_name', field: 'name' }],
  [
    'a telephone number that is none',
    { channel: 'sms', address: '0271-1' },
    422,
    { refusal: 'bad_contact', field: 'contact' },
  ],
  [
    'a channel that is none',
    { channel: 'pigeon', address: 'sri@contoh.id' },
    422,
    { refusal: 'bad_contact', field: 'contact' },
  ],
  ['another session than any', { sessionId: '../../etc' }, 409, { refusal: 'no_numbers_here' }],
  ['10 kB', { name: 'a'.repeat(10_000) }, 413, null],
];

test.each(wrong)('%s is refused with a reason', async (_, form, status, refused) => {
  const { post, ctx } = await aServedSession();
  const answer = await post(form, { accept: 'application/json' });
  expect(answer.status).toBe(status);
  if (refused) expect(await answer.json()).toEqual({ outcome: 'refused', ...refused });
  expect(await ctx.db.select().from(tickets)).toEqual([]);
});

const alone: [string, string, string][] = [
  ['a mail address', 'sri@contoh.id', 'email'],
  ['a mobile number', '0812-3456-7890', 'sms'],
];

test.each(alone)('%s with no channel chosen is an address all the same', async (_, address, channel) => {
  const { post, ctx } = await aServedSession();
  expect((await post({ channel: '', address }, { accept: 'application/json' })).status).toBe(200);
  expect(await ctx.db.select({ channel: contacts.channel }).from(contacts)).toEqual([{ channel }]);
});

test('what is neither is refused, whether or not a channel was chosen', async () => {
  const { post, ctx } = await aServedSession();
  const answer = await post({ channel: '', address: '0271-555123' }, { accept: 'application/json' });
  expect([answer.status, await answer.json()]).toMatchObject([422, { refusal: 'bad_contact', field: 'contact' }]);
  expect(await ctx.db.select().from(tickets)).toEqual([]);
});

test('a refusal leads a browser back to the form, with its reason', async () => {
  const { post, sessionId } = await aServedSession();
  const answer = await post({ name: '' });
  expect(answer.headers.get('location')).toBe(`/jadwal/${sessionId}/nomor?tolak=bad_name&bidang=name`);
});

test('a page of another site cannot ask', async () => {
  const { post } = await aServedSession();
  expect((await post({}, { origin: 'https://evil.example' })).status).toBe(403);
  expect((await post({}, { origin: 'null' })).status).toBe(403);
});

test('forged, cut and foreign links open nothing', async () => {
  const { post, url } = await aServedSession();
  const token = ((await post({})).headers.get('location') ?? '').slice('/antrean/'.length);
  const flipped = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
  for (const forged of [flipped, 'a'.repeat(32), `${token.slice(16)}${token.slice(0, 16)}`]) {
    expect((await fetch(`${url}/antrean/${forged}/keadaan.json`)).status).toBe(404);
  }
});

test('one address is held up after many without a proof of work, and never with one', async () => {
  const { post, ctx, sessionId } = await aServedSession();
  const headers = { accept: 'application/json', 'x-forwarded-for': '10.1.2.3' };
  const answers = await Promise.all(Array.from({ length: 121 }, () => post({ name: '' }, headers)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([422]));
  const asked = await Promise.all(Array.from({ length: 121 }, (_, at) => post({ name: `Sri ${at}` }, headers)));
  expect(asked.filter(({ status }) => status === 429)).toHaveLength(1);
  const key = 'a-key-of-one-form-4';
  const challenge = challengeOf(ctx.secret, sessionId, ctx.now());
  const proof = await findProof(challenge, key, async () => {});
  expect((await post({ key, proof: proof ?? '' }, headers)).status).not.toBe(429);
  expect((await post({ key: 'a-key-of-one-form-5', proof: proof ?? '' }, headers)).status).toBe(429);
});

test('no log has a token, a name or an address', async () => {
  const { post, url, lines } = await aServedSession();
  const location = (await post({ name: 'Sriwahyuni', channel: 'email', address: 'sri.w@contoh.id' })).headers.get(
    'location',
  );
  await (await fetch(`${url}${location}/keadaan.json`)).text();
  await (await fetch(`${url}${location}`)).text();
  await expect.poll(() => lines.filter((line) => line.includes('antrean')).length).toBeGreaterThanOrEqual(3);
  expect(lines.join('')).not.toContain((location ?? '').slice('/antrean/'.length));
  expect(lines.join('')).not.toMatch(/Sriwahyuni|sri\.w/);
});
