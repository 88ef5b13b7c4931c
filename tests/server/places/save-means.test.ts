import { areas, kits as kitRows, office } from '@jemput/server/db/schema/places';
import { acts } from '@jemput/server/db/schema/staff';
import { listCrew, saveCrewMember } from '@jemput/server/places/crew';
import { getOffice } from '@jemput/server/places/get-office';
import { listKits, saveKit } from '@jemput/server/places/kits';
import { listOutages, removeOutage, saveOutage } from '@jemput/server/places/outages';
import { listPools, savePool } from '@jemput/server/places/pools';
import { saveOffice } from '@jemput/server/places/save-office';
import { ensureSlots, saveSlot } from '@jemput/server/places/slots';
import { slotSchema } from '@jemput/shared/places/slot';
import { expect, test } from 'vitest';
import { aContext } from '../../fixtures/test-context.ts';

const kit = { id: 'K1', name: 'Kit 1', baseLat: -7.5686, baseLon: 110.829, recordingsPerHour: 12, active: true };

test('a kit is kept and changed; one with its base at sea is refused', async () => {
  const ctx = await aContext();
  await saveKit(ctx, kit);
  await saveKit(ctx, { ...kit, recordingsPerHour: 15 });
  expect(await listKits(ctx)).toEqual([{ ...kit, recordingsPerHour: 15 }]);
  const faults = [{ field: '/baseLat', code: 'off_map' }];
  await expect(saveKit(ctx, { ...kit, id: 'K2', baseLat: 0, baseLon: 0 })).rejects.toMatchObject({ faults });
  expect(await ctx.db.$count(kitRows)).toBe(1);
});

test('an outage is kept until it is removed, and both are audited', async () => {
  const ctx = await aContext();
  await saveKit(ctx, kit);
  const outage = { kitId: 'K1', startDate: '2026-11-23', endDate: '2026-11-24', reason: 'servis' };
  const { id } = await saveOutage(ctx, outage);
  expect(await listOutages(ctx)).toEqual([{ id, ...outage }]);
  await removeOutage(ctx, { id });
  expect(await listOutages(ctx)).toEqual([]);
  await expect(removeOutage(ctx, { id })).rejects.toMatchObject({ name: 'NotFound' });
  await expect(saveOutage(ctx, { ...outage, kitId: 'K9' })).rejects.toMatchObject({
    faults: [{ code: 'unknown_kit' }],
  });
  const audited = (await ctx.db.select().from(acts)).map(({ act }) => act);
  expect(audited).toEqual(['places.saveKit', 'places.saveOutage', 'places.removeOutage']);
});

test('a pool cannot have more people to go than people', async () => {
  const ctx = await aContext();
  await ctx.db
    .insert(areas)
    .values({ code: '33.72.01.1001', name: 'Pajang', level: 'village', parentCode: '33.72.01' });
  const pool = {
    id: 'pajang',
    name: 'Pajang',
    areaCode: '33.72.01.1001',
    eligible: 900,
    remaining: 901,
    minSessions: 0,
  };
  const wrong = savePool(ctx, { ...pool, areaCode: '33.72.02.1001' });
  await expect(wrong).rejects.toMatchObject({ faults: [{ code: 'above_eligible' }, { code: 'unknown_area' }] });
  await savePool(ctx, { ...pool, remaining: 900 });
  expect(await listPools(ctx)).toEqual([{ ...pool, remaining: 900 }]);
});

test('a crew member goes with a kit and signs in with an account that exist', async () => {
  const ctx = await aContext();
  await saveKit(ctx, kit);
  const agus = { id: 'agus', name: 'Agus', phone: '', kitId: 'K1', userId: null, active: true };
  await saveCrewMember(ctx, agus);
  expect(await listCrew(ctx)).toEqual([agus]);
  const wrong = saveCrewMember(ctx, { ...agus, kitId: 'K9', userId: 'nobody' });
  await expect(wrong).rejects.toMatchObject({ faults: [{ code: 'unknown_kit' }, { code: 'unknown_account' }] });
  expect(await listCrew(ctx)).toEqual([agus]);
});

test.each([
  ['Asia/Jakarta', 'WIB', '2026-11-20', '2026-11-20T23:30:00+07:00'],
  ['Asia/Makassar', 'WITA', '2026-11-21', '2026-11-21T00:30:00+08:00'],
  ['Asia/Jayapura', 'WIT', '2026-11-21', '2026-11-21T01:30:00+09:00'],
])('in %s the office is on %s and its own date', async (zone, zoneName, today, now) => {
  const ctx = await aContext({ zone, now: '2026-11-20T16:30:00Z', role: null });
  expect(await getOffice(ctx)).toMatchObject({ zone, zoneName, today, now, demo: false, slots: [] });
});

test('nobody without the permission changes any of it', async () => {
  for (const role of ['crew', 'courier', 'viewer', null] as const) {
    const ctx = await aContext({ role });
    await expect(saveKit(ctx, kit)).rejects.toMatchObject({ name: 'Forbidden' });
    await expect(removeOutage(ctx, { id: 'x' })).rejects.toMatchObject({ name: 'Forbidden' });
    expect(await ctx.db.$count(acts)).toBe(0);
  }
});

test('an office begins with slots, changes them, and keeps its changes at the next start', async () => {
  const ctx = await aContext();
  await ensureSlots(ctx);
  expect((await getOffice(ctx)).slots.map(({ id }) => id)).toEqual(['pagi', 'siang', 'malam']);
  const early = { id: 'malam', name: 'Malam', startTime: '15:00', endTime: '20:00' };
  await saveSlot(ctx, early);
  await ensureSlots(ctx);
  expect((await getOffice(ctx)).slots).toHaveLength(3);
  expect((await getOffice(ctx)).slots).toContainEqual(early);
  expect(slotSchema.safeParse({ ...early, endTime: '15:00' }).error?.issues[0]?.path).toEqual(['endTime']);
  expect(slotSchema.safeParse({ ...early, startTime: '25:00' }).success).toBe(false);
});

test('naming the office keeps whether it is a demo', async () => {
  const ctx = await aContext();
  await saveOffice(ctx, { name: 'Disdukcapil Kota Surakarta', regencyCode: '33.72' });
  expect(await getOffice(ctx)).toMatchObject({ name: 'Disdukcapil Kota Surakarta', regencyCode: '33.72', demo: false });
  await ctx.db.update(office).set({ demo: true });
  await saveOffice(ctx, { name: 'Disdukcapil', regencyCode: '33.72' });
  expect(await getOffice(ctx)).toMatchObject({ name: 'Disdukcapil', demo: true });
});
