import { ensureCalendar } from '@jemput/server/calendar/ensure-calendar';
import type { Context } from '@jemput/server/context';
import { turnout } from '@jemput/server/db/schema/field';
import { areas, kits, pools, venues } from '@jemput/server/db/schema/places';
import { acts } from '@jemput/server/db/schema/staff';
import { loadDemo } from '@jemput/server/demo/load-demo';
import { Invalid } from '@jemput/server/errors';
import { applyImport } from '@jemput/server/imports/apply-import';
import { checkImport } from '@jemput/server/imports/check-import';
import { exportFile, exportFormats } from '@jemput/server/imports/export-file';
import { type ImportKind, importKinds } from '@jemput/server/imports/kinds';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { aContext, anActor } from '../../fixtures/test-context.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const csv = (kind: ImportKind, text: string) => ({ kind, fileName: `${kind}.csv`, bytes: bytes(text) });

async function aCity(): Promise<Context> {
  const ctx = await aContext({ role: 'planner' });
  await loadDemo(ctx);
  await ensureCalendar(ctx);
  return ctx;
}

async function faultsOf(ctx: Context, kind: ImportKind, text: string) {
  const refused = await applyImport(ctx, csv(kind, text)).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Invalid);
  return (refused as Invalid).faults.map(({ row, field, code }) => `${row} ${field} ${code}`);
}

describe('what is exported can be imported', async () => {
  const from = await aCity();
  const cases = importKinds.flatMap((kind) => exportFormats.map((format) => [kind, format] as const));

  test.each(cases)('%s as %s: nothing would change', async (kind, format) => {
    const file = await exportFile(from.db, kind, format);
    const report = await checkImport(from, { kind, fileName: `x.${format}`, bytes: file });
    expect(report.faults).toEqual([]);
    expect(report.rows).toBeGreaterThan(4);
    expect(report).toMatchObject({ added: 0, changed: 0, unchanged: report.rows });
  });

  test.each(exportFormats)('a second office filled from %s files exports the same again', async (format) => {
    const to = await aContext({ role: 'planner' });
    const { slots } = await import('@jemput/server/db/schema/places');
    await to.db.insert(slots).values(await from.db.select().from(slots));
    for (const kind of importKinds) {
      const file = await exportFile(from.db, kind, format);
      const report = await applyImport(to, { kind, fileName: `x.${format}`, bytes: file });
      expect(report).toMatchObject({ added: report.rows, changed: 0, unchanged: 0 });
      expect((await exportFile(to.db, kind, 'csv')).equals(await exportFile(from.db, kind, 'csv'))).toBe(true);
    }
  });
});

describe('a file that is wrong', async () => {
  const ctx = await aCity();

  test('has each of its faults named, and nothing of it is written', async () => {
    const before = await ctx.db.select().from(venues);
    const told = await faultsOf(
      ctx,
      'venues',
      [
        'id,name,kind,pool,area,lat,lon,max_kits,openings',
        'aula,Aula,kelurahan,33.72.01.1001,33.72.01.1001,-7.57,110.78,2,malam 123456',
        'aula,Aula,kelurahan,33.72.01.1001,33.72.01.1001,-7.57,110.78,2,malam 123456',
        'b,B,stadium,33.72.01.1001,33.72.01.1001,-7.57,110.78,2,',
        'c,C,school,nowhere,33.72.01.1001,-7.57,110.78,2,',
        'd,D,school,33.72.01.1001,33.72.99.1001,-7.57,110.78,2,',
        'e,E,school,33.72.01.1001,33.72.01.1001,110.78,-7.57,2,',
        'f,F,school,33.72.01.1001,33.72.01.1001,-7.57,110.78,0,',
        'g,G,school,33.72.01.1001,33.72.01.1001,-7.57,110.78,two,',
        'h,,school,33.72.01.1001,33.72.01.1001,-7.57,110.78,2,',
        'i,I,school,33.72.01.1001,33.72.01.1001,-7.57,110.78,2,malam 123456 -2013-02-29',
        'j,J,school,33.72.01.1001,33.72.01.1001,-7.57,110.78,2,tengah 123',
        'k,K,school,33.72.01.1001,33.72.01.1001,48.85,2.35,2,',
        'l,"L, and more",school,33.72.01.1001,33.72.01.1001,-7.57,110.78,2,,surplus',
      ].join('\n'),
    );
    expect(told).toEqual([
      '3 id duplicate',
      '4 kind not_one_of',
      '5 pool unknown',
      '6 area unknown',
      '7 lat too_big',
      '8 max_kits too_small',
      '9 max_kits not_a_number',
      '10 name missing',
      '11 openings no_such_date',
      '12 openings unknown',
      '13 lat off_map',
      '14  wrong_cell_count',
    ]);
    expect(await ctx.db.select().from(venues)).toEqual(before);
  });

  test('has all faults of one row named, the second telling of it and what it refers to among them', async () => {
    const told = await faultsOf(
      ctx,
      'pools',
      'id,name,area,eligible,remaining\na,A,33.72.01.1001,5,5\na,,33.72.99,x,-1\nb,B,33.72,5,6',
    );
    expect(told.sort()).toEqual([
      '3 area unknown',
      '3 eligible not_a_number',
      '3 id duplicate',
      '3 name missing',
      '3 remaining too_small',
      '4 remaining too_big',
    ]);
  });

  test('may tell twice of one session without naming its slot', async () => {
    const told = await faultsOf(ctx, 'history', 'venue,date,served\npajang,2013-01-02,5\npajang,2013-01-02,6');
    expect(told).toEqual(['3 venue duplicate']);
  });

  test('has its columns named: unknown, missing and twice', async () => {
    const told = await faultsOf(ctx, 'pools', 'id,nama,area,eligible,eligible\nx,X,33.72.01.1001,5,5\n');
    expect(told.sort()).toEqual([
      '1 eligible duplicate_column',
      '1 nama unknown_column',
      '1 name missing_column',
      '1 remaining missing_column',
    ]);
  });

  test('may tell of a date that does not exist, a day to come, a venue of another kind', async () => {
    const told = await faultsOf(
      ctx,
      'history',
      'venue,kind,date,served\npajang,,2013-02-29,5\npajang,,2031-01-01,5\npajang,market,2013-10-07,5\nx,,2013-10-07,5',
    );
    expect(told).toEqual(['2 date invalid', '3 date not_yet', '4 kind differs', '5 venue unknown']);
  });

  test('is named where it is no text, no workbook, empty, broken in its quotes or neither CSV nor XLSX', async () => {
    const codeOf = async (fileName: string, content: Uint8Array) =>
      (await checkImport(ctx, { kind: 'kits', fileName, bytes: content })).faults.map(
        ({ code, row }) => `${code} ${row}`,
      );
    const latin1 = Uint8Array.from(Buffer.from('id,name\nK1,Alat caf\xe9', 'latin1'));
    expect(await codeOf('x.csv', latin1)).toEqual(['wrong_encoding 2']);
    expect(await codeOf('x.csv', Uint8Array.from(Buffer.from('\ufeffid', 'utf16le')))).toEqual([
      'wrong_encoding undefined',
    ]);
    expect(await codeOf('x.xlsx', bytes('id,name'))).toEqual(['not_a_workbook undefined']);
    expect(await codeOf('x.csv', bytes(' \n\n'))).toEqual(['empty undefined']);
    expect(await codeOf('x.csv', bytes(''))).toEqual(['empty undefined']);
    expect(await codeOf('x.xlsx', bytes(''))).toEqual(['empty undefined']);
    expect(await codeOf('x.csv', bytes('id,name\n"K1,Alat'))).toEqual(['bad_quoting 2']);
    expect(await codeOf('x.pdf', bytes('id'))).toEqual(['unknown_format undefined']);
  });

  test('is not read for somebody who may not', async () => {
    const asViewer = { ...ctx, actor: anActor('viewer') };
    await expect(applyImport(asViewer, csv('kits', ''))).rejects.toThrow('may not');
    await expect(checkImport(asViewer, csv('kits', ''))).rejects.toThrow('may not');
  });
});

describe('a file of another make', async () => {
  const ctx = await aCity();

  test.each([
    [
      'semicolons, decimal commas, a byte order mark and CRLF',
      '\ufeffid;name;base_lat;base_lon;recordings_per_hour\r\nA1;"Alat; satu";-7,5;110,8;18,5\r\n',
    ],
    ['tabs', 'id\tname\tbase_lat\tbase_lon\trecordings_per_hour\nA1\tAlat; satu\t-7.5\t110.8\t18.5'],
    [
      'columns in another order and in capitals',
      'NAME,ID,Base_Lon,Base_Lat,recordings_per_hour\nAlat; satu,A1,110.8,-7.5,18.5',
    ],
  ])('is understood: %s', async (_, text) => {
    await applyImport(ctx, csv('kits', text));
    const [kit] = await ctx.db.select().from(kits).where(eq(kits.id, 'A1'));
    expect(kit).toEqual({
      id: 'A1',
      name: 'Alat; satu',
      baseLat: -7.5,
      baseLon: 110.8,
      recordingsPerHour: 18.5,
      active: true,
    });
  });

  test('is understood: a workbook with numbers, booleans and dates of its own', async () => {
    const date = { value: new Date(Date.UTC(2013, 8, 3)), type: Date, format: 'yyyy-mm-dd' };
    const file = await writeXlsxFile([
      ['venue', 'date', 'slot', 'served'],
      ['pajang', date, 'malam', 41],
    ]).toBuffer();
    const report = await applyImport(ctx, { kind: 'history', fileName: 'Riwayat.XLSX', bytes: file });
    expect(report).toMatchObject({ rows: 1, added: 1 });
    const rows = await ctx.db.select().from(turnout).where(eq(turnout.date, '2013-09-03'));
    expect(rows).toMatchObject([{ venueId: 'pajang', slotId: 'malam', served: 41, turnedAway: null, remaining: null }]);
  });

  test('without a column keeps what the office has there', async () => {
    const [before] = await ctx.db.select().from(pools).where(eq(pools.id, '33.72.05.1013'));
    const text = 'id,name,area,eligible,remaining\n33.72.05.1013,Banyuanyar,33.72.05.1013,900,800';
    expect(await checkImport(ctx, csv('pools', text))).toMatchObject({ added: 0, changed: 1, unchanged: 0 });
    await applyImport(ctx, csv('pools', text));
    const [after] = await ctx.db.select().from(pools).where(eq(pools.id, '33.72.05.1013'));
    expect(after).toEqual({ ...before, eligible: 900, remaining: 800 });
    const [act] = (await ctx.db.select().from(acts)).slice(-1);
    expect(act).toMatchObject({ act: 'imports.apply', subject: 'pools', actorId: 'planner-1' });
  });

  test('may bring areas whose district comes later in the file, not one whose district is unknown', async () => {
    const good = 'code,name\n33.75.01.1001,Desa,\n33.75.01,Kecamatan\n33.75,Kota\n';
    await applyImport(ctx, csv('areas', good));
    const [area] = await ctx.db.select().from(areas).where(eq(areas.code, '33.75.01.1001'));
    expect(area).toMatchObject({ level: 'village', parentCode: '33.75.01' });
    expect(await faultsOf(ctx, 'areas', 'code,name\n34.01.01,Kecamatan')).toEqual(['2 code unknown']);
  });
});

test('a name that a spreadsheet would run comes back as it was, and goes out disarmed', async () => {
  const ctx = await aCity();
  const names = ['=1+1', '+62 811', "-'x", '@sum', "'=kept", '"quoted", and\nmore'];
  await ctx.db.insert(kits).values(
    names.map((name, at) => ({
      id: `F${at}`,
      name,
      baseLat: -7.5,
      baseLon: 110.8,
      recordingsPerHour: 18,
      active: false,
    })),
  );
  const file = await exportFile(ctx.db, 'kits', 'csv');
  expect(file.toString()).not.toMatch(/(^|,|")[=+@]/m);
  for (const format of exportFormats) {
    const again = { kind: 'kits' as const, fileName: `x.${format}`, bytes: await exportFile(ctx.db, 'kits', format) };
    expect(await checkImport(ctx, again)).toMatchObject({ changed: 0, unchanged: 16, faults: [] });
  }
});

test('100,000 rows go in within 30 s of work, and others are answered meanwhile', async () => {
  const ctx = await aCity();
  const rows = Array.from({ length: 100_000 }, (_, at) => {
    const date = new Date(Date.UTC(1990, 0, 1 + Math.floor(at / 10))).toISOString().slice(0, 10);
    return `${['pajang', 'bumi', 'tipes', 'sewu', 'jajar', 'kerten', 'sumber', 'manahan', 'kadipiro', 'nusukan'][at % 10]},${date},malam,${at % 180}`;
  });
  let longest = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 10);
  const started = performance.now();
  const spent = process.cpuUsage();
  const report = await applyImport(ctx, csv('history', `venue,date,slot,served\n${rows.join('\n')}`));
  clearInterval(beat);
  expect(report).toMatchObject({ rows: 100_000, added: 100_000, faults: [] });
  const { user, system } = process.cpuUsage(spent);
  expect((user + system) / 1e6).toBeLessThan(30);
  expect(longest).toBeLessThan(Math.max(500, (performance.now() - started) / 4));
});
