import { checkCalendar } from '@jemput/server/feed-check/check-calendar';
import { feedRoutes } from '@jemput/server/feeds/routes';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { type ParameterValue, sync } from 'node-ical';
import { expect, test } from 'vitest';
import { aRandomWeek, doStep } from '../../fixtures/a-random-week.ts';
import { anOffice, aStint, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';

const origin = 'https://jemput.example.id';
const path = '/feeds/all.ics';
const calendarOf = async (ctx: OfficeContext, at = path) => (await feedRoutes(() => ctx, origin).request(at)).text();

/** As a library reads them that is not the one they are written by. */
function eventsIn(text: string) {
  const worded = (value: ParameterValue | undefined) => (typeof value === 'object' ? value.val : value);
  return Object.values(sync.parseICS(text)).flatMap((event) => {
    if (event?.type !== 'VEVENT') return [];
    const { uid, sequence, status, start, lastmodified } = event;
    if (!lastmodified) throw new Error('an event does not say when it was last changed');
    const text = { summary: worded(event.summary), description: worded(event.description) };
    return [
      { uid, sequence: Number(sequence), status, start: start.getTime(), revised: lastmodified.getTime(), ...text },
    ];
  });
}

test('through random weeks every calendar keeps the rules of RFC 5545, each UID for good, and SEQUENCE never falls', async () => {
  await fc.assert(
    fc.asyncProperty(aRandomWeek, async (week) => {
      const office = await anOffice();
      let now = Date.parse('2026-11-20T08:00:00+07:00');
      const ctx = { ...office, now: () => now };
      const before = new Map<string, { sequence: number; cancelled: boolean; start: number; revised: number }>();
      for (const step of week) {
        now += step.afterMinutes * 60_000;
        await doStep(ctx, step);
        const text = await calendarOf(ctx);
        expect(checkCalendar('all.ics', text)).toEqual([]);
        for (const { uid, sequence, status, start, revised } of eventsIn(text)) {
          const known = before.get(uid);
          const is = { sequence, cancelled: status === 'CANCELLED', start, revised };
          expect(sequence).toBeGreaterThanOrEqual(known?.sequence ?? 0);
          if (known && (known.start !== is.start || known.cancelled !== is.cancelled)) {
            expect(sequence).toBeGreaterThan(known.sequence);
            expect(is.revised > known.revised).toBe(true);
          }
          if (known?.cancelled) expect(is.cancelled).toBe(true);
          before.set(uid, is);
        }
      }
      office.db.$client.close();
    }),
    { numRuns: 15 },
  );
});

test('a calendar to subscribe to has no METHOD and says how often to ask (RFC 7986, 5.7)', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint({ days: 1 })]);
  const calendar = new ICAL.Component(ICAL.parse(await calendarOf(ctx)));
  expect(calendar.getFirstPropertyValue('method')).toBeNull();
  expect(String(calendar.getFirstPropertyValue('refresh-interval'))).toBe('PT1H');
  expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
});

test('a moved session says in its text where and when it stood, by name, and why', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint({ days: 1 })]);
  const soon = later(ctx, '2026-11-20T03:00:00Z');
  await publish(soon, [aStint({ venue: 'pasar-kleco', start: '2026-11-24', days: 1 })], 'balai dipakai');
  const [moved] = eventsIn(await calendarOf(soon));
  expect(moved?.description).toContain('Semula: Jumat 20 November 2026, 16.00–21.00 WIB di Kelurahan Pajang');
  expect(moved?.description).toContain('Keadaan: Dipindah (diperiksa Jumat 20 November 2026 pukul 10.00)');
  expect(moved?.description).toContain('Alasan: balai dipakai');
  expect(moved?.summary).toBe('DIPINDAH: Perekaman KTP-el di Pasar Kleco');
  expect(moved?.revised).toBe(Date.parse('2026-11-20T03:00:00Z'));
});

test('long names and reasons with commas, semicolons, line ends and letters of many octets arrive as they were', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint({ days: 1 })]);
  const reason = `“Pemilu”, hujan; banjir\\${'é'.repeat(120)}, ${'漢'.repeat(60)}`;
  await publish(ctx, [aStint({ start: '2026-11-24', days: 1 })], reason);
  const text = await calendarOf(ctx);
  expect(checkCalendar('all.ics', text)).toEqual([]);
  expect(eventsIn(text)[0]?.description).toContain(`Alasan: ${reason}`);
});
