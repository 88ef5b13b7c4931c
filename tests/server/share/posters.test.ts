import { findSessions } from '@jemput/server/sessions/find-sessions';
import { checkByCode } from '@jemput/server/share/check-by-code';
import { drawPoster } from '@jemput/server/share/draw-poster';
import type { Row, Sheet } from '@jemput/server/share/sheet';
import { sheetOfSession } from '@jemput/server/share/sheet-of-session';
import { sheetOfVenue } from '@jemput/server/share/sheet-of-venue';
import { sheetOfWeek } from '@jemput/server/share/sheet-of-week';
import type { WordLanguage } from '@jemput/shared/messages/words/word-keys';
import { wordLanguages } from '@jemput/shared/messages/words/word-keys';
import { getDocumentProxy, getMeta } from 'unpdf';
import { beforeAll, describe, expect, test } from 'vitest';
import { aStint, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';
import { anOfficeWithCounters, COUNTER } from '../../fixtures/counters-of-an-office.ts';
import { misplaced, type Piece, piecesOf, sizeOfText } from '../../fixtures/read-pdf.ts';

const origin = 'https://jemput-bola.disdukcapil.surakarta.go.id';
const asked = (language: WordLanguage = 'id') => ({ origin, language });
const week = '2026-W48';

let ctx: OfficeContext;
let called: { off: string; printing: string; standing: string };

beforeAll(async () => {
  ctx = await anOfficeWithCounters();
  const mojosongo = aStint({ venue: 'mojosongo', kits: ['K02'], days: 1 });
  await publish(ctx, [aStint({ days: 1 }), mojosongo]);
  const { sessions } = await findSessions(ctx, { limit: 500 });
  await publish(ctx, [mojosongo], 'Alat rusak');
  const idOf = (venue: string, service: string) =>
    sessions.find((session) => session.venue.id === venue && session.service === service)?.id ?? '';
  called = {
    off: idOf('pajang', 'recording'),
    printing: idOf(COUNTER.venue, 'printing'),
    standing: idOf('mojosongo', 'recording'),
  };
});

async function textOf(sheet: Sheet): Promise<string> {
  return textIn(await piecesOf(await drawPoster(sheet)));
}

function textIn(pieces: readonly Piece[]): string {
  return pieces
    .map(({ text }) => text)
    .join(' ')
    .replace(/\s+/g, ' ');
}

test('where cards are printed nobody is told to come and be recorded', async () => {
  const sheet = await sheetOfSession(ctx, called.printing, asked());
  expect(sheet.title).toBe('Cetak KTP-el di Loket Kecamatan Laweyan, Senin 23 November 2026');
  const text = await textOf(sheet);
  expect(text).toContain('CETAK KTP-EL · GRATIS');
  expect(text).toContain('Tanda bukti perekaman atau surat keterangan (suket)');
  expect(text).not.toMatch(/REKAM KTP|Umur 16|Datang sendiri/);
});

test('five days of two counters in the same hours at the same place are one line', async () => {
  const sheet = await sheetOfWeek(ctx, { area: COUNTER.area, week }, asked());
  expect(sheet.table?.rows).toHaveLength(1);
  const text = await textOf(sheet);
  expect(text).toContain('Senin–Jumat 23–27 November 08.00–15.00 WIB Loket Kecamatan Laweyan');
  expect(text).toContain('Rekam dan cetak KTP-el · Jl. Dr. Rajiman 1');
  expect(text).toContain('REKAM DAN CETAK KTP-EL · GRATIS');
});

test('a venue’s four weeks are told as a rule and the days on which it does not hold', async () => {
  const text = await textOf(await sheetOfVenue(ctx, COUNTER.venue, asked()));
  expect(text).toContain('Berlaku 20 November–17 Desember 2026');
  expect(text).toContain('Senin–Jumat 08.00–15.00 WIB Rekam dan cetak KTP-el Kecuali 9 Desember');
  expect(text).toContain('Jl. Dr. Rajiman 1');
  const evening = await sheetOfVenue(ctx, 'mojosongo', asked());
  expect(evening.table?.rows).toMatchObject([
    { weekday: 'Jumat', date: '20 November', hours: '16.00–21.00 WIB', place: 'Rekam KTP-el' },
  ]);
  expect(await textOf(await sheetOfVenue(ctx, 'pasar-kleco', asked()))).toContain(
    'Empat minggu ini belum ada jadwal di sini.',
  );
});

describe('a session that was called off', () => {
  let pdf: Uint8Array;
  let pieces: Piece[];

  beforeAll(async () => {
    const dayBefore = later(ctx, '2026-11-19T20:00:00+07:00');
    pdf = await drawPoster(await sheetOfSession(dayBefore, called.off, asked()));
    pieces = await piecesOf(pdf);
  });

  test('says so in the largest letters, then where to go, larger than what no longer holds', () => {
    const [off, instead, struck] = ['DIBATALKAN', 'Loket Kecamatan', '16.00–21.00'].map((text) =>
      sizeOfText(
        pieces.filter((piece) => text !== '16.00–21.00' || piece.text.includes('2026')),
        text,
      ),
    ) as [number, number, number];
    expect(off).toBe(Math.max(...pieces.map(({ size }) => size)));
    expect(instead).toBeGreaterThan(1.5 * struck);
    expect(textIn(pieces)).toMatch(/08.00–15.00 WIB Jl. Dr. Rajiman 1 · 800 m dari Kelurahan Pajang/);
  });

  test('offers nothing that it does not have: no “free”, nothing to bring', () => {
    expect(textIn(pieces)).not.toMatch(/GRATIS|Yang perlu dibawa|Kartu Keluarga/);
  });

  test('its QR code and its link speak of the session to go to, its own code is told too', async () => {
    const page = await (await getDocumentProxy(pdf.slice())).getPage(1);
    const link = (await page.getAnnotations()).find(({ subtype }) => subtype === 'Link')?.url as string;
    const code = new URL(link).searchParams.get('kode') ?? '';
    expect(await checkByCode(ctx, { code })).toMatchObject({
      subjects: [{ kind: 'session', standing: { verdict: 'true', now: { venue: { id: COUNTER.venue } } } }],
    });
    // Both counters open there in the same hours; cards are printed at one of them, and nobody recorded.
    const { sessions } = await findSessions(ctx, { venue: COUNTER.venue, limit: 100 });
    const recording = sessions.filter(({ service }) => service === 'recording');
    const links = await Promise.all(
      recording.map(async ({ id }) => (await sheetOfSession(ctx, id, asked())).check.url),
    );
    expect(links).toContain(link);
    expect(textIn(pieces)).toMatch(/Kode jadwal yang batal: \w{3}-\w{4}/);
  });
});

const row = (at: number): Row => ({
  weekday: ['Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat'][at % 5] ?? '',
  date: `${1 + (at % 28)} November`,
  short: `Sen ${1 + (at % 28)} Nov`,
  hours: '16.00–21.00 WITA',
  place: `Sekolah Menengah Kejuruan Negeri ${at} Surakarta`,
  details: ['Rekam dan cetak KTP-el', 'Jl. Jenderal Sudirman 17, RT 02 RW 05', 'Jeda magrib 17.41–17.56'],
  notes: at % 4 === 1 ? ['Semula Senin 23 November di Balai Kota. Gedung dipakai untuk ujian susulan.'] : [],
  state: at % 4 === 1 ? 'JADWAL BARU' : '',
  tone: 'warm',
  struck: false,
});

test.each(wordLanguages)('in %s nothing leaves the page or covers anything, however long', async (language) => {
  const session = await sheetOfSession(ctx, called.standing, asked(language));
  const cancelled = await sheetOfSession(ctx, called.off, asked(language));
  const weekSheet = await sheetOfWeek(ctx, { area: COUNTER.area, week }, asked(language));
  const place = 'Balai Pertemuan Sekolah Menengah Kejuruan Negeri 2 Surakarta';
  const alarm = { kind: 'changed' as const, word: 'JADWAL BARU', text: `${place}. `.repeat(3) };
  const table = (count: number) => ({
    ...weekSheet,
    table: {
      dates: '28 Desember 2026–3 Januari 2027',
      rows: Array.from({ length: count }, (_, at) => row(at)),
      none: '',
    },
  });
  const sheets: Sheet[] = [
    session,
    { ...session, place, alarm },
    await sheetOfSession(ctx, called.printing, asked(language)),
    cancelled,
    { ...cancelled, evening: cancelled.evening && { ...cancelled.evening, instead: null } },
    await sheetOfVenue(ctx, COUNTER.venue, asked(language)),
    weekSheet,
    ...[0, 1, 2, 3, 7, 12, 25].map(table),
  ];
  for (const sheet of sheets) expect(misplaced(await piecesOf(await drawPoster(sheet)))).toEqual([]);
});

test('the fewer sessions, the larger; the more, the more pages, and each is named', async () => {
  const base = await sheetOfWeek(ctx, { area: COUNTER.area, week }, asked());
  const sizes: number[] = [];
  for (const count of [1, 3, 7, 25]) {
    const rows = Array.from({ length: count }, (_, at) => row(at));
    const pieces = await piecesOf(await drawPoster({ ...base, table: { dates: '', rows, none: '' } }));
    const hours = pieces.filter(({ text }) => text.includes('16.00–21.00 WITA'));
    expect(hours).toHaveLength(count);
    sizes.push(Math.min(...hours.map(({ size }) => size)));
  }
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  expect(sizes[0]).toBeGreaterThan(40);
  // 5 mm: read from a metre and a half.
  expect(sizes.at(-1)).toBeGreaterThan(14);
});

test.each([
  ['id', 'id-ID', 'JUMAT', '16.00–21.00 WIB'],
  ['en', 'en-GB', 'FRIDAY', '16:00–21:00 WIB'],
  ['jv', 'jv-ID', 'JEMUWAH', '16.00–21.00 WIB'],
  ['su', 'su-ID', 'JUMAAH', '16.00–21.00 WIB'],
] as const)('in %s the document says its language, and the day in it', async (language, tag, day, hours) => {
  const pdf = await drawPoster(await sheetOfSession(ctx, called.standing, asked(language)));
  const { info } = await getMeta(await getDocumentProxy(pdf.slice()));
  expect(info).toMatchObject({ Language: tag });
  const text = textIn(await piecesOf(pdf));
  expect(text).toContain(day);
  expect(text).toContain(hours);
  // One line for whoever reads the other language of the street.
  expect(text).toContain(language === 'id' ? 'Mangga rawuh.' : 'Rekam KTP-el, gratis. Silakan datang.');
});

test('the way is told from places that people know, and the same sheet is the same file, small', async () => {
  const sheet = await sheetOfVenue(ctx, 'pasar-kleco', asked());
  // Pajang lies 1.17 km south and 0.93 km east of the market.
  expect(sheet.spot?.near.map(({ text }) => text)).toContain('1,5 km di barat laut Kelurahan Pajang');
  const [one, two] = [await drawPoster(sheet), await drawPoster(sheet)];
  expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
  expect(one.length).toBeLessThan(60_000);
});
