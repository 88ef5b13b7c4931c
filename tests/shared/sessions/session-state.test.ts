import type { Pause, Room, SessionStatus } from '@jemput/shared/sessions/session';
import { crowdMatters, isStale, restAt, type SessionState, stateOf } from '@jemput/shared/sessions/session-state';
import { describe, expect, test } from 'vitest';

const evening = { startsAt: '2026-11-20T16:00:00+07:00', endsAt: '2026-11-20T21:00:00+07:00' };
const checkedAt = '2026-11-20T18:00:00+07:00';

type Hours = typeof evening & { pauses?: Pause[] };

function stateAt(
  clock: string,
  status: SessionStatus,
  room: Room | null = null,
  { pauses = [], ...hours }: Hours = evening,
): SessionState {
  return stateOf(
    { ...hours, status, room, pauses, checkedAt },
    clock.length > 5 ? clock : `2026-11-20T${clock}:00+07:00`,
  );
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

describe('in a break that was promised with the session', () => {
  const maghrib: Pause = { what: 'maghrib', start: '17:40', end: '17:55' };
  const isya: Pause = { what: 'isya', start: '18:52', end: '19:07' };
  const withBreaks = { ...evening, pauses: [maghrib, isya] };

  test('it rests from its first minute until it ends, opened or not', () => {
    for (const [status, served] of [
      ['open', 'open'],
      ['scheduled', 'due'],
    ] as const) {
      const states = ['17:39', '17:40', '17:54', '17:55', '19:06', '19:07'].map((clock) =>
        stateAt(clock, status, null, withBreaks),
      );
      expect(states).toEqual([served, 'resting', 'resting', served, 'resting', served]);
    }
  });

  test("it is one break or the other, on the office's clock whatever the clock of whoever asks", () => {
    expect(restAt(withBreaks, '2026-11-20T17:54:59+07:00')).toBe(maghrib);
    expect(restAt(withBreaks, '2026-11-20T12:00:00Z')).toBe(isya);
    expect(restAt(withBreaks, '2026-11-21T17:45:00+07:00')).toBeUndefined();
  });

  test('what keeps people away is said all the same', () => {
    const told = [
      stateAt('17:45', 'full', null, withBreaks),
      stateAt('17:45', 'paused', null, withBreaks),
      stateAt('17:45', 'open', 'last', withBreaks),
      stateAt('17:45', 'open', 'filling', withBreaks),
      stateAt('17:45', 'cancelled', null, withBreaks),
    ];
    expect(told).toEqual(['full', 'paused', 'last', 'resting', 'cancelled']);
  });
});

test('the crowd forecast is told before and while people are served, not where coming may be in vain', () => {
  const helps = (state: SessionState) => crowdMatters(state);
  expect((['tonight', 'due', 'open', 'resting', 'moved'] as const).filter(helps)).toHaveLength(5);
  expect((['filling', 'last', 'full', 'paused', 'cancelled', 'done', 'ended'] as const).filter(helps)).toEqual([]);
});

test('once its crew has told how full it is, no forecast is told beside it, in a break neither', () => {
  expect((['free', 'filling', 'last'] as const).filter((room) => crowdMatters('open', room))).toEqual([]);
  expect((['free', 'filling'] as const).filter((room) => crowdMatters('resting', room))).toEqual([]);
});

test('news are stale after a quarter of an hour, to the minute, and not once the session is over', () => {
  const stale = (clock: string) => isStale({ ...evening, status: 'open', checkedAt }, `2026-11-20T${clock}:00+07:00`);
  expect(['18:00', '18:14', '18:15', '20:59', '21:00'].map(stale)).toEqual([false, false, true, true, false]);
});
