import { inArray } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { venues } from '../db/schema/places.ts';
import { type Promised, plannedChanges, type Wanted } from '../sessions/planned-changes.ts';
import { timetableInForce } from '../sessions/timetable-in-force.ts';
import { getPlan } from './get-draft.ts';

export interface DiffSession {
  venueId: string;
  venueName: string;
  date: string;
  slotId: string;
  kits: string[];
  /** People; null for a session that is not published yet. */
  expectedMean: number | null;
}

export interface Difference {
  /** The timetable compared with; 0 before the first. */
  timetableId: number;
  added: DiffSession[];
  moved: { sessionId: string; from: DiffSession; to: DiffSession }[];
  cancelled: (DiffSession & { sessionId: string })[];
  changedKits: { sessionId: string; from: DiffSession; to: DiffSession }[];
  unchanged: number;
  /** True where residents must be told why. */
  needsReason: boolean;
}

/** What publishing the plan would change for residents. @throws NotFound */
export async function readDifference(ctx: Context, { planId }: { planId: string }): Promise<Difference> {
  const plan = await getPlan(ctx.db, planId);
  const { id: timetableId } = await timetableInForce(ctx);
  const { added, moved, cancelled, changedKits, unchanged } = await plannedChanges(ctx, plan);
  const nameOf = await readNames(ctx, [
    ...added,
    ...[...moved, ...changedKits].flatMap(({ from, to }) => [from, to]),
    ...cancelled,
  ]);
  const show = (session: Wanted | Promised): DiffSession => ({
    venueId: session.venueId,
    venueName: nameOf.get(session.venueId) ?? session.venueId,
    date: session.date,
    slotId: session.slotId,
    kits: session.kitIds,
    expectedMean: 'expectedMean' in session ? session.expectedMean : null,
  });
  const pair = ({ from, to }: { from: Promised; to: Wanted }) => {
    return { sessionId: from.id, from: show(from), to: show(to) };
  };
  return {
    timetableId,
    added: added.map(show),
    moved: moved.map(pair),
    cancelled: cancelled.map((session) => ({ sessionId: session.id, ...show(session) })),
    changedKits: changedKits.map(pair),
    unchanged: unchanged.length,
    needsReason: moved.length + cancelled.length > 0,
  };
}

async function readNames({ db }: Context, sessions: { venueId: string }[]): Promise<Map<string, string>> {
  const ids = [...new Set(sessions.map(({ venueId }) => venueId))];
  const rows = await db.select({ id: venues.id, name: venues.name }).from(venues).where(inArray(venues.id, ids));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
