import { expect, test } from 'vitest';
import { beginningOn, spanFault } from '../../web/src/routes/rencana/papan/trouble-span.ts';

const horizon = { start: '2026-11-23', end: '2026-12-31' };

test.each([
  ['2026-11-23', '2026-11-23', undefined],
  ['2026-12-31', '9999-12-31', undefined],
  ['', '2026-11-23', 'missing'],
  ['2026-11-23', '', 'missing'],
  ['2026-11-31', '2026-12-01', 'missing'],
  ['2026-11-22', '2026-11-23', 'outside'],
  ['2027-01-01', '2027-01-02', 'outside'],
  ['2026-11-25', '2026-11-24', 'backwards'],
])('from %s until %s: %s', (from, until, fault) => {
  expect(spanFault({ from, until }, horizon)).toBe(fault);
});

test('a later first date takes the last along only where it passes it, and the days stay as many', () => {
  const threeDays = { from: '2026-11-23', until: '2026-11-25' };
  expect(beginningOn(threeDays, '2026-11-25')).toEqual({ from: '2026-11-25', until: '2026-11-25' });
  expect(beginningOn(threeDays, '2026-11-29')).toEqual({ from: '2026-11-29', until: '2026-12-01' });
});
