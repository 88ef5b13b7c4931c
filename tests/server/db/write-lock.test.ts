import { inTransaction } from '@jemput/server/db/open';
import { acts } from '@jemput/server/db/schema/staff';
import { serialiseWrites } from '@jemput/server/db/write-lock';
import { count, eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/libsql';
import { expect, test } from 'vitest';
import { aContext } from '../../fixtures/test-context.ts';

const row = (act: string) => ({ at: 0, act, subject: 'x' });

test('100 transactions, 100 writes and 100 reads at once lose nothing but the meant rollbacks', async () => {
  const ctx = await aContext();
  const work = Array.from({ length: 100 }, (_, index) => [
    inTransaction(ctx, async (tx) => {
      await tx.insert(acts).values(row('first'));
      await new Promise((resolve) => setImmediate(resolve));
      await tx.insert(acts).values(row('second'));
      if (index % 25 === 0) throw new Error('meant');
    }),
    ctx.db.insert(acts).values(row('plain')),
    ctx.db.select().from(acts),
  ]);
  const results = await Promise.allSettled(work.flat());
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.message] : []));
  expect(reasons).toEqual(['meant', 'meant', 'meant', 'meant']);
  const rows = await ctx.db.select({ act: acts.act, rows: count() }).from(acts).groupBy(acts.act).orderBy(acts.act);
  expect(rows).toEqual([
    { act: 'first', rows: 96 },
    { act: 'plain', rows: 100 },
    { act: 'second', rows: 96 },
  ]);
});

test('a nested transaction that fails takes back only its own writes', async () => {
  const ctx = await aContext();
  await inTransaction(ctx, async (tx) => {
    await tx.insert(acts).values(row('outer'));
    const inner = inTransaction({ db: tx }, async (nested) => {
      await nested.insert(acts).values(row('inner'));
      throw new Error('meant');
    });
    await expect(inner).rejects.toThrow('meant');
  });
  expect((await ctx.db.select().from(acts)).map((found) => found.act)).toEqual(['outer']);
});

test('reads pass while a transaction is open and see the state before it', async () => {
  const ctx = await aContext();
  await inTransaction(ctx, async (tx) => {
    await tx.insert(acts).values(row('open'));
    expect(await ctx.db.select().from(acts)).toEqual([]);
  });
  expect(await ctx.db.select().from(acts)).toHaveLength(1);
});

test('a write through db inside a transaction ends in an error that says so, and later writes work', async () => {
  const ctx = await aContext();
  const db = drizzle({ client: serialiseWrites(ctx.db.$client, 50) });
  const stuck = db.transaction(async (tx) => {
    await tx.insert(acts).values(row('lost'));
    await db.insert(acts).values(row('stuck'));
  });
  await expect(stuck).rejects.toMatchObject({ cause: { message: expect.stringContaining('use its tx') } });
  await db.insert(acts).values(row('later'));
  expect((await db.select().from(acts).where(eq(acts.act, 'later'))).length).toBe(1);
  expect(await db.select().from(acts)).toHaveLength(1);
});
