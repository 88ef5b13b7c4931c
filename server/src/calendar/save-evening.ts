import { localDateAt, localTimeAt } from '@jemput/shared/calendar/time-zone';
import type { EveningRules } from '@jemput/shared/places/evening-rules';
import type { Pause } from '@jemput/shared/sessions/session';
import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { office, venues } from '../db/schema/places.ts';
import { sessions } from '../db/schema/sessions.ts';
import { ofPlans } from '../sessions/of-plans.ts';
import { changeable } from '../sessions/planned-changes.ts';
import { readEvenings } from './read-evenings.ts';

const ONLY_ROW = 1;

/**
 * Changes how the office keeps its evenings. Published sessions that have not begun get the rests of the new rules at
 * once; their hours are a promise and stay, so the start after tarawih holds for what is published from now on.
 */
export async function saveEvening(ctx: Context, rules: EveningRules): Promise<{ sessions: number }> {
  requirePermission(ctx, 'places.write');
  return inTransaction(ctx, async (tx) => {
    const unnamed = { id: ONLY_ROW, name: '', regencyCode: '', demo: false, progress: [] };
    await tx
      .insert(office)
      .values({ ...unnamed, evening: rules })
      .onConflictDoUpdate({ target: office.id, set: { evening: rules } });
    const rewritten = await rewritePauses({ ...ctx, db: tx }, rules);
    await recordAct(tx, ctx, 'places.saveEvening', 'office', { ...rules, sessions: rewritten });
    return { sessions: rewritten };
  });
}

async function rewritePauses(ctx: Pick<Context, 'db' | 'now' | 'zone'>, rules: EveningRules): Promise<number> {
  const { db, now, zone } = ctx;
  const coming = await db
    .select({ session: sessions, lat: venues.lat, lon: venues.lon })
    .from(sessions)
    .innerJoin(venues, eq(venues.id, sessions.venueId))
    .where(and(ofPlans, gt(sessions.startsAt, Math.floor(now() / 1000)), inArray(sessions.status, [...changeable])));
  const dates = coming.map(({ session }) => session.date).sort();
  const today = localDateAt(now(), zone);
  const evenings = await readEvenings(ctx, { from: dates[0] ?? today, to: dates.at(-1) ?? today, rules });
  const news = coming.flatMap(({ session, ...place }) => {
    const { id, date, startsAt, endsAt } = session;
    const end = localTimeAt(endsAt * 1000, zone);
    const hours = { start: localTimeAt(startsAt * 1000, zone), end: end === '00:00' ? '24:00' : end };
    const pauses = evenings.pausesOf(hours, date, place);
    return JSON.stringify(pauses) === JSON.stringify(session.pauses) ? [] : [{ id, pauses }];
  });
  await writePauses(ctx, news);
  return news.length;
}

/** One statement however many sessions. */
async function writePauses({ db }: Pick<Context, 'db'>, news: { id: string; pauses: Pause[] }[]): Promise<void> {
  if (news.length === 0) return;
  await db.run(sql`
    update ${sessions} set pauses = news.value -> 'pauses'
    from json_each(${JSON.stringify(news)}) as news
    where ${sessions.id} = news.value ->> 'id'`);
}
