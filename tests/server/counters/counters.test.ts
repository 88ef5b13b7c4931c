import type { Context } from '@jemput/server/context';
import { extendCounters } from '@jemput/server/counters/extend-counters';
import { listCounters } from '@jemput/server/counters/list-counters';
import { saveCounter } from '@jemput/server/counters/save-counter';
import { places } from '@jemput/server/db/schema/bookings';
import { messages } from '@jemput/server/db/schema/messages';
import { calendarDays, slots, venues } from '@jemput/server/db/schema/places';
import { Forbidden, Invalid } from '@jemput/server/errors';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import type { Counter } from '@jemput/shared/places/counter';
import { and, eq, isNull } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { anOffice, aStint, publish } from '../../fixtures/an-office.ts';
import { aTicket, layOutExactly, sessionAt, ticketOf } from '../../fixtures/evening-numbers.ts';
import { anActor } from '../../fixtures/test-context.ts';

/** The kecamatan of Kota Bekasi; in 2016 the first eight printed, the other four sent people on. */
const printing = [
  'Bekasi Timur',
  'Bekasi Selatan',
  'Pondok Gede',
  'Pondok Melati',
  'Jati Asih',
  'Jati Sampurna',
  'Bantar Gebang',
  'Mustika Jaya',
];
const recordingOnly = ['Bekasi Barat', 'Medan Satria', 'Rawalumbu', 'Bekasi Utara'];
const idOf = (name: string) => `kec-${name.toLowerCase().replace(' ', '-')}`;

function aCounter(over: Partial<Counter & { reason: string }> = {}): Counter & { reason: string } {
  const opening = { weekdays: [1, 2, 3, 4, 5], except: [], also: [], closedOn: ['holiday' as const] };
  const place = { id: 'rekam-timur', venueId: idOf('Bekasi Timur'), slotId: 'loket' };
  const means = { service: 'recording' as const, desks: 2, minutesPerPerson: 10 };
  return { ...place, ...means, opening, printsAtVenueId: null, staffIds: [], active: true, reason: '', ...over };
}

/** Friday 20 November 2026. */
async function bekasi() {
  const ctx = await anOffice();
  await ctx.db.insert(slots).values({ id: 'loket', name: 'Loket', startTime: '08:00', endTime: '15:00' });
  await ctx.db.insert(venues).values(
    [...printing, ...recordingOnly].map((name, at) => ({
      id: idOf(name),
      name: `Kecamatan ${name}`,
      kind: 'office' as const,
      poolId: 'pajang',
      areaCode: '33.72.01.1001',
      address: `Kantor Kecamatan ${name}`,
      lat: -6.25 - at / 100,
      lon: 107,
      maxKits: 1,
    })),
  );
  return ctx;
}

async function ofCounters(ctx: Context) {
  const { sessions } = await findSessions(ctx, { limit: 500, slot: 'loket' });
  return sessions;
}

test('all twelve kecamatan record, eight print, and the other four say where', async () => {
  const ctx = await bekasi();
  for (const name of printing) {
    await saveCounter(ctx, aCounter({ id: `rekam-${idOf(name)}`, venueId: idOf(name), printsAtVenueId: idOf(name) }));
    await saveCounter(ctx, aCounter({ id: `cetak-${idOf(name)}`, venueId: idOf(name), service: 'printing' }));
  }
  for (const name of recordingOnly) {
    await saveCounter(
      ctx,
      aCounter({ id: `rekam-${idOf(name)}`, venueId: idOf(name), printsAtVenueId: idOf('Bekasi Timur') }),
    );
  }
  const monday = (await ofCounters(ctx)).filter(({ date }) => date === '2026-11-23');
  expect(monday.filter(({ service }) => service === 'recording')).toHaveLength(12);
  expect(monday.filter(({ service }) => service === 'printing')).toHaveLength(8);
  const rawalumbu = monday.find(({ venue }) => venue.id === idOf('Rawalumbu'));
  expect(rawalumbu).toMatchObject({
    service: 'recording',
    printsAt: { name: 'Kecamatan Bekasi Timur' },
    startsAt: '2026-11-23T08:00:00+07:00',
    kits: 2,
    // Seven hours, two desks, ten minutes each.
    capacity: 84,
  });
  expect(await listCounters(ctx)).toHaveLength(20);
});

test('days are promised four weeks ahead, not on weekends and holidays, and one more as each day passes', async () => {
  const ctx = await bekasi();
  await ctx.db
    .insert(calendarDays)
    .values({ kind: 'holiday', name: 'Hari uji', startDate: '2026-12-02', endDate: '2026-12-02' });
  await saveCounter(ctx, aCounter());
  const dates = (await ofCounters(ctx)).map(({ date }) => date);
  expect(dates[0]).toBe('2026-11-23');
  expect(dates.at(-1)).toBe('2026-12-17');
  expect(dates).not.toContain('2026-12-02');
  expect(dates.filter((date) => ['2026-11-28', '2026-11-29'].includes(date))).toEqual([]);
  expect(await extendCounters(ctx)).toEqual({ added: 0, cancelled: 0 });
  const tomorrow = { ...ctx, now: () => ctx.now() + 24 * 3_600_000 };
  expect(await extendCounters(tomorrow)).toEqual({ added: 1, cancelled: 0 });
});

test('a day that is closed after all is cancelled with its reason, and stays to be seen', async () => {
  const ctx = await bekasi();
  await saveCounter(ctx, aCounter());
  const counter = aCounter({ reason: 'Listrik kantor diperbaiki.' });
  await saveCounter(ctx, { ...counter, opening: { ...counter.opening, except: ['2026-11-25'] } });
  const closed = (await ofCounters(ctx)).filter(({ date }) => date === '2026-11-25');
  expect(closed).toMatchObject([{ status: 'cancelled', sequence: 1 }]);
  expect(closed[0]?.changes.at(-1)).toMatchObject({ what: 'cancelled', reason: 'Listrik kantor diperbaiki.' });
  await saveCounter(ctx, aCounter());
  const again = (await ofCounters(ctx)).filter(({ date }) => date === '2026-11-25');
  expect(again.map(({ status }) => status).sort()).toEqual(['cancelled', 'scheduled']);
});

test('a published plan leaves the counters as they are', async () => {
  const ctx = await bekasi();
  await saveCounter(ctx, aCounter());
  const before = await ofCounters(ctx);
  await publish(ctx, [aStint()]);
  await publish(ctx, []);
  expect(await ofCounters(ctx)).toEqual(before);
});

test('more desks serve more on the days to come', async () => {
  const ctx = await bekasi();
  await saveCounter(ctx, aCounter());
  await saveCounter(ctx, aCounter({ desks: 3 }));
  expect(new Set((await ofCounters(ctx)).map(({ capacity }) => capacity))).toEqual(new Set([126]));
});

describe('numbers of the days to come, when a counter can do less', () => {
  /** Monday's thirty numbers are all held and Tuesday has five places, when a day of 84 people becomes one of 21. */
  async function shrunk() {
    const ctx = await bekasi();
    await saveCounter(ctx, aCounter());
    const [monday, tuesday] = await Promise.all(
      ['2026-11-23', '2026-11-24'].map((date) => sessionAt(ctx, idOf('Bekasi Timur'), date)),
    );
    if (!monday || !tuesday) throw new Error('two days are promised');
    await layOutExactly(ctx, monday, 30);
    await layOutExactly(ctx, tuesday, 5);
    const tickets = [];
    for (let at = 0; at < 30; at++) tickets.push(await aTicket(ctx, { sessionId: monday }));
    await saveCounter(ctx, aCounter({ desks: 1, minutesPerPerson: 20 }));
    const held = await Promise.all(tickets.map(({ id }) => ticketOf(ctx, id)));
    return { ctx, monday, tuesday, held };
  }

  test('nobody loses one, and the last are offered another day besides, and told', async () => {
    const { ctx, monday, tuesday, held } = await shrunk();
    expect(held.every(({ state, sessionId }) => state === 'held' && sessionId === monday)).toBe(true);
    const offered = held.filter(({ offeredSessionId }) => offeredSessionId !== null);
    expect(offered.length).toBeGreaterThan(5);
    // Seven hours at twenty minutes each are 21 people at the very most.
    expect(offered.length).toBeGreaterThanOrEqual(30 - 21);
    const first = Math.min(...offered.map(({ number }) => number ?? 0));
    expect(first).toBe(30 - offered.length + 1);
    expect(offered.some(({ offeredSessionId }) => offeredSessionId === tuesday)).toBe(true);
    const told = await ctx.db.select().from(messages).where(eq(messages.kind, 'offered'));
    expect(told.map(({ ticketId }) => ticketId).toSorted()).toEqual(offered.map(({ id }) => id).toSorted());
  });

  test('days with nobody give as many as they can do now, and saving it again changes nothing', async () => {
    const { ctx, tuesday } = await shrunk();
    const free = () => ctx.db.$count(places, and(eq(places.sessionId, tuesday), isNull(places.ticketId)));
    const [before, told] = [await free(), await ctx.db.$count(messages)];
    await saveCounter(ctx, aCounter({ desks: 1, minutesPerPerson: 20 }));
    expect([await free(), await ctx.db.$count(messages)]).toEqual([before, told]);
    await saveCounter(ctx, aCounter({ desks: 4 }));
    expect(await free()).toBeGreaterThan(before);
  });
});

test('every fault is named and nothing is written', async () => {
  const ctx = await bekasi();
  const refused = saveCounter(ctx, aCounter({ venueId: 'none', slotId: 'nowhen', staffIds: ['nobody'] }));
  await expect(refused).rejects.toThrow(Invalid);
  await refused.catch((error: Invalid) =>
    expect(error.faults.map(({ field }) => field)).toEqual(['/venueId', '/slotId', '/staffIds/0']),
  );
  expect(await listCounters(ctx)).toEqual([]);
  await saveCounter(ctx, aCounter());
  await expect(saveCounter(ctx, aCounter({ id: 'rekam-lain' }))).rejects.toThrow('rekam-timur already');
  await expect(saveCounter({ ...ctx, actor: anActor('crew') }, aCounter())).rejects.toThrow(Forbidden);
});
