import { calendarDays } from '@jemput/server/db/schema/places';
import { Invalid } from '@jemput/server/errors';
import { applyImport } from '@jemput/server/imports/apply-import';
import { expect, test } from 'vitest';
import { aContext } from '../../fixtures/test-context.ts';

const file = (rows: string) => ({
  kind: 'calendar' as const,
  fileName: 'kalender.csv',
  bytes: new TextEncoder().encode(`kind,name,start_date,end_date\n${rows}`),
});

test('a file of dates is written once: the same again changes nothing, another end replaces', async () => {
  const ctx = await aContext();
  const rows = 'school_break,Libur semester,2026-12-21,2027-01-02\nexam,Ujian akhir,2026-11-30,2026-12-05\n';
  expect(await applyImport(ctx, file(rows))).toMatchObject({ added: 2, changed: 0 });
  expect(await applyImport(ctx, file(rows))).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
  const longer = 'school_break,Libur semester,2026-12-21,2027-01-09\n';
  expect(await applyImport(ctx, file(longer))).toMatchObject({ added: 0, changed: 1 });
  const after = await ctx.db.select().from(calendarDays);
  expect(after.map(({ name, endDate }) => [name, endDate]).toSorted()).toEqual([
    ['Libur semester', '2027-01-09'],
    ['Ujian akhir', '2026-12-05'],
  ]);
});

test('a wrong file has every fault named, and nothing of it is written', async () => {
  const ctx = await aContext();
  const rows = [
    'feast,Sekaten,2026-08-20,2026-08-26',
    'exam,Ujian,2026-02-30,2026-03-02',
    'exam,Ujian,2026-12-03,2026-12-01',
    'school_break,Libur,2026-06-01,2026-12-01',
    'holiday,Hari Jadi,2027-02-17,2027-02-17',
    'holiday,Hari Jadi,2027-02-16,2027-02-17',
    'holiday,,2027-03-01,2027-03-01',
  ].join('\n');
  const refused = await applyImport(ctx, file(rows)).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Invalid);
  expect((refused as Invalid).faults.map(({ row, field, code }) => `${row} ${field} ${code}`)).toEqual([
    '2 kind not_one_of',
    '3 start_date invalid',
    '4 end_date reversed_dates',
    '5 end_date too_long_run',
    '7 start_date in_calendar',
    '8 name missing',
  ]);
  expect(await ctx.db.select().from(calendarDays)).toEqual([]);
});
