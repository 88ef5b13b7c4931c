import { type Month, monthOf, shareOfMonthBy } from '@jemput/shared/calendar/month';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { and, eq, inArray, isNull, lt, lte, type SQL, sql } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import type { Context } from '../context.ts';
import { comingOfAge } from '../db/schema/field.ts';
import { pools } from '../db/schema/places.ts';

type Entering = Pick<Context, 'db' | 'now' | 'zone' | 'actor'>;

function thisMonth(ctx: Pick<Context, 'now' | 'zone'>): Month {
  return monthOf(localDateAt(ctx.now(), ctx.zone));
}

/**
 * Takes the people of every month that is over into their pools' people eligible and remaining, each month once however
 * often it is asked. Within a transaction.
 */
export async function enterComeOfAge(ctx: Entering): Promise<void> {
  await enter(ctx, lt(comingOfAge.month, thisMonth(ctx)));
}

/** The same for one pool up to this month, where more were recorded there than its people remaining tell of. */
export async function enterEarly(ctx: Entering, poolId: string): Promise<void> {
  await enter(ctx, and(eq(comingOfAge.poolId, poolId), lte(comingOfAge.month, thisMonth(ctx))));
}

async function enter(ctx: Entering, which: SQL | undefined): Promise<void> {
  const { db } = ctx;
  const entered = await db
    .update(comingOfAge)
    .set({ enteredAt: ctx.now() })
    .where(and(isNull(comingOfAge.enteredAt), which))
    .returning();
  for (const { poolId, people } of entered) {
    const more = { eligible: sql`${pools.eligible} + ${people}`, remaining: sql`${pools.remaining} + ${people}` };
    await db.update(pools).set(more).where(eq(pools.id, poolId));
  }
  if (entered.length > 0) await recordAct(db, ctx, 'places.enterComeOfAge', 'pools', entered);
}

/** Of the running month, from which its people count as told of by an official list. */
const MOSTLY_OVER = 0.5;

/**
 * New official counts of people remaining have in them whoever has come of age by today: the running month counts as
 * entered where more than half of it is over, so that the counts are never off by more than half a month. Call it after
 * `enterComeOfAge`.
 */
export async function countAsEntered(ctx: Entering, poolIds: readonly string[]): Promise<void> {
  const month = thisMonth(ctx);
  if (shareOfMonthBy(month, localDateAt(ctx.now(), ctx.zone)) <= MOSTLY_OVER) return;
  const ofPools = and(eq(comingOfAge.month, month), inArray(comingOfAge.poolId, [...poolIds]));
  await ctx.db
    .update(comingOfAge)
    .set({ enteredAt: ctx.now() })
    .where(and(isNull(comingOfAge.enteredAt), ofPools));
}
