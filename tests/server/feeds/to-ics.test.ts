import { bytesOf } from '@jemput/server/feeds/bytes-of';
import { tellingIn } from '@jemput/server/feeds/session-words';
import { toIcs } from '@jemput/server/feeds/to-ics';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { anOffice, aStint, publish } from '../../fixtures/an-office.ts';

test('a calendar of hundreds of sessions is one calendar, each session in it once', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint()]);
  const [session] = (await findSessions(ctx, {})).sessions;
  if (!session) throw new Error('nothing was published');
  const many = Array.from({ length: 250 }, (_, at) => ({ ...session, id: `s${at}` }));
  const telling = await tellingIn(ctx, 'id');
  const calendarOf = { name: 'Uji', origin: 'https://jemput.example.id', path: '/feeds/all.ics', telling };
  const text = new TextDecoder().decode(await bytesOf(toIcs(many, calendarOf)));
  const calendar = new ICAL.Component(ICAL.parse(text));
  expect(calendar.getAllSubcomponents('vtimezone')).toHaveLength(1);
  const uids = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event).uid);
  expect(uids).toEqual(many.map(({ id }) => `${id}@jemput`));
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toContain('\n');
});
