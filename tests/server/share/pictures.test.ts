import { randomUUID } from 'node:crypto';
import { receiveReport } from '@jemput/server/field/receive-report';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import { drawPicture } from '@jemput/server/share/draw-picture';
import { sheetOfSession } from '@jemput/server/share/sheet-of-session';
import { sheetOfToday } from '@jemput/server/share/sheet-of-today';
import type { CrewState, IncidentKind } from '@jemput/shared/field/field-report';
import { expect, test } from 'vitest';
import { aServedContext } from '../../fixtures/a-served-context.ts';
import { anOffice, aStint, as, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';

const origin = 'http://localhost:3000';
const asked = { origin, language: 'id' } as const;

async function tonight(): Promise<{ ctx: OfficeContext; id: string }> {
  const ctx = await anOffice();
  await publish(ctx, [aStint({ days: 1 }), aStint({ venue: 'mojosongo', kits: ['K02'] })]);
  const { sessions } = await findSessions(ctx, { venue: 'pajang' });
  return { ctx, id: sessions[0]?.id ?? '' };
}

function at(ctx: OfficeContext, clock: string): OfficeContext {
  return later(ctx, `2026-11-20T${clock}:00+07:00`);
}

async function report(
  ctx: OfficeContext,
  sessionId: string,
  clock: string,
  state: CrewState,
  incident: IncidentKind | null,
) {
  const madeAt = Date.parse(`2026-11-20T${clock}:00+07:00`);
  const told = {
    id: randomUUID(),
    sessionId,
    madeAt,
    kind: 'state' as const,
    state,
    incident,
    note: 'Bu Sri menunggu',
  };
  await receiveReport(at(as(ctx, 'crew-1'), clock), told);
}

test('while it is under way a picture says what its crew said last, when, and where else to go', async () => {
  const { ctx, id } = await tonight();
  expect((await sheetOfSession(at(ctx, '15:00'), id, asked)).evening?.news).toBeNull();
  await report(ctx, id, '17:33', 'paused', 'power');
  const paused = await sheetOfSession(at(ctx, '17:40'), id, asked);
  expect(paused.evening).toMatchObject({
    news: { tone: 'danger', state: 'Berhenti sementara', why: 'listrik padam', at: 'kabar 17.33' },
    instead: { place: 'Kelurahan Mojosongo', day: 'Jumat 20 November' },
  });
  expect(JSON.stringify(paused)).not.toContain('Bu Sri');
  await report(ctx, id, '18:50', 'last', null);
  const last = await sheetOfSession(at(ctx, '18:55'), id, { origin, language: 'en' });
  expect(last.evening?.news).toMatchObject({ state: 'Last numbers', at: 'news of 18:50' });
  await report(ctx, id, '19:10', 'full', null);
  const full = await sheetOfSession(at(ctx, '19:12'), id, asked);
  expect(full.evening).toMatchObject({
    news: { state: 'Penuh', at: 'kabar 19.10' },
    instead: { place: 'Kelurahan Mojosongo' },
  });
  const [before, now] = [
    await drawPicture({ ...full, evening: full.evening && { ...full.evening, news: null } }),
    await drawPicture(full),
  ];
  expect(Buffer.from(before).equals(Buffer.from(now))).toBe(false);
});

test('a reason is told whole: the longer it is, the smaller its letters', async () => {
  const { ctx, id } = await tonight();
  const sheet = await sheetOfSession(ctx, id, asked);
  const reason = 'SMA Negeri 4 memakai ruangannya untuk ujian; perekaman dipindah ke hari lain di tempat yang sama';
  const alarm = (text: string) => ({ ...sheet, alarm: { kind: 'changed' as const, word: 'JADWAL BARU', text } });
  const drawn = await Promise.all(
    [reason, `${reason} juga`].map(async (text) =>
      Buffer.from(await drawPicture(alarm(`Semula Senin 23 November. ${text}.`))),
    ),
  );
  // What was cut off before could say anything and looked the same.
  expect(drawn[0]?.equals(drawn[1] as Buffer)).toBe(false);
});

test('the city’s day is a picture too, what is over left out, and empty days say so', async () => {
  const { ctx } = await tonight();
  const { table, place } = await sheetOfToday(at(ctx, '12:00'), asked);
  expect(place).toBe('Hari ini di Kota Surakarta');
  expect(table).toMatchObject({ dates: 'Jumat 20 November 2026' });
  expect(table?.rows.map((row) => `${row.hours} ${row.place}`)).toEqual([
    '16.00–21.00 WIB Kelurahan Mojosongo',
    '16.00–21.00 WIB Kelurahan Pajang',
  ]);
  expect((await sheetOfToday(at(ctx, '21:30'), asked)).table?.rows).toEqual([]);
});

test('a tall picture fills a phone; each address answers in the language that it asks for', async () => {
  const { ctx, id } = await tonight();
  const { url } = await aServedContext({ origin, context: ctx });
  const answerOf = async (path: string) => {
    const answer = await fetch(url + path);
    expect(answer.status).toBe(200);
    return { language: answer.headers.get('content-language'), bytes: Buffer.from(await answer.arrayBuffer()) };
  };
  const tall = await answerOf(`/jadwal/${id}/gambar.png?bentuk=tegak`);
  expect([tall.bytes.readUInt32BE(16), tall.bytes.readUInt32BE(20)]).toEqual([1080, 1920]);
  expect(tall.bytes.length).toBeLessThan(400_000);
  const path = `/jadwal/${id}/poster.pdf`;
  const [plain, javanese, unknown] = [
    await answerOf(path),
    await answerOf(`${path}?lang=jv`),
    await answerOf(`${path}?lang=xx`),
  ];
  expect([plain.language, javanese.language, unknown.language]).toEqual(['id-ID', 'jv-ID', 'id-ID']);
  expect(javanese.bytes.equals(plain.bytes)).toBe(false);
  expect(unknown.bytes.equals(plain.bytes)).toBe(true);
  for (const other of ['/gambar.png?lang=su', '/lokasi/pajang/poster.pdf', '/lokasi/pajang/gambar.png?lang=en'])
    await answerOf(other);
  expect((await fetch(`${url}/lokasi/nowhere/poster.pdf`)).status).toBe(404);
});
