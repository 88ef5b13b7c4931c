import { canAsk, numberStateOf } from '@jemput/shared/sessions/number-state';
import type { SessionQueue } from '@jemput/shared/sessions/session';
import { turnsAt } from '@jemput/shared/sessions/turns-at';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const queue: SessionQueue = {
  issued: 10,
  left: 5,
  serving: 0,
  release: 'first_come',
  opensAt: '2026-11-17T08:00:00+07:00',
  closesAt: '2026-11-20T20:30:00+07:00',
  fullSince: null,
  commitment: null,
};
const session = {
  status: 'scheduled' as const,
  startsAt: '2026-11-20T16:00:00+07:00',
  endsAt: '2026-11-20T21:00:00+07:00',
  pauses: [],
  checkedAt: '2026-11-14T09:00:00+07:00',
  queue,
};
const during = '2026-11-18T10:00:00+07:00';

test.each([
  ['before they open', {}, '2026-11-17T07:59:59+07:00', 'ahead'],
  ['from the minute they open', {}, '2026-11-17T08:00:00+07:00', 'open'],
  ['on another offset, the same instant', {}, '2026-11-17T01:00:00Z', 'open'],
  ['before its places are counted', { queue: { ...queue, left: null } }, during, 'open'],
  ['when the last is given', { queue: { ...queue, left: 0 } }, during, 'waiting'],
  ['in a draw, however many are left', { queue: { ...queue, release: 'draw' as const, left: 0 } }, during, 'draw'],
  ['when nobody else could be served', { queue: { ...queue, fullSince: during } }, during, 'full'],
  ['when the crew says full', { status: 'full' as const }, '2026-11-20T18:00:00+07:00', 'full'],
  ['after they close', {}, '2026-11-20T20:30:00+07:00', 'closed'],
  ['after the session', {}, '2026-11-20T21:00:00+07:00', null],
  ['of a cancelled session', { status: 'cancelled' as const }, during, null],
  ['of a session without numbers', { queue: null }, during, null],
])('numbers %s', (_, change, now, state) => {
  expect(numberStateOf({ ...session, ...change }, now)).toBe(state);
});

test('only what brings something can be asked for', () => {
  expect((['ahead', 'open', 'draw', 'waiting', 'full', 'closed', null] as const).filter(canAsk)).toEqual([
    'open',
    'draw',
    'waiting',
  ]);
});

test('between two turns of a session nothing else is said of its numbers', () => {
  const turns = turnsAt(session);
  const minutes = fc.integer({ min: 0, max: 5 * 24 * 60 });
  const from = Date.parse('2026-11-16T00:00:00+07:00');
  const stateAt = (millis: number) => numberStateOf(session, new Date(millis).toISOString());
  fc.assert(
    fc.property(minutes, minutes, (one, other) => {
      const [first, last] = [from + Math.min(one, other) * 60_000, from + Math.max(one, other) * 60_000];
      fc.pre(!turns.some((turn) => first < turn && turn <= last));
      expect(stateAt(first)).toBe(stateAt(last));
    }),
  );
});
