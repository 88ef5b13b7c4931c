import type { Session, SessionStatus } from '@jemput/shared/sessions/session';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countWords } from '../../web/src/routes/(finder)/count-words.ts';
import { groupByDay } from '../../web/src/routes/(finder)/group-by-day.ts';
import { mapPlaces } from '../../web/src/routes/(finder)/map-places.ts';

const now = '2026-11-20T17:30:00+07:00';

function tonight(id: string, status: SessionStatus, room: Session['room'] = null): Session {
  const area = { code: '33.72.02.1001', name: 'Tipes', district: 'Serengan' };
  const venue = { id, name: 'Kelurahan Tipes', kind: 'kelurahan' as const, address: 'Jl. A', lat: 0, lon: 0, area };
  return {
    id,
    sequence: 0,
    status,
    room,
    date: '2026-11-20',
    slot: 'malam',
    startsAt: '2026-11-20T16:00:00+07:00',
    endsAt: '2026-11-20T21:00:00+07:00',
    venue,
    kits: 1,
    capacity: 100,
    expected: { mean: 40, low: 20, high: 60, crowd: 'quiet', model: null },
    pauses: [],
    service: 'recording',
    printsAt: null,
    queue: null,
    checkedAt: now,
    changes: [],
    alternatives: [],
  };
}

test('the count is of what can be gone to; what cannot stands beside it, and what is none is not said', () => {
  const none = { coming: 0, full: 0, paused: 0, cancelled: 0, over: 0 };
  expect(countWords({ ...none, coming: 37 })).toBe('37');
  expect(countWords({ ...none, coming: 37, cancelled: 1 })).toBe('37 bisa didatangi, 1 dibatalkan');
  expect(countWords({ ...none, cancelled: 1 })).toBe('tidak ada yang bisa didatangi, 1 dibatalkan');
  expect(countWords({ coming: 1234, full: 2, paused: 3, cancelled: 4, over: 5 })).toBe(
    '1.234 bisa didatangi, 2 penuh, 3 berhenti sementara, 4 dibatalkan, 5 sudah selesai',
  );
});

test('within a day what can be gone to stands first, in the order given; then what is in vain, cancelled last; what is over apart', () => {
  const some = fc.array(
    fc.tuple(
      fc.constantFrom<SessionStatus[]>('scheduled', 'open', 'full', 'paused', 'moved', 'cancelled', 'done'),
      fc.constantFrom<NonNullable<Session['room']>[]>('free', 'filling', 'last'),
    ),
  );
  const inVain = ['last', 'paused', 'full', 'cancelled'];
  fc.assert(
    fc.property(some, (rows) => {
      const sessions = rows.map(([status, room], at) => tonight(String(at), status, status === 'open' ? room : null));
      const [day] = groupByDay(sessions, now, ['2026-11-20']);
      const wanted = ['', ...inVain].flatMap((reason) =>
        sessions.filter(({ status, room }) => {
          const why = [room ?? '', status].find((word) => inVain.includes(word)) ?? '';
          return status !== 'done' && why === reason;
        }),
      );
      expect(day?.coming.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
      expect(day?.over.map(({ id }) => id)).toEqual(
        sessions.flatMap(({ id, status }) => (status === 'done' ? [id] : [])),
      );
    }),
  );
});

test.each<[SessionStatus, Session['room'], string, boolean]>([
  ['open', 'filling', 'Tipes, malam ini, Jum 20 Nov, mulai penuh', false],
  ['open', 'last', 'Tipes, malam ini, Jum 20 Nov, nomor terakhir', false],
  ['full', null, 'Tipes, malam ini, Jum 20 Nov, penuh', true],
  ['cancelled', null, 'Tipes, malam ini, Jum 20 Nov, dibatalkan', true],
])('a circle on the map of what is %s %s is called "%s"', (status, room, words, crossed) => {
  expect(mapPlaces([tonight('tipes', status, room)], now)).toMatchObject([
    { words, crossed, tonight: true, day: '20' },
  ]);
});

test('a venue is on the map as what can be gone to there, where anything can', () => {
  const later = {
    ...tonight('tipes', 'scheduled'),
    id: 'later',
    date: '2026-11-21',
    startsAt: '2026-11-21T16:00:00+07:00',
    endsAt: '2026-11-21T21:00:00+07:00',
  };
  expect(mapPlaces([tonight('tipes', 'full'), later], now)).toMatchObject([
    { day: '21', crossed: false, tonight: false },
  ]);
});
