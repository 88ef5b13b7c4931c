import type { Assignment } from '@jemput/shared/field/day-sheet';
import type { SessionChange } from '@jemput/shared/sessions/session';
import { expect, test } from 'vitest';
import { loudChanges } from '../../web/src/routes/petugas/loud-changes.ts';

const today = '2027-02-08';

function change(what: SessionChange['what'], from: string, to: string): SessionChange {
  return { seq: 1, sessionId: 's', sequence: 1, at: `${today}T09:00:00+07:00`, what, from, to, reason: 'uji' };
}

function work(date: string, changes: SessionChange[], status: Assignment['status'] = 'scheduled'): Assignment {
  return { date, status, changes, venue: { id: 'balai' } } as unknown as Assignment;
}

const hours = change('hours', '18:30-21:30', '20:15-23:15');
const moved = change('moved', `balai|2027-02-07|malam`, `balai|${today}|malam`);

test.each<[string, Assignment, string[]]>([
  ['other hours of today', work(today, [hours]), ['hours 18:30-21:30']],
  ['other hours of another day', work('2027-02-09', [hours]), []],
  ['moved to today, then other hours', work(today, [moved, hours]), ['moved-here ', 'hours 18:30-21:30']],
  ['other hours of where it no longer stands', work(today, [hours, moved]), ['moved-here ']],
  ['called off after other hours', work(today, [hours, change('cancelled', '', '')], 'cancelled'), ['cancelled ']],
])('%s', (_, assignment, loud) => {
  expect(loudChanges([assignment], today).map(({ what, fromHours }) => `${what} ${fromHours}`)).toEqual(loud);
});
