import { randomUUID } from 'node:crypto';
import type { ChangedField } from '@jemput/shared/sessions/session';
import { and, asc, eq, gt, inArray, isNotNull, max } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { contacts, messages } from '../db/schema/messages.ts';
import { areas, venues } from '../db/schema/places.ts';
import { sessionChanges, sessions } from '../db/schema/sessions.ts';

type Within = Pick<Context, 'db' | 'now'>;

/** Bound values of one statement. */
const CHUNK = 100;
const told: ChangedField[] = ['published', 'moved', 'cancelled', 'hours'];

interface AreaNews {
  sessionId: string;
  isNew: boolean;
  /** Where it is, and where it was promised before. */
  areaCodes: string[];
}

/** Last number of the log of changes, before a publication. */
export async function lastChange({ db: tx }: Pick<Context, 'db'>): Promise<number> {
  const [row] = await tx.select({ seq: max(sessionChanges.seq) }).from(sessionChanges);
  return row?.seq ?? 0;
}

/**
 * One message to everybody who follows an area that a publication brought something for: a new session, or one that was moved, given
 * other hours or cancelled. In the transaction of the publication.
 *
 * @param cause tells publications apart: one message of each
 * @param since `lastChange` before it
 * @returns how many were written
 */
export async function tellFollowers(ctx: Within, { cause, since }: { cause: string; since: number }): Promise<number> {
  const followers = await ctx.db
    .select({ id: contacts.id, areaCode: contacts.areaCode, channel: contacts.channel, name: areas.name })
    .from(contacts)
    .innerJoin(areas, eq(areas.code, contacts.areaCode))
    .where(isNotNull(contacts.areaCode));
  if (followers.length === 0) return 0;
  const news = await readNews(ctx, since);
  const ofArea = new Map<string, ReturnType<typeof summary>>();
  const rows = followers.flatMap(({ id: contactId, areaCode, channel, name }) => {
    const code = areaCode ?? '';
    const known = ofArea.get(code) ?? summary(news, code);
    ofArea.set(code, known);
    if (!known) return [];
    const { kind, sessionId, count } = known;
    const at = ctx.now();
    const times = { createdAt: at, dueAt: at, nextAt: at };
    const facts = { area: name, count };
    return [
      { id: randomUUID(), contactId, sessionId, channel, kind, cause, facts, state: 'queued' as const, ...times },
    ];
  });
  for (let start = 0; start < rows.length; start += CHUNK) {
    await ctx.db
      .insert(messages)
      .values(rows.slice(start, start + CHUNK))
      .onConflictDoNothing();
  }
  return rows.length;
}

/** By start of the session. */
async function readNews({ db: tx }: Within, since: number): Promise<AreaNews[]> {
  const rows = await tx
    .select({ sessionId: sessions.id, what: sessionChanges.what, from: sessionChanges.from, areaCode: venues.areaCode })
    .from(sessionChanges)
    .innerJoin(sessions, eq(sessions.id, sessionChanges.sessionId))
    .innerJoin(venues, eq(venues.id, sessions.venueId))
    .where(and(gt(sessionChanges.seq, since), inArray(sessionChanges.what, told)))
    .orderBy(asc(sessions.startsAt));
  const allVenues = await tx.select({ id: venues.id, areaCode: venues.areaCode }).from(venues);
  const areaOf = new Map(allVenues.map(({ id, areaCode }) => [id, areaCode]));
  return rows.map(({ sessionId, what, from, areaCode }) => {
    const former = what === 'moved' ? areaOf.get(from?.split('|')[0] ?? '') : undefined;
    return { sessionId, isNew: what === 'published', areaCodes: [areaCode, ...(former ? [former] : [])] };
  });
}

/** What a publication means for an area and all within it: a change before what is new. */
function summary(news: readonly AreaNews[], code: string) {
  const here = news.filter(({ areaCodes }) => areaCodes.some((area) => area === code || area.startsWith(`${code}.`)));
  const changed = here.filter(({ isNew }) => !isNew);
  const chosen = changed.length > 0 ? changed : here;
  const [first] = chosen;
  if (!first) return null;
  const kind = first.isNew ? ('area_added' as const) : ('area_changed' as const);
  return { kind, sessionId: first.sessionId, count: new Set(chosen.map(({ sessionId }) => sessionId)).size };
}
