import { cancelByToken } from '@jemput/server/bookings/cancel-by-token';
import { lapseOffers } from '@jemput/server/bookings/lapse-offers';
import { moveTicket } from '@jemput/server/bookings/move-ticket';
import { takeNumber } from '@jemput/server/bookings/take-number';
import { places, queueSettings, queues, tickets } from '@jemput/server/db/schema/bookings';
import { sessions } from '@jemput/server/db/schema/sessions';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anOffice, aStint, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';

const NUMBERS = 5;
const OPEN = Date.parse('2026-11-24T01:00:00Z');
const START = Date.parse('2026-11-25T03:00:00Z');

interface Office {
  ctx: OfficeContext;
  sessionIds: string[];
}

/** Three evenings with five places each, given to whoever asks first. */
async function threeEvenings(): Promise<Office> {
  const office = await anOffice();
  const ctx = later(office, '2026-11-25T03:00:00Z');
  await ctx.db.insert(queueSettings).values({ id: 1, settings: { release: 'first_come', mostTickets: 6 } });
  await publish(office, [aStint({ start: '2026-11-26', days: 3 })]);
  const sessionIds = (await ctx.db.select({ id: sessions.id }).from(sessions)).map(({ id }) => id);
  await ctx.db.update(queues).set({ numbers: NUMBERS, laidOutAt: OPEN, opensAt: OPEN });
  return { ctx, sessionIds };
}

async function emptied({ ctx, sessionIds }: Office): Promise<void> {
  await ctx.db.delete(tickets);
  await ctx.db.delete(places);
  for (const sessionId of sessionIds) {
    const units = Array.from({ length: NUMBERS }, (_, at) => ({ sessionId, unit: at + 1, freeFrom: OPEN }));
    await ctx.db.insert(places).values(units);
  }
  await ctx.db.update(queues).set({ lastNumbers: {} });
  await ctx.db.update(sessions).set({ status: 'scheduled' });
}

type Step =
  | { do: 'take'; session: number; people: number; key: number }
  | { do: 'cancel' | 'wait'; ticket: number }
  | { do: 'move'; ticket: number; session: number }
  | { do: 'call off'; session: number };

const session = fc.nat(2);
const ticket = fc.nat(20);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('take' as const),
      session,
      people: fc.integer({ min: 1, max: 4 }),
      key: fc.nat(12),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('cancel' as const), ticket }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('move' as const), ticket, session }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), ticket }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('call off' as const), session }) },
);

/** Whatever is written to, at most so many minutes after it began. */
async function run({ ctx, sessionIds }: Office, rounds: readonly (readonly Step[])[]): Promise<string[]> {
  const tokens: string[] = [];
  let now = START;
  const at = { ...ctx, now: () => now };
  const act = async (one: Step) => {
    const token = 'ticket' in one ? tokens[one.ticket % Math.max(1, tokens.length)] : undefined;
    const sessionId = 'session' in one ? (sessionIds[one.session] ?? '') : '';
    if (one.do === 'take') {
      const form = { sessionId, people: one.people, name: 'Sri', key: `a-key-of-the-form-${one.key}` };
      const taken = await takeNumber(at, form, { address: '', userAgent: '', device: null, language: 'id' });
      if (taken.outcome !== 'refused') tokens.push(taken.token);
    }
    if (one.do === 'cancel' && token) await cancelByToken(at, token);
    if (one.do === 'move' && token) await moveTicket(at, { token, toSessionId: sessionId });
    if (one.do === 'call off')
      await ctx.db.update(sessions).set({ status: 'cancelled' }).where(eq(sessions.id, sessionId));
  };
  for (const round of rounds) {
    await Promise.all(round.map(act));
    now += 20 * 60_000;
    await lapseOffers(at);
    await expectInvariants(ctx);
  }
  return tokens;
}

async function expectInvariants({ db }: OfficeContext): Promise<void> {
  const all = await db.select().from(tickets);
  const taken = await db.select().from(places);
  const labels = all.flatMap(({ sessionId, series, number }) =>
    number === null ? [] : `${sessionId} ${series} ${number}`,
  );
  expect(new Set(labels).size).toBe(labels.length);
  for (const { id, state, sessionId, people } of all) {
    const own = taken.filter(({ ticketId }) => ticketId === id);
    const hasPlaces = state === 'held' || state === 'offered';
    expect(own.length).toBe(hasPlaces ? people : 0);
    expect(own.every((place) => place.sessionId === sessionId)).toBe(true);
  }
  const known = new Set(all.map(({ id }) => id));
  expect(taken.filter(({ ticketId }) => ticketId !== null && !known.has(ticketId))).toEqual([]);
  expect(taken).toHaveLength(3 * NUMBERS);
}

test('whoever takes, gives back, moves and waits at once: never a place or a number twice, never a person without a place', async () => {
  const office = await threeEvenings();
  const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(rounds, async (steps) => {
      await emptied(office);
      await run(office, steps);
    }),
    { numRuns: 40 },
  );
});
