import { packCity, unpackCity } from '@jemput/shared/sessions/city-copy';
import type { Pause, Session, SessionStatus } from '@jemput/shared/sessions/session';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const info = {
  office: 'Dukcapil Kota Uji',
  zone: 'Asia/Jakarta',
  zoneName: 'WIB',
  asOf: null,
  from: '2026-02-27',
  slotHours: { malam: ['16:00', '21:00'] as [string, string] },
};

const sevenOf = (id: string) => `${id.replace(/[^A-Za-z0-9]/g, '')}0000000`.slice(0, 7);
const codeOf = ({ id }: Session) => `${sevenOf(id).slice(0, 3)}-${sevenOf(id).slice(3)}`;
const spoken: SessionStatus[] = ['open', 'full', 'paused'];

function aVenue(index: number): Session['venue'] {
  return {
    id: `venue-${index}`,
    name: `Balai ${index}`,
    kind: index % 2 === 0 ? 'kelurahan' : 'market',
    address: `Jl. Uji ${index}`,
    lat: -7.5 - index / 1000,
    lon: 110.8,
    area: { code: `33.72.0${index % 3}.1001`, name: `Kelurahan ${index % 3}`, district: 'Laweyan' },
  };
}

/** As the office draws them, and as imports and the demo name them. */
const anId = fc.oneof(fc.uuid(), fc.stringMatching(/^[a-z0-9][A-Za-z0-9_-]{0,40}$/));

const aSession: fc.Arbitrary<Session> = fc
  .record({
    id: anId,
    venue: fc.nat({ max: 8 }).map(aVenue),
    date: fc.constantFrom('2026-02-27', '2026-02-28', '2026-03-01', '2026-03-26'),
    hours: fc.constantFrom<[string, string][]>(['16:00', '21:00'], ['08:00', '12:30']),
    status: fc.constantFrom<SessionStatus[]>('scheduled', 'open', 'moved', 'cancelled', 'full'),
    crowd: fc.constantFrom<Session['expected']['crowd'][]>('quiet', 'normal', 'busy'),
    kits: fc.integer({ min: 1, max: 4 }),
    service: fc.constantFrom<Session['service'][]>('recording', 'printing'),
    room: fc.constantFrom<Session['room'][]>(null, 'free', 'last'),
    rests: fc.constantFrom<Pause[][]>([], [{ what: 'maghrib', start: '17:45', end: '18:10' }]),
    reason: fc.option(fc.string(), { nil: null }),
    alternatives: fc.array(anId, { maxLength: 3 }),
  })
  .map(
    ({ hours: [start, end], crowd, rests, reason, ...rest }): Session => ({
      ...rest,
      sequence: 0,
      printsAt: null,
      slot: 'malam',
      startsAt: `${rest.date}T${start}:00+07:00`,
      endsAt: `${rest.date}T${end}:00+07:00`,
      capacity: 100,
      expected: { mean: 10, low: 5, high: 20, crowd, model: null },
      pauses: rests,
      queue: null,
      checkedAt: '2026-02-27T08:00:00+07:00',
      changes:
        reason === null
          ? []
          : [
              {
                seq: 1,
                sessionId: rest.id,
                sequence: 1,
                at: '2026-02-26T08:00:00+07:00',
                what: 'moved',
                from: 'venue-1|2026-02-27|malam',
                to: 'venue-2|2026-03-01|malam',
                reason,
              },
            ],
    }),
  );

test('what a phone unpacks is what was packed, through JSON and over the end of a month', () => {
  fc.assert(
    fc.property(fc.array(aSession, { maxLength: 30 }), (sessions) => {
      const kept = unpackCity(JSON.parse(JSON.stringify(packCity(info, sessions, [], codeOf))));
      expect(kept).toEqual(
        sessions.map((session) => ({
          id: session.id,
          venue: session.venue,
          date: session.date,
          start: session.startsAt.slice(11, 16),
          end: session.endsAt.slice(11, 16),
          status: session.status,
          crowd: session.expected.crowd,
          kits: session.kits,
          service: session.service,
          code: sevenOf(session.id),
          told: spoken.includes(session.status) ? { room: session.room, at: session.checkedAt } : null,
          pauses: session.pauses,
          change: session.changes[0]
            ? {
                what: 'moved',
                from: 'venue-1|2026-02-27|malam',
                reason: session.changes[0].reason,
                at: '2026-02-26T08:00:00+07:00',
              }
            : null,
          instead: session.alternatives,
        })),
      );
    }),
  );
});

test('a copy that names a place it does not have is refused, not shown half', () => {
  const copy = packCity(info, [], [], codeOf);
  expect(() =>
    unpackCity({ ...copy, sessions: { ids: ['a'], venues: [0], days: [0], hours: [0], states: [0], rests: [0] } }),
  ).toThrow('no entry 0 of 0');
});
