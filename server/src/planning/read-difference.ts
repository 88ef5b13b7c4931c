import { indexProblem } from '@jemput/shared/planning/index-problem';
import { contributions } from '@jemput/shared/planning/objective';
import { readStints } from '@jemput/shared/planning/plan';
import { checkProblem, dateAt } from '@jemput/shared/planning/problem';
import { placeAndTime } from '@jemput/shared/sessions/timetable-changes';
import { inArray } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { venues } from '../db/schema/places.ts';
import { type Promised, plannedChanges, type Wanted } from '../sessions/planned-changes.ts';
import { timetableInForce } from '../sessions/timetable-in-force.ts';
import { getPlan, type PlanRow, readPlanStints } from './get-draft.ts';
import { knownStints, readProblem } from './read-problem.ts';

export interface DiffSession {
  venueId: string;
  venueName: string;
  date: string;
  slotId: string;
  kits: string[];
  /** People who will come. */
  expectedMean: number;
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
  const expected = await expectedOf(ctx, plan);
  const show = (session: Wanted | Promised): DiffSession => ({
    venueId: session.venueId,
    venueName: nameOf.get(session.venueId) ?? session.venueId,
    date: session.date,
    slotId: session.slotId,
    kits: session.kitIds,
    expectedMean: 'expectedMean' in session ? session.expectedMean : (expected.get(placeAndTime(session)) ?? 0),
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

/**
 * What the plan expects of its sessions, as the engine counts: earlier ones leave fewer people for later ones. Nothing
 * where its pinned stints contradict the office's tables by now.
 */
async function expectedOf(ctx: Context, plan: PlanRow): Promise<Map<string, number>> {
  const state = await readProblem(ctx, plan, await readPlanStints(ctx.db, plan.id));
  const checked = checkProblem(state.problem);
  if (!checked.ok) return new Map();
  const stints = knownStints(state);
  const problem = indexProblem(checked.problem);
  const { sessions } = contributions(problem, readStints(problem, stints));
  return new Map(
    sessions.flatMap(({ stint, date, meanDemand }): [string, number][] => {
      const planned = stints[stint];
      if (!planned) return [];
      const cell = { venueId: planned.venue, slotId: planned.slot, date: dateAt(problem, date) };
      return [[placeAndTime(cell), meanDemand]];
    }),
  );
}

async function readNames({ db }: Context, sessions: { venueId: string }[]): Promise<Map<string, string>> {
  const ids = [...new Set(sessions.map(({ venueId }) => venueId))];
  const rows = await db.select({ id: venues.id, name: venues.name }).from(venues).where(inArray(venues.id, ids));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
