import type { Session, SessionChange } from '@jemput/shared/sessions/session';
import { expect, test } from 'vitest';
import { eventData } from '../../web/src/routes/(finder)/jadwal/[id]/event-data.ts';

const office = {
  name: 'Disdukcapil <Uji>',
  zone: 'Asia/Makassar',
  slots: [
    { id: 'siang', startTime: '10:00', endTime: '14:00' },
    { id: 'malam', startTime: '16:00', endTime: '21:00' },
  ],
};

function change(seq: number, what: SessionChange['what'], from: string | null, to: string | null): SessionChange {
  return { seq, sessionId: 's1', sequence: seq - 1, at: '2026-11-20T09:00:00+08:00', what, from, to, reason: 'uji' };
}

function aSession(status: Session['status'], changes: SessionChange[]): Session {
  const venue = {
    id: 'b',
    name: 'Balai B',
    kind: 'kelurahan' as const,
    address: 'Jl. Uji 1',
    lat: -5.14,
    lon: 119.43,
    area: { code: '73.71.01.1001', name: 'Uji', district: 'Kecamatan' },
  };
  return {
    id: 's1',
    sequence: changes.length - 1,
    status,
    date: '2026-11-25',
    slot: 'malam',
    startsAt: '2026-11-25T16:00:00+08:00',
    endsAt: '2026-11-25T21:00:00+08:00',
    venue,
    kits: 1,
    capacity: 90,
    expected: { mean: 60, low: 40, high: 80, crowd: 'normal', model: null },
    room: null,
    pauses: [],
    service: 'recording',
    printsAt: null,
    queue: null,
    checkedAt: '2026-11-20T09:00:00+08:00',
    changes,
    alternatives: [],
  };
}

const eventOf = (session: Session) =>
  JSON.parse(eventData(session, office, 'https://jemput.example.id/jadwal/s1')) as Record<string, unknown>;

const published = change(1, 'published', null, 'a|2026-11-20|siang');
const moved = change(2, 'moved', 'a|2026-11-20|siang', 'b|2026-11-23|malam');
const again = change(3, 'moved', 'b|2026-11-23|malam', 'b|2026-11-25|malam');

// https://schema.org/EventStatusType and https://schema.org/previousStartDate
test.each<[string, Session, string, unknown]>([
  ['a promise', aSession('scheduled', [published]), 'EventScheduled', undefined],
  ['a moved one', aSession('moved', [published, moved]), 'EventRescheduled', '2026-11-20T10:00:00+08:00'],
  [
    'one moved twice',
    aSession('moved', [published, moved, again]),
    'EventRescheduled',
    ['2026-11-20T10:00:00+08:00', '2026-11-23T16:00:00+08:00'],
  ],
  [
    'a moved one that opened',
    aSession('open', [published, moved, change(3, 'status', 'moved', 'open')]),
    'EventRescheduled',
    '2026-11-20T10:00:00+08:00',
  ],
  ['a full one', aSession('full', [published]), 'EventScheduled', undefined],
  [
    'a cancelled one',
    aSession('cancelled', [published, change(2, 'cancelled', 'scheduled', 'cancelled')]),
    'EventCancelled',
    undefined,
  ],
  [
    'one moved, then cancelled',
    aSession('cancelled', [published, moved, change(3, 'cancelled', 'moved', 'cancelled')]),
    'EventCancelled',
    '2026-11-20T10:00:00+08:00',
  ],
])('%s says so in schema.org’s words', (_, session, status, previous) => {
  const event = eventOf(session);
  expect(event.eventStatus).toBe(`https://schema.org/${status}`);
  expect(event.previousStartDate).toEqual(previous);
  expect(event).toMatchObject({ startDate: '2026-11-25T16:00:00+08:00', endDate: '2026-11-25T21:00:00+08:00' });
});

test('nothing in it can end the element it stands in', () => {
  const text = eventData(aSession('scheduled', [published]), office, 'https://jemput.example.id/jadwal/s1');
  expect(text).not.toMatch(/[<&]/);
  expect((JSON.parse(text) as { organizer: { name: string } }).organizer.name).toBe('Disdukcapil <Uji>');
});

test('a session that prints cards is called so', () => {
  const printing = { ...aSession('scheduled', [published]), service: 'printing' as const };
  expect(eventOf(printing)).toMatchObject({ name: 'Pencetakan KTP-el, Balai B' });
  expect(eventOf(aSession('scheduled', [published]))).toMatchObject({ name: 'Perekaman KTP-el, Balai B' });
});
