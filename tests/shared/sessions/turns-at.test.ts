import { instantOf } from '@jemput/shared/calendar/time-zone';
import { rooms, type SessionStatus, sessionStatuses } from '@jemput/shared/sessions/session';
import { isStale, stateOf, type Told } from '@jemput/shared/sessions/session-state';
import { turnsAt } from '@jemput/shared/sessions/turns-at';
import fc from 'fast-check';
import { expect, test } from 'vitest';

function told(status: SessionStatus, checkedAt: string): Told {
  const [startsAt, endsAt] = ['2026-11-20T16:00:00+07:00', '2026-11-20T21:00:00+07:00'];
  return { status, room: null, pauses: [], startsAt, endsAt, checkedAt };
}

const at = (clock: string) => Date.parse(`2026-11-20T${clock}:00+07:00`);

test('a session turns at its start, fifteen minutes after it was last looked at, and at its end', () => {
  expect(turnsAt(told('open', '2026-11-20T18:02:00+07:00'))).toEqual([at('16:00'), at('18:17'), at('21:00')]);
});

test('news of a session that has not begun do not age before it begins', () => {
  expect(turnsAt(told('scheduled', '2026-11-14T09:00:00+07:00'))).toEqual([at('16:00'), at('21:00')]);
  expect(turnsAt(told('scheduled', '2026-11-20T15:55:00+07:00'))).toEqual([at('16:00'), at('16:10'), at('21:00')]);
});

test('a crew that opened early is expected to be heard of from then on', () => {
  expect(turnsAt(told('open', '2026-11-20T15:30:00+07:00'))).toEqual([at('15:45'), at('16:00'), at('21:00')]);
});

test('a session turns where a break in it starts and ends', () => {
  const pauses = [{ what: 'maghrib' as const, start: '17:40', end: '17:55' }];
  const session = { ...told('scheduled', '2026-11-14T09:00:00+07:00'), pauses };
  expect(turnsAt(session)).toEqual([at('16:00'), at('17:40'), at('17:55'), at('21:00')]);
});

test('nothing more is said of what was closed or cancelled', () => {
  expect(turnsAt(told('done', '2026-11-20T18:02:00+07:00'))).toEqual([]);
  expect(turnsAt(told('cancelled', '2026-11-20T18:02:00+07:00'))).toEqual([]);
});

test('between two turns of one day a session is in one state, and as fresh or stale as before', () => {
  const minute = fc.integer({ min: 0, max: 24 * 60 - 1 });
  const session = fc.record({
    status: fc.constantFrom(...sessionStatuses),
    room: fc.constantFrom(null, ...rooms),
    start: minute,
    length: fc.integer({ min: 1, max: 400 }),
    checked: fc.integer({ min: -3000, max: 24 * 60 }),
    rest: minute,
    restLength: fc.integer({ min: 1, max: 30 }),
  });
  const iso = (minutes: number) => instantOf(at('00:00') + minutes * 60_000, 'Asia/Jakarta');
  const clock = (minutes: number) => iso(minutes).slice(11, 16);
  fc.assert(
    fc.property(session, minute, minute, ({ start, length, checked, rest, restLength, ...told }, one, other) => {
      const pauses = [{ what: 'isya' as const, start: clock(rest), end: clock(Math.min(rest + restLength, 1439)) }];
      const shown = { ...told, pauses, startsAt: iso(start), endsAt: iso(start + length), checkedAt: iso(checked) };
      const [from, to] = one < other ? [one, other] : [other, one];
      const turned = turnsAt(shown).some((turn) => turn > Date.parse(iso(from)) && turn <= Date.parse(iso(to)));
      const says = (minutes: number) => [stateOf(shown, iso(minutes)), isStale(shown, iso(minutes))];
      if (!turned) expect(says(from)).toEqual(says(to));
    }),
  );
});
