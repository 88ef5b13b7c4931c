import { findSessions } from '@jemput/server/sessions/find-sessions';
import { checkByText } from '@jemput/server/share/check-by-text';
import { codeOfSession } from '@jemput/server/share/share-of';
import { beforeAll, describe, expect, test } from 'vitest';
import { anOffice, aStint, type OfficeContext, publish } from '../../fixtures/an-office.ts';

const origin = 'https://jemput.surakarta.go.id';
let ctx: OfficeContext;

/**
 * What holds: Pajang on Friday 20 and Saturday 21 November, Mojosongo on Wednesday 25 (moved from Tuesday 24), both
 * 16.00–21.00; Pasar Kleco on Friday 4 December 10.00–14.00. Kampung Baru on Monday 23 was cancelled.
 */
beforeAll(async () => {
  ctx = await anOffice();
  const pajang = aStint();
  const kleco = aStint({ venue: 'pasar-kleco', slot: 'siang', kits: ['K03'], start: '2026-12-04', days: 1 });
  const mojosongo = aStint({ venue: 'mojosongo', kits: ['K02'], start: '2026-11-24', days: 1 });
  const baru = aStint({ venue: 'kampung-baru', kits: ['K03'], start: '2026-11-23', days: 1 });
  await publish(ctx, [pajang, kleco, mojosongo, baru]);
  await publish(ctx, [pajang, kleco, { ...mojosongo, start: '2026-11-25' }], 'Gedung dipakai warga');
});

const ask = (text: string) => checkByText(ctx, { text, origin });

/** Each line as people forward it, and what must be said of it: verdict of the text, then of each claim with its reason. */
const truth: [name: string, text: string, verdict: string, claims: string[]][] = [
  [
    'one line',
    'Rekam KTP-el di Kelurahan Pajang, Jumat 20 November 2026 pukul 16.00-21.00 WIB. Gratis!',
    'true',
    ['true'],
  ],
  ['figures', 'Kel. Pajang 20/11/2026 jam 16:00 - 21:00', 'true', ['true']],
  ['day and month alone', 'pajang tgl 20-11 jam 4 sore sampai 9 malam', 'true', ['true']],
  ['an hour within', 'Rekam KTP Kelurahan Pajang Sabtu 21 Nov pukul 7 malam', 'true', ['true']],
  ['ISO', '2026-11-21 16.00–21.00 Pajang', 'true', ['true']],
  [
    'a block of lines',
    '*REKAM KTP-EL*\n📅 Jumat, 20 November 2026\n⏰ 16.00 s/d 21.00 WIB\n📍 Kelurahan Pajang, Kec. Laweyan',
    'true',
    ['true'],
  ],
  ['a range of dates', 'Kelurahan Pajang, 20-21 November 2026, 16.00 - 21.00', 'true', ['true', 'true']],
  ['a list of dates', 'Kelurahan Pajang tanggal 20 dan 21 November mulai jam 4 sore', 'true', ['true', 'true']],
  ['a typing slip in the name', 'Perekaman di Kelurahan Pajng 20 November 2026', 'true', ['true']],
  ['joined words', 'Rekam KTP Kampungbaru Senin 23 November 2026', 'changed', ['cancelled']],
  ['cancelled', 'Kel Kampung Baru, Senin 23 Nov 2026, 16.00-21.00', 'changed', ['cancelled']],
  ['moved', 'Jadwal rekam KTP: Kelurahan Mojosongo, Selasa 24 November 2026 jam 16.00-21.00', 'changed', ['moved']],
  ['moved, and where to', 'Kelurahan Mojosongo Rabu 25 November 16.00-21.00', 'true', ['true']],
  [
    'a list under a heading',
    'Jadwal 16.00-21.00\nKelurahan Pajang: 20 November\nKelurahan Mojosongo: 25 November\nKampung Baru: 23 November',
    'changed',
    ['true', 'true', 'cancelled'],
  ],
  [
    'a heading of a place',
    'KELURAHAN PAJANG\n- Jumat 20 Nov: 16.00-21.00\n- Sabtu 21 Nov: 16.00-21.00\n- Senin 23 Nov: 16.00-21.00',
    'partly',
    ['true', 'true', 'never other-date'],
  ],
  ['other hours', 'Kelurahan Pajang, 20 November 2026, pukul 08.00-15.00', 'never', ['never time']],
  ['an hour when it is shut', 'Kelurahan Pajang 20 November 2026 jam 9 pagi', 'never', ['never time']],
  ['never there on that day', 'Kelurahan Pajang, Rabu 2 Desember 2026, 16.00-21.00', 'never', ['never other-date']],
  [
    'a school nobody knows',
    'Perekaman KTP di SMA Negeri 99, Jumat 20 November 2026 pukul 16.00',
    'never',
    ['never unknown-place'],
  ],
  ['a market in its kelurahan', 'Pasar Kleco, Kelurahan Pajang, Jumat 4 Desember 2026 10.00-14.00', 'true', ['true']],
  ['another venue of the kelurahan', 'Kelurahan Pajang, Jumat 4 Desember 2026, 10.00-14.00', 'partly', ['nearly']],
  ['a district', 'Kecamatan Laweyan 20 November 2026', 'partly', ['nearly']],
  ['tonight', 'Malam ini ada rekam KTP di Kelurahan Pajang jam 4 sore', 'incomplete', ['incomplete relative']],
  ['a weekday alone', 'Jumat malam rekam KTP di kelurahan pajang', 'incomplete', ['incomplete relative']],
  ['no place', 'Perekaman KTP massal 20 November 2026 pukul 16.00-21.00', 'incomplete', ['incomplete place']],
  ['a day that does not exist', 'Kelurahan Pajang 31 November 2026 jam 16.00', 'never', ['never impossible']],
  ['a year that is over', 'Kelurahan Pajang 20 November 2024 pukul 16.00-21.00', 'never', ['never other-date']],
  [
    'a rest for prayer',
    'Kelurahan Pajang 20 November 2026 16.00-21.00 (istirahat Magrib 17.30-18.15)',
    'true',
    ['true'],
  ],
  ['English', 'e-KTP at Kelurahan Pajang, 20 November 2026, 4 pm - 9 pm', 'true', ['true']],
  ['nothing of ours', 'Selamat ulang tahun, semoga panjang umur!', 'nothing', []],
  ['a telephone number and a price list', 'Info: 0271-632202 atau 0812-3456-7890', 'nothing', []],
  ['a cancellation that is true', 'DIBATALKAN: Kampung Baru, Senin 23 November 2026', 'true', ['true']],
  [
    'a cancellation that nobody made',
    'Mohon maaf, rekam KTP Kelurahan Pajang 20 November 2026 DIBATALKAN',
    'never',
    ['never not-cancelled'],
  ],
  ['a denial', 'Kelurahan Pajang 20 November 2026 tidak dibatalkan, tetap buka', 'true', ['true']],
  [
    'our own words of a move',
    'Kelurahan Mojosongo\nRabu 25 November 2026, 16.00–21.00 WIB\nJadwal baru, semula Selasa 24 November, 16.00–21.00',
    'true',
    ['true'],
  ],
  ['struck through', 'Kelurahan Mojosongo ~Selasa 24 November~ Rabu 25 November jam 16.00-21.00', 'true', ['true']],
  [
    'our own words of a week',
    '*Rekam KTP-el, gratis: Kelurahan Pajang*\nJum 20 Nov 2026, 16.00–21.00 WIB: Kelurahan Pajang\nSab 21 Nov 2026, 16.00–21.00 WIB: Kelurahan Pajang\nJum 4 Des 2026, 10.00–14.00 WIB: Pasar Kleco',
    'true',
    ['true', 'true', 'true'],
  ],
  [
    'across months',
    'Kelurahan Pajang 30 November - 1 Desember 2026',
    'never',
    ['never other-date', 'never other-date'],
  ],
  [
    'two places before a date, one false',
    'Mojosongo & Pajang: 20 November 2026',
    'partly',
    ['never other-date', 'true'],
  ],
  [
    'places parted by a comma, before date and hours',
    'Kelurahan Mojosongo, Pajang 20 November 2026 16.00-21.00',
    'partly',
    ['never other-date', 'true'],
  ],
  [
    'every place with every date',
    'Kampung Baru & Pajang: 20 dan 21 November 2026',
    'partly',
    ['never other-date', 'never other-date', 'true', 'true'],
  ],
  ['places after a date', '20 November 2026: Pajang, Mojosongo', 'partly', ['true', 'never other-date']],
  [
    'dates with places, line by line',
    '20 November: Pajang, Mojosongo\n25 November: Mojosongo',
    'partly',
    ['true', 'never other-date', 'true'],
  ],
  [
    'dates with places on one line',
    '20 November: Pajang, Mojosongo; 25 November: Mojosongo',
    'partly',
    ['true', 'never other-date', 'true'],
  ],
  [
    'places with dates on one line',
    'Pajang 20 November, 21 November, Mojosongo 25 November',
    'true',
    ['true', 'true', 'true'],
  ],
  ['places below one another', 'Mojosongo\nPajang\n20 November 2026', 'partly', ['never other-date', 'true']],
  [
    'a market and the hall around it',
    'Pasar Kleco dan Kelurahan Pajang: 20 November 2026',
    'partly',
    ['never other-date', 'true'],
  ],
  [
    'a school nobody knows, and a true place',
    'SMA Negeri 99 dan Kelurahan Pajang: 20 November 2026',
    'partly',
    ['never unknown-place', 'true'],
  ],
  [
    'a place without a date beside one with',
    'Warga Mojosongo yang terhormat,\nKelurahan Pajang 20 November 2026',
    'partly',
    ['true', 'incomplete date'],
  ],
  ...[
    'LIBUR',
    'tutup',
    'tidak jadi',
    'diundur',
    'ditunda',
    'mboten sios',
    'ora sida',
    'prei',
    'teu jadi',
    'pere',
    'tidak buka',
  ].map((word): [string, string, string, string[]] => [
    `off: ${word}`,
    `Rekam KTP 20 November 2026 di Kelurahan Pajang ${word}`,
    'never',
    ['never not-cancelled'],
  ]),
  [
    'off on a line of its own',
    'Kelurahan Pajang 20 November\nMojosongo 25 November\nSEMUA LIBUR',
    'never',
    ['never not-cancelled', 'never not-cancelled'],
  ],
  [
    'put off to another day',
    'Kelurahan Pajang 20 November diundur ke 21 November 2026',
    'partly',
    ['never not-cancelled', 'true'],
  ],
  ['not off', 'Kelurahan Pajang 20 November 2026 tidak libur', 'true', ['true']],
  ['a closing time', 'Kelurahan Pajang 20 November 2026 buka 16.00, tutup 21.00 WIB', 'true', ['true']],
  ['until it closes', 'Kelurahan Pajang 20 November 2026 jam 16.00 sampai tutup', 'true', ['true']],
  ['another zone', 'Kelurahan Pajang 20 November 2026 16.00 WITA - 21.00 WITA', 'never', ['never time']],
  ['another zone, set right', 'Kelurahan Pajang 20 November 2026 17.00 - 22.00 WITA', 'true', ['true']],
  ['a later start', 'Kelurahan Pajang 20 November 2026 mulai jam 20.00', 'never', ['never time']],
  ['a later start, open end', 'Kelurahan Pajang 20 November 2026 20.00 - selesai', 'never', ['never time']],
  ['another city', 'Kelurahan Pajang Kota Semarang 20 November 2026', 'never', ['never unknown-place']],
  ['the city itself', 'Kelurahan Pajang, Kota Surakarta, 20 November 2026', 'true', ['true']],
  ['the city as people call it', 'Kelurahan Pajang Kota Solo 20 November 2026', 'true', ['true']],
  ['another service', 'Rekam SIM di Kelurahan Pajang 20 November 2026', 'partly', ['true']],
  ['true, and asks for money', 'Kelurahan Pajang 20 November 2026, biaya Rp 50.000', 'wary', ['true']],
  ['true, and asks for the NIK', 'Kelurahan Pajang 20 November 2026\nKirim NIK', 'wary', ['true']],
  ['true, and a foreign link', 'Kelurahan Pajang 20 November 2026 daftar di bit.ly/x', 'wary', ['true']],
  [
    'a venue and its address',
    'Kelurahan Pajang\nKantor Kelurahan Pajang\nJumat 20 November 2026, 16.00-21.00',
    'true',
    ['true'],
  ],
  [
    'one line again and again',
    Array.from({ length: 350 }, () => 'Kelurahan Pajang 20 November 2026').join('\n'),
    'true',
    ['true'],
  ],
  [
    'two lines again and again',
    Array.from({ length: 90 }, () => 'Kelurahan Pajang 20 November 2026\nTerima kasih').join('\n'),
    'true',
    ['true'],
  ],
];

describe('texts that go round', () => {
  test.each(truth)('%s', async (_name, text, verdict, claims) => {
    const answer = await ask(text);
    expect(answer.claims.map(({ verdict, why }) => (why ? `${verdict} ${why}` : verdict))).toEqual(claims);
    expect(answer.verdict).toBe(verdict);
  });
});

test('a changed claim says from what to what, since when and why, and quotes the line', async () => {
  const line = 'Kelurahan Mojosongo, Selasa 24 November 2026';
  const [claim] = (await ask(`Halo,\n${line}\nterima kasih`)).claims;
  expect(claim).toMatchObject({
    quotes: [line],
    said: { date: '2026-11-24' },
    now: { date: '2026-11-25' },
    change: { what: 'moved', reason: 'Gedung dipakai warga' },
  });
});

test('a cancelled claim names sessions to go to, a never issued one the nearest true ones', async () => {
  const [cancelled] = (await ask('Kampung Baru 23 November 2026')).claims;
  expect(cancelled?.others.map(({ venue }) => venue.id)).toContain('pajang');
  const [never] = (await ask('Kelurahan Pajang 2 Desember 2026')).claims;
  expect(never?.others[0]).toMatchObject({ venue: { id: 'pajang' }, date: '2026-11-20' });
});

test('a weekday that is not the date’s is told, and the text is not simply true', async () => {
  const [claim] = (await ask('Kelurahan Pajang, Rabu 20 November 2026')).claims;
  expect(claim).toMatchObject({ verdict: 'nearly', why: 'weekday', wrongWeekday: true });
  const [eve] = (await ask('Kelurahan Pajang, malam Minggu 21 November 2026')).claims;
  expect(eve).toMatchObject({ wrongWeekday: false });
});

test('codes and links in a text are looked up', async () => {
  const { sessions } = await findSessions(ctx, { area: '33.72.01' });
  const id = sessions[0]?.id ?? '';
  const { code } = await codeOfSession(ctx, { id });
  const inWords = await ask(`Kelurahan Pajang 20 Nov 2026. Masih berlaku? Kode ${code}`);
  expect(inWords).toMatchObject({ verdict: 'true', codes: [{ answer: 'issued', code }] });
  const inLink = await ask(`Cek: ${origin}/cek?kode=${code} atau ${origin}/jadwal/${id}`);
  expect(inLink).toMatchObject({ codes: [{ answer: 'issued', code }], linked: [{ id }], warnings: [] });
  expect(await ask('Kode cek: K7P-4XM2')).toMatchObject({ codes: [{ answer: expect.stringMatching(/never|slip/) }] });
});

test.each([
  ['Biaya administrasi Rp 50.000', ['money']],
  ['Transfer ke rekening BRI', ['money']],
  ['Gratis, tanpa dipungut biaya', []],
  ['Kirim NIK dan foto KK ke nomor ini', ['identity']],
  ['Bawa fotokopi KK', []],
  ['Daftar di http://bit.ly/ektp-solo', ['link']],
  ['Info: https://surakarta.go.id.ktp-gratis.xyz/daftar', ['link']],
  [`Info: ${origin}/jadwal/x dan https://dispendukcapil.surakarta.go.id`, []],
  ['Lokasi: https://maps.app.goo.gl/abc', []],
  ['SEBARKAN ke semua grup', ['chain']],
  ['Gratis, tidak perlu bayar', []],
  ['Petugas tidak pernah meminta uang; laporkan bila ada.', []],
  ['Kami tidak pernah meminta uang, NIK, atau kode OTP lewat pesan.', []],
  ['Kantor mboten nate nyuwun arta, NIK, utawi kode OTP lumantar pesen.', []],
  ['Kami tara ménta artos, NIK, atanapi kode OTP ngalangkungan pesen.', []],
  ['We never ask for money, your NIK or a one-time code by message.', []],
  ['Tanpa biaya, uang rokok seikhlasnya', ['money']],
  ['Gratis, tapi bayar admin lewat QRIS', ['money']],
  ['Tidak boleh bayar tunai, transfer saja', ['money']],
  ['Boleh diwakilkan', ['delegate']],
  ['Saged dipunwakilaken', ['delegate']],
  ['Datang sendiri, tidak bisa diwakilkan', []],
  ['Rawuh piyambak, mboten saged dipunwakilaken', []],
  ['Sumping nyalira, teu tiasa diwakilkeun', []],
  ['Umur 12 tahun boleh merekam', ['age']],
  ['Khusus 60 tahun ke atas', ['age']],
  ['Usia 17 tahun ke atas', []],
  ['Umur 16 taun minggah utawi sampun krama', []],
  ['Umur 16 tahun ke atas atau sudah menikah', []],
  ['16 years or older, or married', []],
  ['Bawa pas foto 3x4 dan surat pengantar RT', ['papers']],
  ['Tidak perlu surat pengantar', []],
  ['Wajib daftar dulu', ['register']],
  ['Tidak wajib daftar', []],
])('%s: %j', async (text, warnings) => {
  const answer = await ask(text);
  expect(answer.warnings.flatMap((line) => line.warnings)).toEqual(warnings);
});

test('a text far too long is read in part, and that is said', async () => {
  const answer = await ask(
    Array.from({ length: 1000 }, (_, at) => `Kelurahan Pajang ${1 + (at % 28)} November 2026`).join('\n'),
  );
  expect(answer.cut).toBe(true);
  expect(answer.claims.length).toBeLessThanOrEqual(30);
});

test.each([
  ['Jadwal di Mojosongo: 2 Desember 2026', 'Mojosongo'],
  ['Ayo ke Kelurahan Mojosongo 2 Desember 2026', 'Kelurahan Mojosongo'],
  ['Tempat: di Antah Berantah, 20 November 2026', 'Antah Berantah'],
])('the place of %j is named without what leads to it', async (text, place) => {
  const [claim] = (await ask(text)).claims;
  expect(claim?.place).toBe(place);
});

test('a code or a link of another session than the one described is told, and the text is not simply true', async () => {
  const { sessions } = await findSessions(ctx, { limit: 500 });
  const idOf = (venue: string, date: string) =>
    sessions.find((one) => one.venue.id === venue && one.date === date)?.id ?? '';
  const line = 'Kelurahan Pajang 20 November 2026 16.00-21.00';
  const other = idOf('pajang', '2026-11-21');
  const { code } = await codeOfSession(ctx, { id: other });
  expect(await ask(`${line}. Kode ${code}`)).toMatchObject({ verdict: 'partly', astray: true });
  expect(await ask(`${line} ${origin}/jadwal/${other}`)).toMatchObject({ verdict: 'partly', astray: true });
  expect(await ask(`${line} ${origin}/jadwal/${idOf('pajang', '2026-11-20')}`)).toMatchObject({
    verdict: 'true',
    astray: false,
  });
});

test('true sessions beside a false one are the nearest to its place', async () => {
  const [claim] = (await ask('Kelurahan Kampung Baru, Sabtu 5 Desember 2026, 16.00-21.00')).claims;
  const away = claim?.others.map(({ distanceM = 0 }) => distanceM) ?? [];
  expect(away.length).toBeGreaterThan(1);
  expect(away).toEqual([...away].sort((a, b) => a - b));
});

test('a code is no amount of money', async () => {
  expect((await ask(`Kelurahan Pajang 20 November 2026. Cek: ${origin}/cek?kode=99K-X1F9`)).warnings).toEqual([]);
});

test.each([
  ['Rekam KTP malam ini di Kelurahan Kampung Baru', 'kampung-baru'],
  ['Besok rekam KTP di Pajang', 'pajang'],
])('of %j, which names no date, what comes next there is told, also where it is called off', async (text, venue) => {
  const [claim] = (await ask(text)).claims;
  expect(claim?.verdict).toBe('incomplete');
  expect(claim?.others[0]?.venue.id).toBe(venue);
  expect(claim?.others[0]?.status).toBe(venue === 'pajang' ? 'scheduled' : 'cancelled');
});

test('a link to a session’s page and nothing else is something to look at', async () => {
  const { sessions } = await findSessions(ctx, { limit: 1 });
  const id = sessions[0]?.id ?? '';
  expect(await ask(`Cek ya ${origin}/jadwal/${id}`)).toMatchObject({ verdict: 'incomplete', linked: [{ id }] });
});
