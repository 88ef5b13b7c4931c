import { addDays } from '@jemput/shared/calendar/local-date';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { and, eq, gte, lte } from 'drizzle-orm';
import type { ServedSession } from '../bookings/may-serve.ts';
import { readToken } from '../bookings/ticket-token.ts';
import type { Context } from '../context.ts';
import { queues } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { NotFound } from '../errors.ts';
import { displayKey } from './display-token.ts';

/** A display's link works around the days of its session only. */
const DAYS_AROUND = 7;
const MOST_REMEMBERED = 1000;

/** Of a link's key, which says nothing by itself, the session that it stands for. */
const sessionOf = new Map<string, string>();

/** @throws NotFound where the link is none of this office's, or its session is not near */
export async function findDisplayed(ctx: Context, token: string): Promise<ServedSession> {
  const key = readToken(ctx.secret, 'display', token);
  if (key === null) throw new NotFound('There is no such display.');
  const id = sessionOf.get(key) ?? (await findByKey(ctx, key));
  const [session] = id
    ? await ctx.db
        .select()
        .from(sessions)
        .where(and(eq(sessions.id, id), isNear(ctx)))
    : [];
  if (!session) throw new NotFound('There is no such display.');
  if (sessionOf.size >= MOST_REMEMBERED) sessionOf.clear();
  sessionOf.set(key, session.id);
  return session;
}

function isNear({ now, zone }: Context) {
  const today = localDateAt(now(), zone);
  return and(gte(sessions.date, addDays(today, -DAYS_AROUND)), lte(sessions.date, addDays(today, DAYS_AROUND)));
}

async function findByKey(ctx: Context, key: string): Promise<string | undefined> {
  const rows = await ctx.db
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(queues, eq(queues.sessionId, sessions.id))
    .where(isNear(ctx));
  return rows.find(({ id }) => displayKey(id) === key)?.id;
}
