import type { Room, SessionStatus } from '@jemput/shared/sessions/session';
import { isStale, type SessionState, stateOf } from '@jemput/shared/sessions/session-state';
import { describe, expect, test } from 'vitest';

const evening = { startsAt: '2026-11-20T16:00:00+07:00', endsAt: '2026-11-20T21:00:00+07:00' };
const checkedAt = '2026-11-20T18:00:00+07:00';

function stateAt(clock: string, status: SessionStatus, room: Room | null = null, hours = evening): SessionState {
  return stateOf({ ...hours, status, room, checkedAt }, clock.length > 5 ? clock : `2026-11-20T${clock}:00+07:00`);
}

describe('what a resident is told', () => {
  const cases: [SessionState, string, SessionStatus, Room | null][] = [
    ['scheduled', '2026-11-19T23:59:59+07:00', 'scheduled', null],
    ['tonight', '2026-11-20T00:00:00+07:00', 'scheduled', null],
    ['tonight', '15:59', 'scheduled', null],
    ['due', '16:00', 'scheduled', null],
    ['ended', '21:00', 'scheduled', null],
    ['open', '15:40', 'open', null],
    ['open', '18:00', 'open', 'free'],
    ['filling', '18:00', 'open', 'filling'],
    ['last', '18:00', 'open', 'last'],
    ['full', '18:00', 'full', 'last'],
    ['paused', '18:00', 'paused', 'filling'],
    ['ended', '21:00', 'full', 'last'],
    ['moved', '18:00', 'moved', null],
    ['cancelled', '22:00', 'cancelled', null],
    ['done', '18:00', 'done', null],
  ];
  test.each(cases)('is %s at %s where it is %s, %s', (state, clock, status, room) => {
    expect(stateAt(clock, status, room)).toBe(state);
  });

  test('a morning is no evening', () => {
    const morning = { startsAt: '2026-11-20T09:00:00+07:00', endsAt: '2026-11-20T13:00:00+07:00' };
    expect(stateAt('08:00', 'scheduled', null, morning)).toBe('today');
  });
});

test('news are stale after a quarter of an hour, to the minute, and not once the session is over', () => {
  const stale = (clock: string) =>
    isStale({ ...evening, status: 'open', room: null, checkedAt }, `2026-11-20T${clock}:00+07:00`);
  expect(['18:00', '18:14', '18:15', '20:59', '21:00'].map(stale)).toEqual([false, false, true, true, false]);
});
