import { gzipSync } from 'node:zlib';
import { sessions } from '@jemput/server/db/schema/sessions';
import { loadDemo } from '@jemput/server/demo/load-demo';
import { feedRoutes } from '@jemput/server/feeds/routes';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import { codeOfSession } from '@jemput/server/share/share-of';
import { addDays } from '@jemput/shared/calendar/local-date';
import { type CityCopy, unpackCity } from '@jemput/shared/sessions/city-copy';
import { DateTime } from 'luxon';
import { beforeAll, expect, test } from 'vitest';
import { aContext } from '../../fixtures/test-context.ts';

const AT_MOST_BYTES = 60_000;
const TODAY = '2026-11-20';

let ctx: Awaited<ReturnType<typeof aContext>>;

beforeAll(async () => {
  ctx = await aContext({ now: `${TODAY}T10:00:00+07:00`, role: null });
  await loadDemo(ctx);
});

async function copyOf(context: typeof ctx): Promise<{ copy: CityCopy; bytes: number }> {
  const answer = await feedRoutes(() => context).request('/feeds/city-28-days.json');
  expect(answer.status).toBe(200);
  const text = await answer.text();
  return { copy: JSON.parse(text) as CityCopy, bytes: gzipSync(text).length };
}

test('the copy of the demo city says what the API says of 28 days', async () => {
  const { copy, bytes } = await copyOf(ctx);
  const { sessions: told } = await findSessions(ctx, { from: TODAY, to: '2026-12-17', limit: Number.MAX_SAFE_INTEGER });
  const kept = unpackCity(copy);
  expect(kept.length).toBeGreaterThan(30);
  expect(kept.map(({ id, date, start, status, venue, service }) => [id, date, start, status, venue, service])).toEqual(
    told.map(({ id, date, startsAt, status, venue, service }) => [
      id,
      date,
      startsAt.slice(11, 16),
      status,
      venue,
      service,
    ]),
  );
  expect(new Set(kept.map(({ service }) => service))).toEqual(new Set(['recording', 'printing']));
  const [first] = kept;
  const { code } = await codeOfSession(ctx, { id: first?.id ?? '' });
  expect(first?.code).toBe(code.replace('-', ''));
  const cancelled = kept.find(({ status }) => status === 'cancelled');
  expect(cancelled?.change).toMatchObject({ what: 'cancelled', reason: expect.stringContaining('Pasar Depok') });
  expect(kept.map(({ id }) => id)).toEqual(expect.arrayContaining(cancelled?.instead ?? ['none']));
  const moved = kept.find(({ change }) => change?.what === 'moved');
  const formerVenue = moved?.change?.from?.split('|')[0];
  expect(copy.venues.map(([id]) => id)).toContain(formerVenue);
  expect(bytes).toBeLessThan(AT_MOST_BYTES);
});

/** Every kit stands alone in each of the slots of every day, beside the demo's sessions; ids as long as ids get. */
test.each([
  { kits: 10, slotsADay: 3 },
  { kits: 76, slotsADay: 1 },
])('a city of $kits kits on $slotsADay slots of every day fits into 60 kB', async ({ kits, slotsADay }) => {
  const busy = await aContext({ now: `${TODAY}T10:00:00+07:00`, role: null });
  await loadDemo(busy);
  const venues = (await findSessions(busy, { limit: 1000 })).sessions.map(({ venue }) => venue.id);
  const slots = [
    { id: 'pagi', from: 8, to: 12 },
    { id: 'siang', from: 12, to: 16 },
    { id: 'malam', from: 16, to: 21 },
  ];
  const rows = Array.from({ length: 28 * kits * slotsADay }, (_, index) => {
    const slot = slots[index % slotsADay] ?? { id: 'malam', from: 16, to: 21 };
    const date = addDays(TODAY, Math.floor(index / slotsADay / kits));
    const at = (hour: number) => DateTime.fromISO(date, { zone: 'Asia/Jakarta' }).set({ hour }).toSeconds();
    return {
      id: crypto.randomUUID(),
      status: 'scheduled' as const,
      venueId: venues[(index * 7) % venues.length] ?? '',
      slotId: slot.id,
      date,
      startsAt: at(slot.from),
      endsAt: at(slot.to),
      kits: 1 + (index % 3),
      capacity: 90,
      expectedMean: 40,
      expectedLow: 20,
      expectedHigh: 60,
      crowd: (['quiet', 'normal', 'busy'] as const)[index % 3] ?? 'quiet',
      checkedAt: 0,
      pauses: slot.id === 'malam' ? [{ what: 'maghrib' as const, start: `17:${10 + (index % 20)}`, end: '18:00' }] : [],
    };
  });
  for (let from = 0; from < rows.length; from += 200)
    await busy.db.insert(sessions).values(rows.slice(from, from + 200));
  const { copy, bytes } = await copyOf(busy);
  expect(copy.sessions.ids.length).toBeGreaterThanOrEqual(rows.length);
  expect(bytes).toBeLessThan(AT_MOST_BYTES);
});
