import { comingOfAge } from '@jemput/server/db/schema/field';
import { pools } from '@jemput/server/db/schema/places';
import { Invalid } from '@jemput/server/errors';
import { applyImport } from '@jemput/server/imports/apply-import';
import { importers } from '@jemput/server/imports/importers';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { anOffice, type OfficeContext } from '../../fixtures/an-office.ts';

const file = (rows: string, header = 'pool,month,people') => ({
  kind: 'coming-of-age' as const,
  fileName: 'tujuh-belas.csv',
  bytes: new TextEncoder().encode(`${header}\n${rows}`),
});

async function faultsOf(ctx: OfficeContext, rows: string): Promise<string[]> {
  const error = await applyImport(ctx, file(rows)).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Invalid);
  return (error as Invalid).faults.map(({ row, field, code }) => `${row} ${field} ${code}`);
}

test('more people than a pool has, and a month that is over, are refused with the reason', async () => {
  // The office's clock stands at 20 November 2026; 1,200 people are eligible in every pool.
  const ctx = await anOffice();
  const rows = 'pajang,2026-12,1201\npajang,2026-10,30\npajang,2026-11,1200\npajang,2026-13,5\nnowhere,2026-12,5\n';
  expect(await faultsOf(ctx, rows)).toEqual([
    '2 people above_pool',
    '3 month past_month',
    '5 month invalid',
    '6 pool unknown',
  ]);
  expect(await ctx.db.select().from(comingOfAge)).toEqual([]);
});

test('a month that is over is taken where it is marked, enters at once, and comes back the same', async () => {
  const ctx = await anOffice();
  await applyImport(ctx, file('pajang,2026-10,30,ya\n', 'pool,month,people,past'));
  const [pajang] = await ctx.db.select().from(pools).where(eq(pools.id, 'pajang'));
  expect(pajang).toMatchObject({ eligible: 1230, remaining: 1030 });
  const exported = await importers['coming-of-age'].exportRows(ctx.db);
  expect(exported).toEqual([['pajang', '2026-10', 30, true]]);
  expect(await applyImport(ctx, file('pajang,2026-10,30\n'))).toMatchObject({ unchanged: 1, added: 0, changed: 0 });
  expect(await faultsOf(ctx, 'pajang,2026-10,31\n')).toEqual(['2 people already_entered']);
});
