import { instantOf, localDateAt } from '@jemput/shared/calendar/time-zone';
import { and, asc, eq, inArray, ne } from 'drizzle-orm';
import { ensureQueues } from '../bookings/ensure-queues.ts';
import { takeNumber } from '../bookings/take-number.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { queues } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { ofPlans } from '../sessions/of-plans.ts';
import { between, seededRandom } from './seeded-random.ts';

/** Names that many bear; nobody real. */
const names = ['Sri', 'Slamet', 'Siti', 'Joko', 'Endang', 'Wahyu', 'Ratna', 'Agus', 'Dwi', 'Wulan', 'Eko', 'Yuni'];
const surnames = ['Lestari', 'Nugroho', 'Rahayu', 'Santoso', 'Handayani', 'Wibowo', 'Astuti', 'Purnomo'];
/** Households as they come: mostly one person, sometimes a whole family. */
const households = [1, 1, 1, 1, 2, 2, 3, 4];
const userAgents = [
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; Android 8.1.0; CPH1909) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/96.0.4664.104 Mobile Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 15_8 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.6 Mobile/15E148 Safari/604.1',
];
const ASKED_BEFORE_MILLIS = 3_600_000;
/** Of the people expected tonight so many hold a number: made up. */
const HOLDER_SHARE = { low: 0.5, high: 0.8 };
/** Instants at which people ask; those of the same instant are taken in together. */
const INSTANTS = 40;
/** Local hours from six to ten at night, and not in the minutes after a part opens, when numbers are given by lot. */
const usualTime = /T(0[6-9]|1\d|2[01]):(0[3-9]|[1-5]\d)/;

/** Numbers for today's evenings, taken by invented households as people take them: each on its own phone, over the days since they opened. */
export async function takeDemoNumbers(ctx: Context): Promise<void> {
  const random = seededRandom(7);
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const today = await sessionsToday(ctx);
  const ids = today.map(({ id }) => id);
  if (ids.length === 0) return;
  await inTransaction(ctx, (tx) => ensureQueues({ ...ctx, db: tx }, ids));
  const opened = await ctx.db.select({ at: queues.opensAt }).from(queues).where(inArray(queues.sessionId, ids));
  const begins = Math.min(...today.map(({ startsAt }) => startsAt * 1000)) - ASKED_BEFORE_MILLIS;
  const from = Math.max(...opened.map(({ at }) => at));
  const instants = instantsBetween(random, from, Math.min(ctx.now(), begins), ctx.zone);
  const asking = today.flatMap(({ id, expected }) => {
    const wanted = expected * between(random, HOLDER_SHARE.low, HOLDER_SHARE.high);
    return householdsOf(random, wanted).map((people, nth) => ({ id, people, nth, at: one(instants) }));
  });
  const called = names.flatMap((name) => surnames.map((surname) => `${name} ${surname}`));
  for (const instant of instants) {
    const asked = asking.flatMap(({ id, people, nth, at }, household) => {
      if (at !== instant) return [];
      const phone = { address: `demo-${household}`, userAgent: one(userAgents), device: `demo-${household}` };
      // In turn, as the same name many times at one session would look like a broker's.
      const name = called[(nth * 29) % called.length] ?? '';
      const input = { sessionId: id, people, name };
      return takeNumber({ ...ctx, now: () => instant }, input, { ...phone, language: 'id' });
    });
    await Promise.all(asked);
  }
}

function instantsBetween(random: () => number, from: number, until: number, zone: string): number[] {
  const drawn = Array.from({ length: INSTANTS * 3 }, () => Math.floor(between(random, from, until)));
  const usual = drawn.filter((at) => usualTime.test(instantOf(at, zone)));
  return usual.slice(0, INSTANTS).sort((a, b) => a - b);
}

function householdsOf(random: () => number, people: number): number[] {
  const found: number[] = [];
  for (let count = 0; count < people; count += found.at(-1) ?? 1) {
    found.push(households[Math.floor(random() * households.length)] ?? 1);
  }
  return found;
}

function sessionsToday({ db, now, zone }: Context) {
  return db
    .select({ id: sessions.id, startsAt: sessions.startsAt, expected: sessions.expectedMean })
    .from(sessions)
    .where(and(ofPlans, eq(sessions.date, localDateAt(now(), zone)), ne(sessions.status, 'cancelled')))
    .orderBy(asc(sessions.venueId));
}
