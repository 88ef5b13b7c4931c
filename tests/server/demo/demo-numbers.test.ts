import { readAnomalies } from '@jemput/server/bookings/anomalies';
import { places, queues, tickets } from '@jemput/server/db/schema/bookings';
import { sessions } from '@jemput/server/db/schema/sessions';
import { takeDemoNumbers } from '@jemput/server/demo/demo-numbers';
import { loadDemo } from '@jemput/server/demo/load-demo';
import { count, eq, isNotNull } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { aContext, anActor } from '../../fixtures/test-context.ts';

test.each(['2026-11-20T10:30:00Z', '2026-11-23T01:00:00Z'])(
  'people hold numbers for each of tonight’s five evenings, and none for another day, at %s',
  async (now) => {
    const ctx = await aContext({ now });
    await loadDemo(ctx);
    await takeDemoNumbers(ctx);
    const held = await ctx.db
      .select({ id: tickets.sessionId, date: sessions.date, people: tickets.people, state: tickets.state })
      .from(tickets)
      .innerJoin(sessions, eq(sessions.id, tickets.sessionId));
    expect(new Set(held.map(({ id }) => id)).size).toBe(5);
    expect(new Set(held.map(({ date, state }) => `${date} ${state}`))).toEqual(new Set([`${now.slice(0, 10)} held`]));
    const [placed] = await ctx.db.select({ count: count() }).from(places).where(isNotNull(places.ticketId));
    expect(placed?.count).toBe(held.reduce((sum, { people }) => sum + people, 0));
    const asked = await ctx.db
      .select({ at: tickets.askedAt, opensAt: queues.opensAt })
      .from(tickets)
      .innerJoin(queues, eq(queues.sessionId, tickets.sessionId));
    expect(asked.every(({ at, opensAt }) => at >= opensAt && at <= ctx.now())).toBe(true);
    expect(new Set(asked.map(({ at }) => at)).size).toBeGreaterThan(20);
    expect(await readAnomalies({ ...ctx, actor: anActor('planner') })).toMatchObject({ oddities: [] });
  },
);
