import { createAccount } from '@jemput/server/auth/accounts';
import { saveAccount } from '@jemput/server/auth/save-account';
import { signInLimit } from '@jemput/server/auth/sign-in-limit';
import { user } from '@jemput/server/db/schema/staff';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { aServedContext } from '../../fixtures/a-served-context.ts';
import { anActor } from '../../fixtures/test-context.ts';

const siti = { username: 'siti', name: 'Siti', role: 'crew', password: 'correct-horse' } as const;

async function withSiti() {
  const served = await aServedContext();
  const { id } = await createAccount(served.ctx, siti);
  return { ...served, id };
}

test('the right password signs in with a cookie that scripts and other sites cannot use', async () => {
  const { enter, signIn, id } = await withSiti();
  const answer = await enter('siti', 'correct-horse');
  expect(answer.status).toBe(200);
  const [cookie = ''] = answer.headers.getSetCookie();
  expect(cookie).toContain('HttpOnly');
  expect(cookie).toContain('SameSite=Lax');
  const actor = await signIn.actorOf(new Headers({ cookie: cookie.split(';')[0] ?? '' }));
  expect(actor).toEqual({ id, name: 'Siti', role: 'crew' });
});

test('the name is taken in any case', async () => {
  const { enter } = await withSiti();
  expect((await enter('SITI', 'correct-horse')).status).toBe(200);
});

test('a wrong password and an unknown name get the same answer', async () => {
  const { enter } = await withSiti();
  const wrong = await enter('siti', 'wrong-horse');
  const unknown = await enter('nobody', 'wrong-horse');
  expect([wrong.status, unknown.status]).toEqual([401, 401]);
  expect(await wrong.text()).toBe(await unknown.text());
  expect(wrong.headers.getSetCookie()).toEqual([]);
});

test('a made-up or altered cookie is nobody', async () => {
  const { enter, signIn } = await withSiti();
  const [cookie = ''] = (await enter('siti', 'correct-horse')).headers.getSetCookie();
  const altered = (cookie.split(';')[0] ?? '').replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  expect(await signIn.actorOf(new Headers({ cookie: altered }))).toBeNull();
  expect(await signIn.actorOf(new Headers({ cookie: 'jemput.session_token=x.y' }))).toBeNull();
  expect(await signIn.actorOf(new Headers())).toBeNull();
});

test('after five wrong tries that account waits, others at the same address do not', async () => {
  const { enter, ctx } = await withSiti();
  await createAccount(ctx, { ...siti, username: 'agus' });
  const statuses = [];
  for (let time = 0; time < 6; time++) statuses.push((await enter('siti', 'wrong-horse')).status);
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  const refused = await enter('siti', 'correct-horse');
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await enter('agus', 'correct-horse')).status).toBe(200);
});

test('signing in forgives the wrong tries before it', async () => {
  const { enter } = await withSiti();
  const statuses = [];
  for (const password of ['w1', 'w2', 'w3', 'correct-horse', 'w4', 'w5', 'w6', 'correct-horse']) {
    statuses.push((await enter('siti', password)).status);
  }
  expect(statuses).toEqual([401, 401, 401, 200, 401, 401, 401, 200]);
});

test('one address that tries many accounts is stopped too', async () => {
  const limit = signInLimit({ triesPerAddress: 10 });
  const waits = [];
  for (let account = 0; account < 12; account++) waits.push(await limit.tryOnce('203.0.113.7', `account-${account}`));
  expect(waits.map((seconds) => seconds > 0).indexOf(true)).toBe(10);
  expect(await limit.tryOnce('203.0.113.8', 'account-0')).toBe(0);
});

test('a disabled account is signed out at once and cannot sign in', async () => {
  const { enter, signIn, ctx, id } = await withSiti();
  const [cookie = ''] = (await enter('siti', 'correct-horse')).headers.getSetCookie();
  const headers = new Headers({ cookie: cookie.split(';')[0] ?? '' });
  expect(await signIn.actorOf(headers)).not.toBeNull();
  const { password: _, ...kept } = siti;
  await saveAccount({ ...ctx, actor: anActor('admin') }, { ...kept, id, disabled: true });
  expect(await signIn.actorOf(headers)).toBeNull();
  const refused = await enter('siti', 'correct-horse');
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ code: 'ACCOUNT_DISABLED' });
});

test('a new password ends the sign-ins made with the old one', async () => {
  const { enter, signIn, ctx, id } = await withSiti();
  const [cookie = ''] = (await enter('siti', 'correct-horse')).headers.getSetCookie();
  const change = { ...siti, id, password: 'another-horse', disabled: false };
  await saveAccount({ ...ctx, actor: anActor('admin') }, change);
  expect(await signIn.actorOf(new Headers({ cookie: cookie.split(';')[0] ?? '' }))).toBeNull();
  expect((await enter('siti', 'correct-horse')).status).toBe(401);
  expect((await enter('siti', 'another-horse')).status).toBe(200);
});

test.each(['sign-up/email', 'sign-in/email', 'update-user', 'is-username-available', 'delete-user'])(
  'the public cannot reach %s',
  async (path) => {
    const { url, ctx, enter, id } = await withSiti();
    const cookie = (await enter('siti', 'correct-horse')).headers.getSetCookie()[0] ?? '';
    const body = JSON.stringify({
      name: 'x',
      email: 'x@x.id',
      password: 'correct-horse',
      username: 'x',
      role: 'admin',
    });
    const headers = { 'content-type': 'application/json', origin: url, cookie };
    expect((await fetch(`${url}/api/auth/${path}`, { method: 'POST', headers, body })).status).toBe(404);
    const rows = await ctx.db.select({ role: user.role }).from(user).where(eq(user.id, id));
    expect(rows).toEqual([{ role: 'crew' }]);
    expect(await ctx.db.$count(user)).toBe(1);
  },
);

test('another site cannot sign somebody in', async () => {
  const { url, enter } = await withSiti();
  const cookie = (await enter('siti', 'correct-horse')).headers.getSetCookie()[0] ?? '';
  const headers = { 'content-type': 'application/json', origin: 'https://evil.example', cookie };
  const body = JSON.stringify({ username: 'siti', password: 'correct-horse' });
  expect((await fetch(`${url}/api/auth/sign-in/username`, { method: 'POST', headers, body })).status).toBe(403);
});

test('signing out ends the sign-in', async () => {
  const { url, enter, signIn } = await withSiti();
  const cookie = (await enter('siti', 'correct-horse')).headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const headers = { 'content-type': 'application/json', origin: url, cookie };
  expect((await fetch(`${url}/api/auth/sign-out`, { method: 'POST', headers, body: '{}' })).status).toBe(200);
  expect(await signIn.actorOf(new Headers({ cookie }))).toBeNull();
});
