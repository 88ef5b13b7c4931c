import { readXlsx } from '@jemput/server/imports/read-xlsx';
import { unpackedSize } from '@jemput/server/imports/zip-size';
import { expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';

const workbook = () =>
  writeXlsxFile([
    ['id', 'name'],
    ['a', 'Aula'],
    [null, ''],
    ['b', 7.5],
  ]).toBuffer();

test('rows are counted as the sheet shows them, empty ones left out', async () => {
  expect(await readXlsx(await workbook())).toEqual({
    header: ['id', 'name'],
    rows: [
      { row: 2, cells: ['a', 'Aula'] },
      { row: 4, cells: ['b', '7.5'] },
    ],
  });
});

test('a workbook that would unpack to more than is taken is refused before it is unpacked', async () => {
  const bytes = await workbook();
  const entry = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  bytes.writeUInt32LE(0xfffffff0, entry + 24);
  await expect(readXlsx(bytes)).rejects.toMatchObject({ fault: { code: 'too_large' } });
});

test('a torn workbook is no workbook', async () => {
  const bytes = await workbook();
  expect(unpackedSize(bytes.subarray(0, bytes.length - 40))).toBeNull();
  await expect(readXlsx(bytes.subarray(0, 300))).rejects.toMatchObject({ fault: { code: 'not_a_workbook' } });
  bytes.fill(0, 40, bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])));
  await expect(readXlsx(bytes)).rejects.toMatchObject({ fault: { code: 'not_a_workbook' } });
});
