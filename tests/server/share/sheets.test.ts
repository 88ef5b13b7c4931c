import { findSessions } from '@jemput/server/sessions/find-sessions';
import { checkByCode } from '@jemput/server/share/check-by-code';
import { drawPicture } from '@jemput/server/share/draw-picture';
import { sheetOfSession } from '@jemput/server/share/sheet-of-session';
import { sheetOfWeek } from '@jemput/server/share/sheet-of-week';
import { Resvg } from '@resvg/resvg-wasm';
import jsqr from 'jsqr';
import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { beforeAll, describe, expect, test } from 'vitest';
import { aServedContext } from '../../fixtures/a-served-context.ts';
import { anOffice, aStint, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';

/** Its types say that the module is the function; Node gives it as `default`. */
const readQr = (jsqr as unknown as { default: typeof import('jsqr').default }).default;

const origin = 'http://localhost:3000';
const asked = { origin, language: 'id' } as const;
const pajang = '33.72.01.1001';
let url: string;
let ctx: OfficeContext;
let id: string;

beforeAll(async () => {
  ctx = await anOffice();
  url = (await aServedContext({ origin, context: ctx })).url;
  await publish(ctx, [aStint({ days: 1 }), aStint({ venue: 'mojosongo', kits: ['K02'], days: 1 })]);
  const { sessions } = await findSessions(ctx, { venue: 'pajang' });
  id = sessions[0]?.id ?? '';
  // Also makes ready, in this thread, what `qrIn` reads pictures with.
  await drawPicture(await sheetOfSession(ctx, id, asked));
});

async function bytesOf(path: string): Promise<Uint8Array> {
  const answer = await fetch(url + path);
  expect(answer.status).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
}

/** Width and height in the header of a PNG (RFC 2083, 11.2.1). */
function sizeOf(png: Uint8Array): [number, number] {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
}

/** The pixels of a PNG as a browser would show them. */
function qrIn(png: Uint8Array): string | undefined {
  const image = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="1200" height="630"><image width="1200" height="630" xlink:href="${image}"/></svg>`;
  const { pixels, width, height } = new Resvg(svg).render();
  return readQr(new Uint8ClampedArray(pixels), width, height)?.data;
}

async function verdictOf(address: string | undefined): Promise<unknown> {
  const code = new URL(address ?? '').searchParams.get('kode') ?? '';
  const answer = await checkByCode(ctx, { code });
  return answer.answer === 'issued' ? answer.subjects[0] : answer;
}

async function textOf(pdf: Uint8Array): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(pdf.slice()), { mergePages: true });
  return text.replace(/\s+/g, ' ');
}

async function linkIn(pdf: Uint8Array): Promise<string | undefined> {
  const page = await (await getDocumentProxy(pdf.slice())).getPage(1);
  return (await page.getAnnotations()).find(({ subtype }) => subtype === 'Link')?.url;
}

test('a picture is 1200 × 630, under 300 kB, and its QR code leads to an answer that it holds', async () => {
  const png = await bytesOf(`/jadwal/${id}/gambar.png`);
  expect(sizeOf(png)).toEqual([1200, 630]);
  expect(png.length).toBeLessThan(300_000);
  const address = qrIn(png);
  expect(address).toMatch(/^http:\/\/localhost:3000\/cek\?kode=\w{3}-\w{4}$/);
  expect(await verdictOf(address)).toMatchObject({ kind: 'session', standing: { verdict: 'true' } });
});

test('a poster says where and when in text, and its link leads to the same answer', async () => {
  const pdf = await bytesOf(`/jadwal/${id}/poster.pdf`);
  const text = await textOf(pdf);
  for (const said of [
    'JUMAT',
    '20 November 2026',
    '16.00–21.00 WIB',
    'Kelurahan Pajang',
    'Jl. Uji 1',
    'Diperiksa 20 November 2026 pukul 09.00 WIB',
  ]) {
    expect(text).toContain(said);
  }
  const address = await linkIn(pdf);
  expect(text).toContain(new URL(address ?? '').searchParams.get('kode'));
  expect(await verdictOf(address)).toMatchObject({ kind: 'session', standing: { verdict: 'true' } });
});

test('a poster is tagged, names its language and title, and is one page of A4', async () => {
  const pdf = await bytesOf(`/jadwal/${id}/poster.pdf`);
  const document = await getDocumentProxy(pdf.slice());
  const { info } = await getMeta(document);
  expect(document.numPages).toBe(1);
  expect(info).toMatchObject({ Title: 'Rekam KTP-el di Kelurahan Pajang, Jumat 20 November 2026', Language: 'id-ID' });
  const page = await document.getPage(1);
  expect(page.view.map(Math.round)).toEqual([0, 0, 595, 842]);
  expect(JSON.stringify(await page.getStructTree())).toContain('Kode QR untuk memeriksa kode');
  expect(await document.getMarkInfo()).toMatchObject({ Marked: true });
});

test('a kelurahan’s week has both, and its code speaks of the week', async () => {
  const png = await bytesOf(`/wilayah/${pajang}/gambar.png?minggu=2026-W47`);
  expect(sizeOf(png)).toEqual([1200, 630]);
  expect(await verdictOf(qrIn(png))).toMatchObject({ kind: 'week', week: '2026-W47', verdict: 'true' });
  const text = await textOf(await bytesOf(`/wilayah/${pajang}/poster.pdf?minggu=2026-W47`));
  for (const said of ['Kelurahan Pajang', '16–22 November 2026', 'Jumat 20 November 16.00–21.00 WIB'])
    expect(text).toContain(said);
  expect(await bytesOf(`/wilayah/${pajang}/poster.pdf`)).toEqual(
    await bytesOf(`/wilayah/${pajang}/poster.pdf?minggu=2026-W47`),
  );
});

test('who has it already is told so, and what nobody knows is 404', async () => {
  const path = `${url}/jadwal/${id}/gambar.png`;
  const etag = (await fetch(path)).headers.get('etag') ?? '';
  expect((await fetch(path, { headers: { 'If-None-Match': etag } })).status).toBe(304);
  for (const other of [
    '/jadwal/nowhere/poster.pdf',
    `/wilayah/${pajang}/gambar.png?minggu=2031-W01`,
    `/wilayah/${pajang}/gambar.png?minggu=x`,
    '/wilayah/99.99/poster.pdf',
  ]) {
    expect((await fetch(url + other)).status).toBe(404);
  }
});

describe('after a change', () => {
  let old: { png: string | undefined; pdf: string | undefined };

  beforeAll(async () => {
    old = {
      png: qrIn(await bytesOf(`/jadwal/${id}/gambar.png`)),
      pdf: await linkIn(await bytesOf(`/jadwal/${id}/poster.pdf`)),
    };
    const mojosongo = aStint({ venue: 'mojosongo', kits: ['K02'], days: 1 });
    await publish(ctx, [aStint({ start: '2026-11-21', days: 1 }), mojosongo], 'Gedung dipakai');
  });

  test('the old sheets’ code says from what to what', async () => {
    expect(old.png).toBe(old.pdf);
    expect(await verdictOf(old.pdf)).toMatchObject({
      standing: {
        verdict: 'moved',
        said: { date: '2026-11-20' },
        now: { date: '2026-11-21' },
        change: { reason: 'Gedung dipakai' },
      },
    });
  });

  test('the new poster says so large, with what it was, and has a code that holds', async () => {
    const pdf = await bytesOf(`/jadwal/${id}/poster.pdf`);
    const text = await textOf(pdf);
    for (const said of [
      'JADWAL BARU',
      'Semula Jumat 20 November, 16.00–21.00 WIB. Gedung dipakai.',
      'Sabtu 21 November 2026',
    ]) {
      expect(text).toContain(said);
    }
    expect(await verdictOf(await linkIn(pdf))).toMatchObject({ standing: { verdict: 'true' } });
  });

  test('cancelled: the poster says so large, and the old code where to go instead', async () => {
    await publish(ctx, [aStint({ venue: 'mojosongo', kits: ['K02'], days: 1 })], 'Alat rusak');
    const text = await textOf(await bytesOf(`/jadwal/${id}/poster.pdf`));
    expect(text).toContain('DIBATALKAN Alat rusak.');
    expect(text).toContain('Datang ke sini: Kelurahan Mojosongo Jumat 20 November 16.00–21.00 WIB');
    expect(await verdictOf(old.pdf)).toMatchObject({
      standing: { verdict: 'cancelled' },
      alternatives: [{ venue: { id: 'mojosongo' } }],
    });
    expect(await textOf(await bytesOf(`/wilayah/${pajang}/poster.pdf`))).toContain('DIBATALKAN');
  });
});

test('an evening that is over says so', async () => {
  const sheet = await sheetOfSession(
    later(ctx, '2026-12-24T02:00:00Z'),
    (await findSessions(ctx, { venue: 'mojosongo' })).sessions[0]?.id ?? '',
    asked,
  );
  expect(sheet.alarm?.word).toBe('SUDAH SELESAI');
});

test('long names and full weeks stay readable: a QR code can be read on each', async () => {
  const sheet = await sheetOfWeek(ctx, { area: pajang, week: '2026-W47' }, asked);
  const row = {
    weekday: 'Rabu',
    date: '25 November',
    short: 'Rab 25 Nov',
    hours: '16.00–21.00 WITA',
    place: 'Sekolah Menengah Kejuruan Negeri 2 Surakarta',
    details: ['Jeda magrib 17.41–17.56'],
    notes: ['Semula Senin 23 November, 16.00–21.00 WITA. Gedung dipakai.'],
    state: 'JADWAL BARU',
    tone: 'warm' as const,
    struck: false,
  };
  const long = {
    ...sheet,
    place: 'Kelurahan Sumber Rejo Wetan Kidul',
    table: { dates: '28 Desember 2026–3 Januari 2027', rows: Array.from({ length: 12 }, () => row), none: '' },
  };
  const png = await drawPicture(long);
  expect(png.length).toBeLessThan(300_000);
  expect(qrIn(png)).toBe(sheet.check.url);
});
