import { takeNumber } from '@jemput/server/bookings/take-number';
import { readToken } from '@jemput/server/bookings/ticket-token';
import { inTransaction } from '@jemput/server/db/open';
import { places, queueSettings, ticketEvents, tickets } from '@jemput/server/db/schema/bookings';
import { messages } from '@jemput/server/db/schema/messages';
import { sessions } from '@jemput/server/db/schema/sessions';
import { answerChange, answers } from '@jemput/server/following/answer-change';
import { followSessions } from '@jemput/server/following/follow-session';
import { lapseUnanswered, offerStranded } from '@jemput/server/following/lapse-unanswered';
import { endedStates } from '@jemput/shared/bookings/ticket';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anOffice, aStint, type OfficeContext, publish } from '../../fixtures/an-office.ts';
import { aTicket, layOutExactly } from '../../fixtures/evening-numbers.ts';

const evenings = [
  aStint({ start: '2026-11-27', days: 1 }),
  aStint({ venue: 'kampung-baru', start: '2026-11-27', days: 1, kits: ['K02'] }),
  aStint({ venue: 'kampung-baru', start: '2026-12-04', days: 1, kits: ['K02'] }),
  aStint({ venue: 'mojosongo', start: '2026-12-01', days: 1, kits: ['K03'] }),
];

async function fourEvenings(numbers: readonly number[]) {
  const ctx = await anOffice();
  await publish(ctx, evenings);
  const rows = await ctx.db.select({ id: sessions.id }).from(sessions).orderBy(sessions.startsAt, sessions.venueId);
  const ids = rows.map(({ id }) => id);
  for (const [at, id] of ids.entries()) await layOutExactly(ctx, id, numbers[at] ?? 0);
  return { ctx, ids };
}

/** As a publication does it: the session is cancelled and its holders are taken along, all or nothing. */
function cancel(ctx: OfficeContext, sessionId: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    await tx.update(sessions).set({ status: 'cancelled' }).where(eq(sessions.id, sessionId));
    await followSessions({ ...ctx, db: tx }, { moved: [], cancelled: [sessionId] });
  });
}

/** What must be true of all tickets and places, whatever happened. */
async function checkAll(ctx: OfficeContext): Promise<void> {
  const all = await ctx.db.select().from(tickets);
  const taken = await ctx.db.select().from(places);
  const status = new Map((await ctx.db.select().from(sessions)).map((session) => [session.id, session.status]));
  const told = new Set((await ctx.db.select({ id: messages.ticketId }).from(messages)).map(({ id }) => id));
  const known = new Set((await ctx.db.select({ id: ticketEvents.ticketId }).from(ticketEvents)).map(({ id }) => id));
  for (const ticket of all) {
    const mine = taken.filter(({ ticketId }) => ticketId === ticket.id);
    const at = (sessionId: string | null) => mine.filter((place) => place.sessionId === sessionId).length;
    const stands = status.get(ticket.sessionId) !== 'cancelled';
    const hasPlace = ['held', 'offered'].includes(ticket.state);
    expect(at(ticket.sessionId)).toBe(hasPlace && stands ? ticket.people : 0);
    expect(at(ticket.offeredSessionId)).toBe(ticket.offeredSessionId ? ticket.people : 0);
    expect(mine).toHaveLength((hasPlace && stands ? ticket.people : 0) + (ticket.offeredSessionId ? ticket.people : 0));
    if (ticket.offeredSessionId) {
      expect(status.get(ticket.offeredSessionId)).not.toBe('cancelled');
      expect(ticket.answerBy).toBeGreaterThan(ctx.now());
    }
    const hasEnded = endedStates.includes(ticket.state);
    if (hasEnded) expect(known.has(ticket.id)).toBe(true);
    if ((!stands && !hasEnded) || ticket.followedFrom) expect(told.has(ticket.id)).toBe(true);
  }
  const numbers = all.flatMap(({ sessionId, number }) => (number === null ? [] : [`${sessionId} ${number}`]));
  const offered = all.flatMap(({ offeredSessionId: id, offeredNumber }) => (id ? [`${id} ${offeredNumber}`] : []));
  expect(new Set([...numbers, ...offered]).size).toBe(numbers.length + offered.length);
}

/** Whoever fell from one session to one other, in the order of their numbers there and of their places here. */
async function checkOrder(ctx: OfficeContext, from: string): Promise<void> {
  const all = await ctx.db.select().from(tickets).where(eq(tickets.sessionId, from));
  const byAlternative = Map.groupBy(
    all.filter(({ offeredSessionId }) => offeredSessionId !== null),
    ({ offeredSessionId }) => offeredSessionId,
  );
  for (const group of byAlternative.values()) {
    const inOrder = group.sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
    const dues = inOrder.map(({ offeredPlaceAt }) => offeredPlaceAt ?? 0);
    expect(dues).toEqual([...dues].sort((a, b) => a - b));
    const numbers = inOrder.map(({ offeredNumber }) => offeredNumber ?? 0);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  }
}

const people = fc.integer({ min: 1, max: 4 });
const which = fc.nat(3);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ what: fc.constant('take' as const), which, people }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('wait' as const), which, people }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('cancel' as const), which }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('answer' as const), nth: fc.nat(40), choice: fc.nat(2) }) },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('hours pass' as const), hours: fc.integer({ min: 1, max: 30 }) }),
  },
);

test('whatever is cancelled, answered or left unanswered: nobody without state, word or ticket, no place twice, order kept', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 4, maxLength: 4 }),
      fc.array(fc.record({ what: fc.constant('take' as const), which, people }), { minLength: 8, maxLength: 16 }),
      fc.array(step, { minLength: 8, maxLength: 30, size: 'max' }),
      async (numbers, before, later) => {
        const { ctx, ids } = await fourEvenings(numbers);
        const steps = [...before, ...later];
        let now = ctx.now();
        const moving: OfficeContext = { ...ctx, now: () => now };
        const tokens: string[] = [];
        const fallen = new Set<string>();
        for (const one of steps) {
          const id = 'which' in one ? (ids[one.which] ?? '') : '';
          if (one.what === 'take' && !fallen.has(id)) {
            const taken = await aTicket(moving, { sessionId: id, people: one.people }).catch(() => null);
            if (taken) tokens.push(taken.token);
          } else if (one.what === 'wait' && !fallen.has(id)) {
            tokens.push((await aTicket(moving, { sessionId: id, people: one.people, state: 'waiting_list' })).token);
          } else if (one.what === 'cancel' && !fallen.has(id)) {
            fallen.add(id);
            await cancel(moving, id);
            await checkOrder(moving, id);
          } else if (one.what === 'answer') {
            const token = tokens[one.nth % Math.max(1, tokens.length)] ?? '';
            const choice = answers[one.choice] ?? 'stay';
            await answerChange(moving, { token, choice }).catch((error: Error) =>
              expect(['NotFound', 'Conflict']).toContain(error.name),
            );
          } else if (one.what === 'hours pass') {
            now += one.hours * 3_600_000;
            await lapseUnanswered(moving);
            await offerStranded(moving);
          }
          await checkAll(moving);
        }
      },
    ),
    { numRuns: 15 },
  );
});

test('a session that is cancelled while many ask for its numbers leaves nobody with one there and nothing in its stead', async () => {
  const { ctx, ids } = await fourEvenings([40, 60, 0, 0]);
  await ctx.db.insert(queueSettings).values({ id: 1, settings: { release: 'first_come' } });
  const [sessionId = '', other = ''] = ids;
  const asked = Array.from({ length: 80 }, (_, at) => {
    const form = { sessionId, people: 1, name: `Warga ${at}`, key: `form-number-${String(at).padStart(6, '0')}` };
    return takeNumber(ctx, form, { address: `10.0.0.${at}`, userAgent: 'test', device: null, language: 'id' });
  });
  const [, ...taken] = await Promise.all([cancel(ctx, sessionId), ...asked]);
  const told = taken.flatMap((answer) =>
    answer.outcome === 'number' ? [readToken(ctx.secret, 'ticket', answer.token)] : [],
  );
  const rows = await ctx.db.select().from(tickets);
  expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining(told));
  for (const ticket of rows) {
    expect(ticket.sessionId === sessionId ? ticket.offeredSessionId : ticket.sessionId).toBe(other);
  }
  expect(await ctx.db.$count(places, eq(places.sessionId, sessionId))).toBe(40);
  const left = await ctx.db.select().from(places).where(eq(places.sessionId, sessionId));
  expect(left.filter(({ ticketId }) => ticketId !== null)).toEqual([]);
});
