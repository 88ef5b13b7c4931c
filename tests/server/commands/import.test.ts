import type { CommandIo } from '@jemput/server/commands/command-io';
import { contentOf } from '@jemput/server/commands/export';
import { importFile } from '@jemput/server/commands/import';
import { kits } from '@jemput/server/db/schema/places';
import { expect, test } from 'vitest';
import { aContext } from '../../fixtures/test-context.ts';

function anIo(): CommandIo & { said: string[] } {
  const said: string[] = [];
  const say = (text: string) => void said.push(text.trimEnd());
  return { said, out: say, err: say, now: () => 0 };
}

const header = 'id,name,base_lat,base_lon,recordings_per_hour';
const file = (text: string) => ({ kind: 'kits' as const, fileName: 'kits.csv', bytes: new TextEncoder().encode(text) });

test('jemput import writes a file and says how much', async () => {
  const ctx = await aContext({ role: 'admin' });
  const io = anIo();
  expect(await importFile(ctx, file(`${header}\nK1,Satu,-7.5,110.8,18\n`), { isDryRun: false, io })).toBe(0);
  expect(io.said).toEqual(['1 rows: 1 added, 0 changed, 0 unchanged.']);
  expect(await contentOf(ctx, 'kits').then(String)).toBe(`\ufeff${header},active\r\nK1,Satu,-7.5,110.8,18,true\r\n`);
});

test('a dry run says the same and writes nothing', async () => {
  const ctx = await aContext({ role: 'admin' });
  const io = anIo();
  expect(await importFile(ctx, file(`${header}\nK1,Satu,-7.5,110.8,18\n`), { isDryRun: true, io })).toBe(0);
  expect(io.said).toEqual(['1 rows: 1 added, 0 changed, 0 unchanged. Dry run; nothing was written.']);
  expect(await ctx.db.select().from(kits)).toEqual([]);
});

test.each([true, false])('faults are told one a line and end with 2 (dry run: %s)', async (isDryRun) => {
  const ctx = await aContext({ role: 'admin' });
  const io = anIo();
  const text = `${header}\nK1,Satu,-7.5,110.8,18\nK2,,-7.5,110.8,18\nK3,Tiga,-7.5,110.8,slow\n`;
  expect(await importFile(ctx, file(text), { isDryRun, io })).toBe(2);
  expect(io.said).toEqual([
    'kits.csv: row 3: name: name must be a value, got nothing. [missing]',
    'kits.csv: row 4: recordings_per_hour: recordings_per_hour must be a number, without thousands separators, got "slow". [not_a_number]',
    '2 faults; nothing was written.',
  ]);
  expect(await ctx.db.select().from(kits)).toEqual([]);
});
