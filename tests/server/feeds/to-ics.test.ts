import { bytesOf } from '@jemput/server/feeds/bytes-of';
import { tellingIn } from '@jemput/server/feeds/session-words';
import { toIcs } from '@jemput/server/feeds/to-ics';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import fc from 'fast-check';
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

test('lines have 75 octets at most, break between characters, and read again as what was written', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint()]);
  const [session] = (await findSessions(ctx, {})).sessions;
  if (!session) throw new Error('nothing was published');
  const telling = await tellingIn(ctx, 'id');
  const name = fc.string({ unit: fc.constantFrom(...'aé“—😀ꦗ,;\\ '), minLength: 1, maxLength: 120 });
  await fc.assert(
    fc.asyncProperty(name, async (name) => {
      const calendarOf = { name, origin: 'https://jemput.example.id', path: '/feeds/all.ics', telling };
      const bytes = await bytesOf(toIcs([{ ...session, venue: { ...session.venue, name } }], calendarOf));
      const lines = Buffer.from(bytes).toString('latin1').split('\r\n');
      expect(lines.filter((line) => line.length > 75)).toEqual([]);
      for (const line of lines) expect(Buffer.from(line, 'latin1').toString()).not.toContain('\ufffd');
      const calendar = new ICAL.Component(ICAL.parse(new TextDecoder().decode(bytes)));
      expect(calendar.getFirstPropertyValue('name')).toBe(name);
      const [event] = calendar.getAllSubcomponents('vevent');
      expect(event?.getFirstPropertyValue('summary')).toBe(`Perekaman KTP-el di ${name}`);
    }),
  );
});
