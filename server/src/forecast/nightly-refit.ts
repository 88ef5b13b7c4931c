import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import { epochMillisAt, localDateAt, localTimeAt } from '@jemput/shared/calendar/time-zone';
import { desc, eq, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { refits, turnoutModels } from '../db/schema/field.ts';
import type { World } from '../http/world.ts';
import { type Refit, type RefitOptions, refitTurnout } from './refit-turnout.ts';

/** A fit takes minutes at most: whoever has not ended after this has died. */
const ABANDONED_MILLIS = 3_600_000;
const LOOK_EVERY_MILLIS = 30_000;

/** The last time at which a clock in the office showed `at`. */
function lastDue({ now, zone }: Pick<Context, 'now' | 'zone'>, at: string): { night: LocalDate; dueAt: number } {
  const today = localDateAt(now(), zone);
  const night = localTimeAt(now(), zone) >= at ? today : addDays(today, -1);
  return { night, dueAt: epochMillisAt(night, at, zone) };
}

/**
 * The nightly fit, where it is due and no other process has it: where the model in force was fitted before the last time
 * that a clock in the office showed `at`. A failed one leaves the model in force and is not tried again that night.
 *
 * @param at `HH:mm`
 */
export async function refitIfDue(
  ctx: Context,
  at: string,
  options: Pick<RefitOptions, 'signal' | 'fit'> = {},
): Promise<Refit['outcome'] | 'failed' | 'not_due'> {
  const { night, dueAt } = lastDue(ctx, at);
  if (!(await isOpen(ctx, night, dueAt)) || !(await claim(ctx, night))) return 'not_due';
  const isOfNight = eq(refits.night, night);
  try {
    const { outcome } = await refitTurnout(ctx, { ...options, onlyIfNew: true });
    await ctx.db.update(refits).set({ outcome, endedAt: ctx.now() }).where(isOfNight);
    return outcome;
  } catch (error) {
    if (options.signal?.aborted) {
      await ctx.db.delete(refits).where(isOfNight);
      return 'not_due';
    }
    ctx.log.error({ err: error, night }, 'the nightly fit of the forecast failed; the model in force stays');
    const reason = error instanceof Error ? error.message : String(error);
    await ctx.db.update(refits).set({ outcome: 'failed', error: reason, endedAt: ctx.now() }).where(isOfNight);
    return 'failed';
  }
}

/** Read only, as it is asked twice a minute. */
async function isOpen({ db, now }: Context, night: LocalDate, dueAt: number): Promise<boolean> {
  const [fit] = await db
    .select({ fittedAt: turnoutModels.fittedAt })
    .from(turnoutModels)
    .orderBy(desc(turnoutModels.id))
    .limit(1);
  if (fit && fit.fittedAt >= dueAt) return false;
  const [taken] = await db.select().from(refits).where(eq(refits.night, night));
  return !taken || (taken.endedAt === null && taken.startedAt < now() - ABANDONED_MILLIS);
}

/** One statement, so that of several processes one has the night. */
async function claim({ db, now }: Context, night: LocalDate): Promise<boolean> {
  const claimed = await db
    .insert(refits)
    .values({ night, startedAt: now() })
    .onConflictDoUpdate({
      target: refits.night,
      set: { startedAt: now() },
      setWhere: sql`${refits.endedAt} is null and ${refits.startedAt} < ${now() - ABANDONED_MILLIS}`,
    })
    .returning({ night: refits.night });
  return claimed.length > 0;
}

/** Looks twice a minute whether the nightly fit is due, until it is stopped. */
export function startNightlyRefit(world: World, at: string): { stop(): Promise<void> } {
  const ending = new AbortController();
  let looking: Promise<unknown> = Promise.resolve();
  let isLooking = false;
  const look = async () => {
    isLooking = true;
    try {
      await refitIfDue({ ...world, actor: null }, at, { signal: ending.signal });
    } catch (error) {
      world.log.error({ err: error }, 'whether the nightly fit is due could not be seen');
    } finally {
      isLooking = false;
    }
  };
  const timer = setInterval(() => {
    if (!isLooking) looking = look();
  }, LOOK_EVERY_MILLIS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      ending.abort();
      await looking;
    },
  };
}
