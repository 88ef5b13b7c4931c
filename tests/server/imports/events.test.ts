import { datedEvents } from '@jemput/server/db/schema/field';
import { sessions } from '@jemput/server/db/schema/sessions';
import { Invalid } from '@jemput/server/errors';
import { applyImport } from '@jemput/server/imports/apply-import';
import { describe, expect, test } from 'vitest';
import { anOffice, type OfficeContext } from '../../fixtures/an-office.ts';

const header = 'name,start_date,end_date,slot,venue_kind,area\n';
const file = (rows: string) => ({
  kind: 'events' as const,
  fileName: 'peristiwa.csv',
  bytes: new TextEncoder().encode(header + rows),
});

async function faultsOf(ctx: OfficeContext, rows: string): Promise<string[]> {
  const error = await applyImport(ctx, file(rows)).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Invalid);
  return (error as Invalid).faults.map(({ row, field, code }) => `${row} ${field} ${code}`);
}

describe('a file of events', () => {
  test('is written once: the same again changes nothing, another end replaces', async () => {
    const ctx = await anOffice();
    const rows = 'rain,2026-11-02,2026-11-03,,,\nexams,2026-12-01,2026-12-05,malam,school,33.72.01\n';
    expect(await applyImport(ctx, file(rows))).toMatchObject({ added: 2, changed: 0 });
    const first = await ctx.db.select().from(datedEvents);
    expect(await applyImport(ctx, file(rows))).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
    expect(await applyImport(ctx, file('rain,2026-11-02,2026-11-04,,,\n'))).toMatchObject({ added: 0, changed: 1 });
    const after = await ctx.db.select().from(datedEvents);
    expect(after.map(({ id }) => id).sort()).toEqual(first.map(({ id }) => id).sort());
    expect(after.find(({ name }) => name === 'rain')?.endDate).toBe('2026-11-04');
    expect(await ctx.db.select().from(sessions)).toEqual([]);
  });

  test('has every fault named, and nothing of it is written', async () => {
    const ctx = await anOffice();
    await applyImport(ctx, file('rain,2026-11-02,2026-11-03,,,\n'));
    const told = await faultsOf(
      ctx,
      [
        '!?,2026-11-02,2026-11-03,,,',
        'exams,2026-02-30,2026-03-02,,,',
        'parade,2026-12-03,2026-12-01,,,',
        'exams,2026-12-10,2026-12-12,subuh,stadium,33.99',
        'rain,2026-11-03,2026-11-09,malam,,',
        'parade,2026-12-01,2026-12-02,,,33.72.01',
        'parade,2026-12-02,2026-12-02,,school,33.72.01.1001',
        'parade,2026-12-02,2026-12-02,,,33.72.04',
        'exams,2027-01-01,2027-05-01,,,',
      ].join('\n'),
    );
    expect(told).toEqual([
      '2 name invalid',
      '3 start_date invalid',
      '4 end_date reversed_dates',
      '5 venue_kind not_one_of',
      '5 slot unknown',
      '5 area unknown',
      '6 start_date overlaps',
      '8 start_date overlaps',
      '10 end_date too_long_run',
    ]);
    expect(await ctx.db.select().from(datedEvents)).toHaveLength(1);
  });

  test('has names as people write them', async () => {
    const ctx = await anOffice();
    await applyImport(ctx, file('Pawai Kota,2026-12-05,2026-12-06,,,\n17 Agustus,2026-08-17,2026-08-17,,,\n'));
    const again = await applyImport(ctx, file('pawai_kota,2026-12-05,2026-12-06,,,\n'));
    expect(again).toMatchObject({ added: 0, unchanged: 1 });
    const names = (await ctx.db.select().from(datedEvents)).map(({ name }) => name);
    expect(names.sort()).toEqual(['17_agustus', 'pawai_kota']);
  });

  test('may be 120 days long at most', async () => {
    const ctx = await anOffice();
    expect(await applyImport(ctx, file('exams,2027-01-01,2027-04-30,,,\n'))).toMatchObject({ added: 1 });
  });

  test('may move a run out of the way of another in the same file', async () => {
    const ctx = await anOffice();
    await applyImport(ctx, file('rain,2026-11-02,2026-11-09,,,\n'));
    const report = await applyImport(ctx, file('rain,2026-11-02,2026-11-03,,,\nrain,2026-11-04,2026-11-09,malam,,\n'));
    expect(report).toMatchObject({ added: 1, changed: 1 });
  });
});
