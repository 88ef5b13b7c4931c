import { ensureQueues } from '@jemput/server/bookings/ensure-queues';
import { layOutDue } from '@jemput/server/bookings/lay-out-places';
import { tellDue } from '@jemput/server/bookings/tell-queues';
import { places, queueSettings, queues } from '@jemput/server/db/schema/bookings';
import { sessions } from '@jemput/server/db/schema/sessions';
import { numbersFor } from '@jemput/server/queue/numbers-for';
import { getSession } from '@jemput/server/sessions/get-session';
import type { QueueSettings } from '@jemput/shared/bookings/queue-settings';
import { expect, test } from 'vitest';
import { anOffice, aStint, later, publish } from '../../fixtures/an-office.ts';

async function published(settings: Partial<QueueSettings> = {}) {
  const ctx = await anOffice();
  await ctx.db.insert(queueSettings).values({ id: 1, settings });
  await publish(ctx, [aStint({ start: '2026-11-27', days: 1 })]);
  return ctx;
}

test('a session has its queue from the moment it is promised, open three days before at eight', async () => {
  const ctx = await published();
  expect(await ctx.db.select().from(queues)).toMatchObject([
    {
      release: 'staggered',
      opensAt: Date.parse('2026-11-24T08:00:00+07:00'),
      closesAt: Date.parse('2026-11-27T16:00:00+07:00'),
      laidOutAt: null,
      commitment: null,
    },
  ]);
});

test('a queue follows its session’s hours, once and as often as asked', async () => {
  const ctx = await published();
  const [before] = await ctx.db.select().from(sessions);
  const day = 86_400;
  const { startsAt = 0, endsAt = 0, id = '' } = before ?? {};
  await ctx.db.update(sessions).set({ date: '2026-11-28', startsAt: startsAt + day, endsAt: endsAt + day });
  await ensureQueues(ctx, [id]);
  await ensureQueues(ctx, [id]);
  expect(await ctx.db.select().from(queues)).toMatchObject([
    { opensAt: Date.parse('2026-11-25T08:00:00+07:00'), closesAt: Date.parse('2026-11-28T16:00:00+07:00') },
  ]);
});

test('places are laid out once, as many as can be served, and each part is told when its hour has come', async () => {
  const ctx = await published({ releaseParts: 3, releasePartHours: 4 });
  await layOutDue(later(ctx, '2026-11-23T10:00:00Z'));
  expect(await ctx.db.select().from(places)).toEqual([]);
  const [{ id: promised = '' } = {}] = await ctx.db.select().from(sessions);
  expect((await getSession(ctx, { id: promised })).session.queue?.left).toBeNull();
  const opened = later(ctx, '2026-11-24T08:00:30+07:00');
  await Promise.all([layOutDue(opened), layOutDue(opened)]);
  const [session] = await ctx.db.select().from(sessions);
  const id = session?.id ?? '';
  const { numbers } = await numbersFor(opened, id);
  expect(numbers).toBeGreaterThan(20);
  expect(await ctx.db.select().from(places)).toHaveLength(numbers);
  const third = Math.ceil(numbers / 3);
  expect((await getSession(opened, { id })).session.queue).toMatchObject({ issued: 0, left: third, serving: 0 });
  const noon = later(ctx, '2026-11-24T12:00:00+07:00');
  await tellDue(noon);
  expect((await getSession(noon, { id })).session.queue?.left).toBe(Math.ceil((numbers * 2) / 3));
});

test('a session whose numbers are drawn commits to its seed when it is promised', async () => {
  const ctx = await published({ release: 'draw' });
  const [queue] = await ctx.db.select().from(queues);
  expect(queue?.commitment).toMatch(/^[0-9a-f]{64}$/);
  expect([queue?.seed, queue?.sealedSeed?.includes(queue.commitment ?? '')]).toEqual([null, false]);
  expect(queue?.closesAt).toBe(Date.parse('2026-11-26T16:00:00+07:00'));
});
