import * as devalue from 'devalue';
import { expect, test } from 'vitest';
import { aServedContext, type ServedContext } from '../../fixtures/a-served-context.ts';

interface Refusal {
  error: string;
}

async function refusal(served: ServedContext, path: string, cookie: string, input: unknown) {
  const answer = await fetch(`${served.url}/api/trpc/${path}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify(devalue.stringify(input)),
  });
  const body = (await answer.json()) as Refusal;
  return { status: answer.status, error: devalue.parse(body.error) };
}

const venue = {
  id: 'balai-pajang',
  name: 'Balai Kelurahan Pajang',
  kind: 'kelurahan',
  poolId: 'no-pool',
  areaCode: '33.72.01.1001',
  address: '',
  lat: 110.78,
  lon: -7.57,
  maxKits: 2,
  contactName: '',
  contactPhone: '',
  active: true,
  openings: { tengah: { weekdays: [1], except: [], also: [] } },
};

test('an input of a wrong shape is refused with every fault by its place', async () => {
  const served = await aServedContext();
  const input = { kitId: 7, startDate: '2026-02-30', endDate: '2026-03-01', reason: '' };
  const { status, error } = await refusal(served, 'places.saveOutage', await served.cookieOf('planner'), input);
  expect(status).toBe(400);
  expect(error.data.faults.map((fault: { field: string }) => fault.field)).toEqual(['/kitId', '/startDate', '/reason']);
  expect(error.message).toContain('/startDate: must be a date that exists');
});

test('an input of a wrong meaning is refused with every fault by its place', async () => {
  const served = await aServedContext();
  const cookie = await served.cookieOf('planner');
  const { status, error } = await refusal(served, 'places.saveVenue', cookie, { ...venue, lat: 10.78, lon: 7.57 });
  expect(status).toBe(422);
  const fields = error.data.faults.map((fault: { field: string; code: string }) => [fault.field, fault.code]);
  expect(fields).toEqual([
    ['/lat', 'off_map'],
    ['/poolId', 'unknown_pool'],
    ['/areaCode', 'unknown_area'],
    ['/openings/tengah', 'unknown_slot'],
  ]);
});

test('what is not there is 404, and what is not theirs 403', async () => {
  const served = await aServedContext();
  expect((await refusal(served, 'places.removeOutage', await served.cookieOf('planner'), { id: 'x' })).status).toBe(
    404,
  );
  expect((await refusal(served, 'places.removeOutage', await served.cookieOf('crew'), { id: 'x' })).status).toBe(403);
  expect((await refusal(served, 'places.removeOutage', '', { id: 'x' })).status).toBe(403);
});

test('a failure of ours reaches nobody in words', async () => {
  const served = await aServedContext();
  const cookie = await served.cookieOf('planner');
  await served.ctx.db.run('drop table outages');
  const { status, error } = await refusal(served, 'places.removeOutage', cookie, { id: 'x' });
  expect(status).toBe(500);
  expect(JSON.stringify(error)).toContain('Something failed on our side.');
  expect(JSON.stringify(error)).not.toMatch(/outages|select|delete|sqlite|\.ts/i);
});

test('one request asks at most thirty things', async () => {
  const { url } = await aServedContext();
  const ask = async (calls: number) => {
    const paths = Array.from({ length: calls }, () => 'auth.me').join(',');
    return (await fetch(`${url}/api/trpc/${paths}?batch=1`)).status;
  };
  expect([await ask(30), await ask(31)]).toEqual([200, 400]);
});
