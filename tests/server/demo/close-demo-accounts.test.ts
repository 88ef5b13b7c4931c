import { createAccount } from '@jemput/server/auth/accounts';
import { listAccounts } from '@jemput/server/auth/list-accounts';
import { closeDemoAccounts } from '@jemput/server/demo/close-demo-accounts';
import { demoAccounts } from '@jemput/server/demo/demo-accounts';
import { expect, test } from 'vitest';
import { aServedContext } from '../../fixtures/a-served-context.ts';

test('in production the demo’s accounts are shut, those who are in are out, and the office’s own stay', async () => {
  const { ctx, enter, signIn } = await aServedContext();
  for (const account of demoAccounts) await createAccount(ctx, account);
  await createAccount(ctx, { username: 'sri', name: 'Sri', role: 'admin', password: 'correct-horse' });
  const admin = demoAccounts.find(({ role }) => role === 'admin');
  const inside = await enter(admin?.username ?? '', admin?.password ?? '');
  expect(inside.status).toBe(200);
  const cookie = inside.headers.getSetCookie()[0]?.split(';')[0] ?? '';

  await closeDemoAccounts(ctx);
  expect(await signIn.actorOf(new Headers({ cookie }))).toBeNull();
  expect((await enter(admin?.username ?? '', admin?.password ?? '')).status).toBe(403);
  const active = (await listAccounts(ctx)).filter(({ disabled }) => !disabled);
  expect(active.map(({ username }) => username)).toEqual(['sri']);
  expect((await enter('sri', 'correct-horse')).status).toBe(200);
});
