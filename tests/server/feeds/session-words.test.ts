import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { feedRoutes } from '@jemput/server/feeds/routes';
import { linesOf, type Telling, titleOf } from '@jemput/server/feeds/session-words';
import { feedWords, wordLanguages } from '@jemput/server/feeds/words/feed-words';
import type { Session, SessionChange } from '@jemput/shared/sessions/session';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { root } from '../../fixtures/a-running-server.ts';
import { anOffice, aStint, publish } from '../../fixtures/an-office.ts';

const venue: Session['venue'] = {
  id: 'manahan',
  name: 'Loket Manahan',
  kind: 'office',
  address: 'Jl. Uji 1',
  lat: -7.5,
  lon: 110.8,
  area: { code: '33.72.05.1011', name: 'Manahan', district: 'Banjarsari' },
};

function aSession(facts: Partial<Session> = {}): Session {
  return {
    id: 'a',
    sequence: 0,
    status: 'scheduled',
    date: '2026-11-20',
    slot: 'malam',
    startsAt: '2026-11-20T16:00:00+07:00',
    endsAt: '2026-11-20T21:00:00+07:00',
    venue,
    kits: 2,
    capacity: 75,
    expected: { mean: 40.25, low: 29.6, high: 52.1, crowd: 'normal', model: null },
    room: null,
    pauses: [{ what: 'maghrib', start: '17:41', end: '17:56' }],
    service: 'recording',
    printsAt: null,
    queue: null,
    checkedAt: '2026-11-19T15:00:00+07:00',
    changes: [],
    alternatives: [],
    ...facts,
  };
}

function aChange(what: SessionChange['what'], from: string | null, reason = ''): SessionChange {
  return { seq: 1, sessionId: 'a', sequence: 1, at: '2026-11-18T09:00:00+07:00', what, from, to: null, reason };
}

function telling(language: Telling['language'] = 'id', others: Session[] = []): Telling {
  return {
    language,
    words: feedWords(language),
    zone: 'Asia/Jakarta',
    zoneName: 'WIB',
    slots: [{ id: 'pagi', startTime: '08:00', endTime: '12:00' }],
    venueName: () => 'Balai Lama',
    session: (id) => others.find((other) => other.id === id),
  };
}

test('a date is said as people say it, with its rest, its state and what to expect', () => {
  expect(linesOf(aSession(), telling())).toEqual([
    'Jumat 20 November 2026, 16.00–21.00 WIB',
    'Keadaan: Terjadwal (diperiksa Kamis 19 November 2026 pukul 15.00)',
    'Jeda magrib 17.41–17.56.',
    'Bisa dilayani 75 orang dengan 2 alat.',
    'Cukup ramai. Perkiraan 30 sampai 52 orang datang.',
  ]);
  expect(linesOf(aSession(), telling('en'))[0]).toBe('Friday 20 November 2026, 16:00–21:00 WIB');
  expect(linesOf(aSession(), telling('jv'))[0]).toBe('Jemuwah 20 November 2026, 16.00–21.00 WIB');
  expect(linesOf(aSession(), telling('su'))[0]).toBe('Jumaah 20 Nopémber 2026, 16.00–21.00 WIB');
});

test('printing is called printing', () => {
  const printing = aSession({ service: 'printing' });
  expect(wordLanguages.map((language) => titleOf(printing, telling(language)))).toEqual([
    'Cetak KTP-el di Loket Manahan',
    'Card printing at Loket Manahan',
    'Nyithak KTP-el ing Loket Manahan',
    'Nyitak KTP-el di Loket Manahan',
  ]);
  expect(linesOf(printing, telling()).join(' ')).not.toMatch(/rekam/i);
});

test('a cancelled session names the nearest other one, how far it is and when', () => {
  // 0.01 degrees of a meridian are 1.11 km.
  const other = aSession({ id: 'b', venue: { ...venue, name: 'Kelurahan Gajahan', lat: -7.51 } });
  const cancelled = aSession({
    status: 'cancelled',
    changes: [aChange('cancelled', null, 'listrik padam')],
    alternatives: ['b'],
  });
  expect(linesOf(cancelled, telling('id', [other]))).toEqual([
    'Jumat 20 November 2026, 16.00–21.00 WIB',
    'Keadaan: Dibatalkan (diperiksa Kamis 19 November 2026 pukul 15.00)',
    'Alasan: listrik padam',
    'Jadwal lain terdekat: Kelurahan Gajahan, 1,1 km, Jumat 20 November 2026, 16.00–21.00 WIB',
  ]);
  expect(titleOf(cancelled, telling('en'))).toBe('CANCELLED: ID card recording at Loket Manahan');
  expect(linesOf({ ...cancelled, alternatives: [] }, telling()).at(-1)).toBe('Belum ada jadwal lain di dekatnya.');
});

test('a paused session names another too; one at the same place is not said to be far', () => {
  const changes = [{ ...aChange('status', 'open', 'power'), to: 'paused' }];
  const paused = aSession({ status: 'paused', changes, alternatives: ['b'] });
  const other = aSession({ id: 'b', startsAt: '2026-11-21T16:00:00+07:00', endsAt: '2026-11-21T21:00:00+07:00' });
  expect(linesOf(paused, telling('id', [other])).at(-1)).toBe(
    'Jadwal lain terdekat: Loket Manahan, tempat yang sama, Sabtu 21 November 2026, 16.00–21.00 WIB',
  );
  const across = { ...other, venue: { ...venue, id: 'seberang', name: 'Balai Seberang', lat: -7.5001 } };
  expect(linesOf(paused, telling('en', [across])).at(-1)).toMatch(/: Balai Seberang, 50 m, Saturday/);
});

describe('what was said before is told', () => {
  test.each<[SessionChange['what'], string | null, string]>([
    ['moved', 'balai|2026-11-18|pagi', 'Semula: Rabu 18 November 2026, 08.00–12.00 WIB di Balai Lama'],
    ['moved', 'manahan|2026-11-18|pagi', 'Semula: Rabu 18 November 2026, 08.00–12.00 WIB'],
    ['hours', '16:00-20:30', 'Jam semula: 16.00–20.30'],
    ['pauses', 'maghrib 17:41-17:56, isya 18:52-19:02', 'Semula: Jeda magrib 17.41–17.56, Jeda isya 18.52–19.02'],
    ['pauses', null, 'Semula: tanpa jeda'],
  ])('%s from %s', (what, from, line) => {
    const lines = linesOf(aSession({ changes: [aChange(what, from, 'awal puasa')] }), telling());
    expect(lines.slice(-2)).toEqual([line, 'Alasan: awal puasa']);
  });

  test('but not what an earlier place had', () => {
    const hours = { ...aChange('hours', '16:00-20:30', 'awal puasa'), seq: 1 };
    const moved = { ...aChange('moved', 'manahan|2026-11-18|pagi', 'balai dipakai'), seq: 2 };
    const lines = linesOf(aSession({ changes: [hours, moved] }), telling());
    expect(lines.slice(-2)).toEqual(['Semula: Rabu 18 November 2026, 08.00–12.00 WIB', 'Alasan: balai dipakai']);
  });
});

type Message = string | { match: Record<string, string> }[];

/** A message with forms by number: that of many by its own name, that of one beside it. */
function flat([key, message]: [string, Message]): [string, string][] {
  if (typeof message === 'string')
    return [
      [key, message],
      [`${key}_one`, message],
    ];
  const forms = Object.entries(message[0]?.match ?? {});
  const form = (name: string) => forms.find(([selector]) => selector.endsWith(`=${name}`))?.[1] ?? '';
  return [
    [key, form('other')],
    [`${key}_one`, form('one')],
  ];
}

test('states, rooms, crowds, rests and trouble are called in every language as residents’ pages call them', () => {
  for (const language of wordLanguages) {
    const page = Object.fromEntries(
      ['common', 'finder', 'ticket'].flatMap((catalogue) => {
        const text = readFileSync(join(root, `web/messages/${catalogue}/${language}.json`), 'utf8');
        return Object.entries(JSON.parse(text) as Record<string, Message>).flatMap(flat);
      }),
    );
    const words = feedWords(language);
    const same = (own: Record<string, string>, prefix: string) =>
      Object.entries(own).map(([key, text]) => [`${language} ${prefix}${key}`, text, page[`${prefix}${key}`]] as const);
    const pairs = [
      ...same(words.states, 'finder_state_'),
      ...same({ filling: words.rooms.filling, last: words.rooms.last }, 'finder_state_'),
      ...same({ free: words.rooms.free }, 'finder_room_'),
      ...same(words.incidents, 'finder_pause_'),
      ...same(words.crowds, 'finder_crowd_'),
      ...same(words.rests, 'finder_rest_'),
      ...same({ weekdays: words.weekdays, months: words.months }, 'common_'),
      ...same({ printing: words.services.printing }, 'ticket_service_'),
      ...same({ capacity: words.capacity, capacity_one: words.capacityOfOne, crowd_range: words.people }, 'finder_'),
      ...same({ when: words.dateAndTime }, 'common_kept_'),
      ...same({ same_place: words.samePlace }, 'finder_'),
    ];
    for (const [key, feed, told] of pairs) expect([key, feed]).toEqual([key, told]);
  }
});

test('each language has the same entries under the same UIDs; one that we do not write is refused', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint({ days: 2 })]);
  await publish(ctx, [aStint({ days: 1 })], 'balai dipakai');
  const app = feedRoutes(() => ctx, 'https://jemput.example.id');
  const read = async (query: string) => {
    const calendar = new ICAL.Component(ICAL.parse(await (await app.request(`/feeds/all.ics${query}`)).text()));
    const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
    return { uids: events.map(({ uid }) => uid), titles: events.map(({ summary }) => summary), calendar, events };
  };
  const [own, english] = [await read(''), await read('?lang=en')];
  expect(english.uids).toEqual(own.uids);
  const german = await app.request('/feeds/all.ics?lang=de');
  expect([german.status, await german.json()]).toMatchObject([400, { errors: [{ field: 'lang', value: 'de' }] }]);
  expect(english.titles).toContain('CANCELLED: ID card recording at Kelurahan Pajang');
  expect(english.calendar.getFirstPropertyValue('name')).toBe('ID card sessions');
  const [first] = english.events;
  expect(first?.component.getFirstProperty('summary')?.getParameter('language')).toBe('en');
  expect(first?.component.getFirstProperty('location')?.getParameter('language')).toBe('id');
  const rss = await (await app.request('/feeds/sessions.rss?lang=en')).text();
  expect(rss).toContain('<language>en</language>');
  expect(rss).toContain(
    '<title>CANCELLED: ID card recording at Kelurahan Pajang: Saturday 21 November 2026, 16:00–21:00 WIB',
  );
});
