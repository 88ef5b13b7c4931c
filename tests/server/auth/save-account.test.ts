import { listAccounts } from '@jemput/server/auth/list-accounts';
import { saveAccount } from '@jemput/server/auth/save-account';
import { account, acts } from '@jemput/server/db/schema/staff';
import { expect, test } from 'vitest';
import { aContext } from '../../fixtures/test-context.ts';

const budi = { username: 'budi', name: 'Budi', role: 'planner', password: 'correct-horse', disabled: false } as const;

test('an admin makes an account, whose password is kept only as a hash and never audited', async () => {
  const ctx = await aContext({ role: 'admin' });
  const { id } = await saveAccount(ctx, budi);
  expect(await listAccounts(ctx)).toEqual([{ id, username: 'budi', name: 'Budi', role: 'planner', disabled: false }]);
  const stored = JSON.stringify([await ctx.db.select().from(account), await ctx.db.select().from(acts)]);
  expect(stored).not.toContain('correct-horse');
  expect(await ctx.db.select().from(acts)).toMatchObject([
    { act: 'staff.createAccount', subject: id, actorId: 'admin-1' },
  ]);
});

test('nobody else may', async () => {
  for (const role of ['planner', 'crew', 'courier', 'viewer', null] as const) {
    const ctx = await aContext({ role });
    await expect(saveAccount(ctx, budi)).rejects.toMatchObject({ name: 'Forbidden' });
    expect(await listAccounts(ctx)).toEqual([]);
  }
});

test('a taken name, a missing password and an unknown account are refused with nothing written', async () => {
  const ctx = await aContext({ role: 'admin' });
  const { id } = await saveAccount(ctx, budi);
  await expect(saveAccount(ctx, budi)).rejects.toMatchObject({ faults: [{ field: '/username', code: 'taken' }] });
  const { password: _, ...withoutPassword } = budi;
  const other = { ...withoutPassword, username: 'siti' };
  await expect(saveAccount(ctx, other)).rejects.toMatchObject({ faults: [{ field: '/password', code: 'missing' }] });
  await expect(saveAccount(ctx, { ...other, id: 'nobody' })).rejects.toMatchObject({ name: 'NotFound' });
  expect((await listAccounts(ctx)).map((found) => found.id)).toEqual([id]);
  expect(await ctx.db.$count(acts)).toBe(1);
});

test('the last admin can be neither disabled nor demoted', async () => {
  const ctx = await aContext({ role: 'admin' });
  const first = { ...budi, role: 'admin' } as const;
  const { id } = await saveAccount(ctx, first);
  await expect(saveAccount(ctx, { ...first, id, disabled: true })).rejects.toMatchObject({ name: 'Conflict' });
  await expect(saveAccount(ctx, { ...first, id, role: 'viewer' })).rejects.toMatchObject({ name: 'Conflict' });
  await saveAccount(ctx, { ...first, username: 'second' });
  await saveAccount(ctx, { ...first, id, role: 'viewer' });
  expect((await listAccounts(ctx)).find((found) => found.id === id)?.role).toBe('viewer');
});
