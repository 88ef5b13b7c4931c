import { listAreasWithin } from '@jemput/server/sessions/list-areas-within';
import { listServedAreas } from '@jemput/server/sessions/list-served-areas';
import { expect, test } from 'vitest';
import { anOffice, aStint, later, publish } from '../../fixtures/an-office.ts';

test('kelurahan with venues are listed by district, both by name', async () => {
  const ctx = await anOffice();
  expect(await listServedAreas(ctx)).toEqual([
    { code: '33.72.04', name: 'Jebres', areas: [{ code: '33.72.04.1011', name: 'Mojosongo' }] },
    { code: '33.72.01', name: 'Laweyan', areas: [{ code: '33.72.01.1001', name: 'Pajang' }] },
    { code: '33.72.03', name: 'Pasar Kliwon', areas: [{ code: '33.72.03.1002', name: 'Kampung Baru' }] },
  ]);
});

test('areas within one tell the next session that takes place there', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint(), aStint({ venue: 'mojosongo', kits: ['K03'], start: '2026-11-23', days: 1 })]);
  const nextOf = async (code: string, now = ctx) =>
    (await listAreasWithin(now, { code })).map(({ name, next }) => [name, next?.date ?? null]);
  expect(await nextOf('33.72')).toEqual([
    ['Jebres', '2026-11-23'],
    ['Laweyan', '2026-11-20'],
    ['Pasar Kliwon', null],
  ]);
  expect(await nextOf('33.72.01')).toEqual([['Pajang', '2026-11-20']]);
  // 21.00 in Jakarta, the end of the first evening.
  expect(await nextOf('33.72.01', later(ctx, '2026-11-20T14:00:00Z'))).toEqual([['Pajang', '2026-11-21']]);
  expect(await nextOf('33.72.01.1001')).toEqual([]);
});
