import { loadDemo } from '@jemput/server/demo/load-demo';
import { currentTimetable } from '@jemput/server/sessions/timetable-snapshot';
import { checkByText } from '@jemput/server/share/check-by-text';
import { codeOfSession } from '@jemput/server/share/share-of';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { circulatingTexts } from '../../fixtures/circulating-texts.ts';
import { forgedTexts } from '../../fixtures/forged-texts.ts';
import { aContext } from '../../fixtures/test-context.ts';

const origin = 'https://jemput.surakarta.go.id';
const ctx = await aContext({ now: '2026-11-20T15:00:00+07:00' });
let code = '';

beforeAll(async () => {
  await loadDemo(ctx);
  const { sessions } = await currentTimetable(ctx);
  const pajang = sessions.find(({ venueId, session }) => venueId === 'pajang' && session.date === '2026-11-20');
  code = (await codeOfSession(ctx, { id: pajang?.id ?? '' })).code;
});

const ask = (text: string) => checkByText(ctx, { text: text.replace(/\{code of [^}]*\}/, code), origin });

test.each([...circulatingTexts, ...forgedTexts])('%s: %s', async (verdict, text) => {
  const answer = await ask(text);
  expect(
    answer.verdict,
    JSON.stringify(answer.claims.map(({ verdict, why, beside, place }) => [verdict, why, beside, place])),
  ).toBe(verdict);
});

/** Ways to say one session, by its venue, date, weekday and hours. */
const wordings = [
  (at: Told) => `Rekam KTP-el gratis di ${at.place}, ${at.weekday} ${at.day} pukul ${at.hours} WIB`,
  (at: Told) => `${at.place}\n${at.weekday}, ${at.day}\n${at.hours} WIB`,
  (at: Told) => `📍${at.place} 🗓️ ${at.weekday}, ${at.day} ⏰ ${at.hours}`,
  (at: Told) => `REKAM KTP ${at.weekday} ${at.day} JAM ${at.hours} DI ${at.place}`.toUpperCase(),
  (at: Told) => `Pengumuman. ${at.weekday} ${at.day} ${at.hours}: ${at.place}. Bawa fotokopi KK.`,
];

interface Told {
  place: string;
  weekday: string;
  day: string;
  hours: string;
}

const months = [
  'Januari',
  'Februari',
  'Maret',
  'April',
  'Mei',
  'Juni',
  'Juli',
  'Agustus',
  'September',
  'Oktober',
  'November',
  'Desember',
];
const weekdays = ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'];

function toldOf(place: string, date: string, hours: string): Told {
  const [year = '', month = '', day = ''] = date.split('-');
  const weekday = weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';
  return { place, weekday, day: `${Number(day)} ${months[Number(month) - 1]} ${year}`, hours };
}

const otherDay = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Beside the name of a place, that make another of it. */
const around = [
  'rumah Bu Lurah,',
  'Balai RW 3',
  'Pasar',
  'Hotel Sahid,',
  'Toko Makmur depan',
  'sebelah',
  'belakang',
  'samping',
  'untuk warga',
  'Masjid Al-Ikhlas,',
];
const cities = [
  'Kota Semarang',
  'Kabupaten Sukoharjo',
  'Kab. Karanganyar',
  'Kota Yogyakarta',
  'Kab. Boyolali',
  'Klaten',
];

test('a true text with another place, date, hour or city is never simply true', async () => {
  const { sessions } = await currentTimetable(ctx);
  const standing = sessions.filter(({ status, session }) => status === 'scheduled' && session.service === 'recording');
  const names = [...new Set(sessions.map(({ session }) => session.venue.name))];
  const isTrue = (place: string, date: string) =>
    sessions.some(({ session }) => session.venue.name === place && session.date === date);
  let changed = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...standing),
      fc.constantFrom(...wordings),
      fc.constantFrom(...names),
      fc.integer({ min: -20, max: 20 }),
      fc.constantFrom('16.00-20.00', '15.00-21.00', '08.00-12.00', '19.00-23.00', '06.00-09.00'),
      fc.constantFrom(...around),
      fc.constantFrom(...cities),
      async ({ session }, say, name, days, hours, beside, city) => {
        const { venue, date } = session;
        const told = toldOf(
          venue.name,
          date,
          `${session.startsAt.slice(11, 16).replace(':', '.')}-${session.endsAt.slice(11, 16).replace(':', '.')}`,
        );
        expect([say(told), (await ask(say(told))).verdict]).toEqual([say(told), 'true']);
        const moved = otherDay(date, days);
        const forged = [
          ...(isTrue(name, date) ? [] : [say({ ...told, place: name })]),
          ...(isTrue(venue.name, moved) ? [] : [say(toldOf(venue.name, moved, told.hours))]),
          ...(moved === date || days % 7 === 0 ? [] : [say({ ...told, weekday: toldOf('', moved, '').weekday })]),
          say({ ...told, hours }),
          say({ ...told, place: `${beside} ${venue.name}` }),
          say({ ...told, place: `${venue.name}, ${city}` }),
          `Disdukcapil ${city}\n${say(told)}`,
          `${say(told)}\n${city}`,
        ];
        for (const text of forged) expect([text, (await ask(text)).verdict]).not.toEqual([text, 'true']);
        changed += forged.length;
      },
    ),
    { numRuns: 150 },
  );
  expect(changed).toBeGreaterThan(700);
});
