import { randomUUID } from 'node:crypto';
import type { AppRouter } from '@jemput/server/app-router';
import { tickets } from '@jemput/server/db/schema/bookings';
import type { EveningAnswer } from '@jemput/shared/bookings/evening-sheet';
import { createTRPCClient, httpLink } from '@trpc/client';
import * as devalue from 'devalue';
import { expect, test } from 'vitest';
import { aServedContext } from '../../fixtures/a-served-context.ts';
import { anEvening } from '../../fixtures/an-evening.ts';

const PRESSES = 1000;
const NUMBERS = 240;
const AT_ONCE = 20;

test('two desks that press next a thousand times at once over HTTP never call the same number', async () => {
  const { office, sessionId } = await anEvening({ numbers: NUMBERS });
  await office.db.update(tickets).set({ arrivedAt: office.now() });
  const { url, cookieOf } = await aServedContext({ context: office });
  const cookie = await cookieOf('planner');
  const client = createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${url}/api/trpc`,
        transformer: { serialize: devalue.stringify, deserialize: devalue.parse },
        headers: { cookie, origin: 'http://localhost:3000' },
      }),
    ],
  });
  const leases = new Map<string, number>();
  const act = async (deviceId: string, kind: string): Promise<EveningAnswer> => {
    const events = [{ kind, id: randomUUID(), madeAt: office.now() }];
    const leaseNo = leases.get(deviceId) ?? 0;
    const answer: EveningAnswer = await client.evening.act.mutate({ sessionId, deviceId, leaseNo, events });
    leases.set(deviceId, Math.max(leases.get(deviceId) ?? 0, answer.sheet.mine?.leaseNo ?? 0));
    return answer;
  };
  const devices = ['device-b', 'device-c'];
  for (const device of devices) await act(device, 'desk_opened');

  const called: { device: string; ticketId: string }[] = [];
  let pressed = 0;
  const press = async (device: string) => {
    while (pressed < PRESSES) {
      pressed += 1;
      const { receipts } = await act(device, 'call_next');
      const ticketId = receipts[0]?.ticketId;
      if (ticketId) called.push({ device, ticketId });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, line) => press(devices[line % 2] as string)));

  const numbers = called.map(({ ticketId }) => ticketId);
  expect(new Set(numbers).size).toBe(numbers.length);
  const rows = await office.db.select().from(tickets);
  expect(rows.filter(({ calls }) => calls > 1)).toEqual([]);
  expect(rows.filter(({ calls }) => calls === 1).length).toBe(numbers.length);
  expect(numbers.length).toBe(NUMBERS);
  for (const one of devices) expect(called.filter(({ device }) => device === one).length).toBeGreaterThan(NUMBERS / 4);
});
