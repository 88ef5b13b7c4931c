import { areas, openings, pools, slots, venues } from '@jemput/server/db/schema/places';
import { acts } from '@jemput/server/db/schema/staff';
import { createCaller } from '@jemput/server/http/router';
import { listVenueRecords } from '@jemput/server/places/list-venue-records';
import { getVenue, listVenues } from '@jemput/server/places/public-venues';
import { saveVenue } from '@jemput/server/places/save-venue';
import type { Venue } from '@jemput/shared/places/venue';
import { expect, test } from 'vitest';
import { aContext } from '../../fixtures/test-context.ts';

const evenings = { weekdays: [1, 2, 3, 4, 5, 6], except: ['2026-12-25'], also: [] };

const pajang: Venue = {
  id: 'kelurahan-pajang',
  name: 'Kelurahan Pajang',
  kind: 'kelurahan',
  poolId: 'pajang',
  areaCode: '33.72.01.1001',
  address: 'Jl. Transito',
  lat: -7.5681,
  lon: 110.7823,
  maxKits: 2,
  contactName: 'Ibu Lurah',
  contactPhone: '0271 000',
  active: true,
  openings: { malam: evenings },
};

async function anOffice() {
  const ctx = await aContext();
  await ctx.db.insert(areas).values([
    { code: '33.72.01', name: 'Laweyan', level: 'district', parentCode: '33.72' },
    { code: '33.72.01.1001', name: 'Pajang', level: 'village', parentCode: '33.72.01' },
  ]);
  await ctx.db
    .insert(pools)
    .values({ id: 'pajang', name: 'Pajang', areaCode: '33.72.01.1001', eligible: 900, remaining: 400 });
  await ctx.db.insert(slots).values([
    { id: 'malam', name: 'Malam', startTime: '16:00', endTime: '21:00' },
    { id: 'pagi', name: 'Pagi', startTime: '08:00', endTime: '12:00' },
  ]);
  return ctx;
}

test('a venue is kept with its contact and openings, and changed by saving it again', async () => {
  const ctx = await anOffice();
  expect(await saveVenue(ctx, pajang)).toEqual({ id: 'kelurahan-pajang' });
  expect(await listVenueRecords(ctx)).toEqual([pajang]);
  const changed = { ...pajang, maxKits: 3, openings: { pagi: evenings } };
  await saveVenue(ctx, changed);
  expect(await listVenueRecords(ctx)).toEqual([changed]);
  expect((await ctx.db.select().from(acts)).map(({ act, subject, actorId }) => [act, subject, actorId])).toEqual([
    ['places.saveVenue', 'kelurahan-pajang', 'planner-1'],
    ['places.saveVenue', 'kelurahan-pajang', 'planner-1'],
  ]);
});

test('the public sees where it is, and nothing of the contact', async () => {
  const ctx = await anOffice();
  await saveVenue(ctx, pajang);
  const seen = await getVenue(ctx, { id: 'kelurahan-pajang' });
  expect(seen.area).toEqual({ code: '33.72.01.1001', name: 'Pajang', district: 'Laweyan' });
  expect(Object.keys(seen).toSorted()).toEqual(['address', 'area', 'id', 'kind', 'lat', 'lon', 'name']);
});

test('a venue out of use is not listed, and still found by those who have its address', async () => {
  const ctx = await anOffice();
  await saveVenue(ctx, { ...pajang, active: false });
  expect(await listVenues(ctx)).toEqual([]);
  expect((await getVenue(ctx, { id: 'kelurahan-pajang' })).name).toBe('Kelurahan Pajang');
  await expect(getVenue(ctx, { id: 'elsewhere' })).rejects.toThrow('There is no venue elsewhere.');
});

test('a venue with four faults is refused with all four, and nothing is written', async () => {
  const ctx = await anOffice();
  const wrong = {
    ...pajang,
    lat: 110.7823,
    lon: -7.5681,
    poolId: 'x',
    areaCode: '33.72.09.1001',
    openings: { dini: evenings },
  };
  await expect(saveVenue(ctx, wrong)).rejects.toMatchObject({
    name: 'Invalid',
    faults: [
      { field: '/lat', code: 'off_map', value: '110.7823, -7.5681' },
      { field: '/poolId', code: 'unknown_pool', value: 'x' },
      { field: '/areaCode', code: 'unknown_area', value: '33.72.09.1001' },
      { field: '/openings/dini', code: 'unknown_slot', value: 'dini' },
    ],
  });
  expect([await ctx.db.$count(venues), await ctx.db.$count(openings), await ctx.db.$count(acts)]).toEqual([0, 0, 0]);
});

test('a district shows the venues of its villages, a village only its own', async () => {
  const ctx = await anOffice();
  await saveVenue(ctx, pajang);
  const caller = createCaller(ctx);
  const district = await caller.places.getArea({ code: '33.72.01' });
  expect([district.area.name, district.district, district.venues.length]).toEqual(['Laweyan', null, 1]);
  const village = await caller.places.getArea({ code: '33.72.01.1001' });
  expect([village.area.name, village.district?.name, village.venues.length]).toEqual(['Pajang', 'Laweyan', 1]);
  expect((await caller.places.listAreas({ level: 'village' })).map(({ name }) => name)).toEqual(['Pajang']);
  await expect(caller.places.getArea({ code: '33.72.0' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
