import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { and, asc, eq, ne } from 'drizzle-orm';
import { ensureQueues } from '../bookings/ensure-queues.ts';
import { takeNumber } from '../bookings/take-number.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { sessions } from '../db/schema/sessions.ts';
import { ofPlans } from '../sessions/of-plans.ts';
import { between, seededRandom } from './seeded-random.ts';

/** Names that many bear; nobody real. */
const names = ['Sri', 'Slamet', 'Siti', 'Joko', 'Endang', 'Wahyu', 'Ratna', 'Agus', 'Dwi', 'Wulan', 'Eko', 'Yuni'];
const surnames = ['Lestari', 'Nugroho', 'Rahayu', 'Santoso', 'Handayani', 'Wibowo', 'Astuti', 'Purnomo'];
/** Households as they come: mostly one person, sometimes a whole family. */
const households = [1, 1, 1, 1, 2, 2, 3, 4];
const ASKED_BEFORE_MILLIS = 3_600_000;
/** Of the people expected tonight so many hold a number: made up. */
const HOLDER_SHARE = { low: 0.5, high: 0.8 };

/** Numbers for today's evenings, taken by invented people in the way that people take them. */
export async function takeDemoNumbers(ctx: Context): Promise<void> {
  const random = seededRandom(7);
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const today = await sessionsToday(ctx);
  await inTransaction(ctx, (tx) =>
    ensureQueues(
      { ...ctx, db: tx },
      today.map(({ id }) => id),
    ),
  );
  for (const { id, startsAt, expected } of today) {
    const asking = { ...ctx, now: () => Math.min(ctx.now(), startsAt * 1000 - ASKED_BEFORE_MILLIS) };
    const ask = (people: number, at: number) => {
      const from = { address: `demo-${at}`, userAgent: 'demo', device: null, language: 'id' };
      return takeNumber(asking, { sessionId: id, people, name: `${one(names)} ${one(surnames)}` }, from);
    };
    const wanted = expected * between(random, HOLDER_SHARE.low, HOLDER_SHARE.high);
    const asked: Promise<unknown>[] = [];
    for (let people = 0; people < wanted; ) {
      const household = one(households);
      people += household;
      asked.push(ask(household, asked.length));
    }
    await Promise.all(asked);
  }
}

function sessionsToday({ db, now, zone }: Context) {
  return db
    .select({ id: sessions.id, startsAt: sessions.startsAt, expected: sessions.expectedMean })
    .from(sessions)
    .where(and(ofPlans, eq(sessions.date, localDateAt(now(), zone)), ne(sessions.status, 'cancelled')))
    .orderBy(asc(sessions.venueId));
}
