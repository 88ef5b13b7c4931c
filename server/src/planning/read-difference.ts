import { windowHours } from '@jemput/shared/calendar/time-of-day';
import { indexProblem } from '@jemput/shared/planning/index-problem';
import { contributions } from '@jemput/shared/planning/objective';
import { readStints } from '@jemput/shared/planning/plan';
import { checkProblem, dateAt } from '@jemput/shared/planning/problem';
import type { Pause } from '@jemput/shared/sessions/session';
import { placeAndTime } from '@jemput/shared/sessions/timetable-changes';
import { inArray } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { slots, venues } from '../db/schema/places.ts';
import { type Promised, plannedChanges, type Wanted, wallHours } from '../sessions/planned-changes.ts';
import { needsReason } from '../sessions/publish-timetable.ts';
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
  /** `HH:mm` on the office's wall clock. */
  start: string;
  end: string;
  pauses: Pause[];
  capacity: number;
}

export interface Difference {
  /** The timetable compared with; 0 before the first. */
  timetableId: number;
  added: DiffSession[];
  moved: { sessionId: string; from: DiffSession; to: DiffSession }[];
  cancelled: (DiffSession & { sessionId: string })[];
  changedKits: { sessionId: string; from: DiffSession; to: DiffSession }[];
  /** The same place and date at other hours, or with other rests for prayer. */
  changedHours: { sessionId: string; from: DiffSession; to: DiffSession }[];
  unchanged: number;
  /** Sessions that are held for fewer hours than the plan counts, as in Ramadan; null where none are. */
  shorter: ShorterThanPlanned | null;
  /** True where residents must be told why. */
  needsReason: boolean;
}

/** A problem file gives a slot one length for all dates, so that a plan counts a late evening of Ramadan as an ordinary one. */
export interface ShorterThanPlanned {
  sessions: number;
  /** First and last of their dates. */
  from: string;
  to: string;
  /** Recordings that can be made: as the plan counts, and in the hours that are published. */
  planned: number;
  published: number;
  /** People whom the plan expects to record and for whom the published hours have no room. */
  lost: number;
}

/** What publishing the plan would change for residents. @throws NotFound */
export async function readDifference(ctx: Context, { planId }: { planId: string }): Promise<Difference> {
  const plan = await getPlan(ctx.db, planId);
  const { id: timetableId } = await timetableInForce(ctx);
  const changes = await plannedChanges(ctx, plan);
  const { added, moved, cancelled, changedKits, changedHours, unchanged } = changes;
  const nameOf = await readNames(ctx, [
    ...added,
    ...[...moved, ...changedKits, ...changedHours].flatMap(({ from, to }) => [from, to]),
    ...cancelled,
  ]);
  const expected = await expectedOf(ctx, plan);
  const show = (session: Wanted | Promised): DiffSession => ({
    venueId: session.venueId,
    venueName: nameOf.get(session.venueId) ?? session.venueId,
    date: session.date,
    slotId: session.slotId,
    kits: session.kitIds,
    ...wallHours(session, ctx.zone),
    pauses: session.pauses,
    capacity: session.capacity,
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
    changedHours: changedHours.map(pair),
    unchanged: unchanged.length,
    shorter: await readShorter(
      ctx,
      [...added, ...[...moved, ...changedKits, ...changedHours, ...unchanged].map(({ to }) => to)],
      expected,
    ),
    needsReason: needsReason(changes),
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

async function readShorter(
  { db }: Context,
  wanted: readonly Wanted[],
  expected: ReadonlyMap<string, number>,
): Promise<ShorterThanPlanned | null> {
  const lengths = await db.select({ id: slots.id, start: slots.startTime, end: slots.endTime }).from(slots);
  const secondsOf = new Map(lengths.map(({ id, start, end }) => [id, windowHours(start, end) * 3600]));
  const seen = new Map(wanted.map((session) => [placeAndTime(session), session]));
  const shorter = [...seen.values()].flatMap((session) => {
    const [held, counted] = [session.endsAt - session.startsAt, secondsOf.get(session.slotId) ?? 0];
    if (held >= counted) return [];
    const planned = Math.round((session.capacity * counted) / held);
    const people = expected.get(placeAndTime(session)) ?? 0;
    const lost = Math.min(people, planned) - Math.min(people, session.capacity);
    return [{ date: session.date, planned, published: session.capacity, lost }];
  });
  const dates = shorter.map(({ date }) => date).sort();
  const [from, to] = [dates[0], dates.at(-1)];
  if (from === undefined || to === undefined) return null;
  const sumOf = (value: (one: (typeof shorter)[number]) => number) => shorter.reduce((sum, one) => sum + value(one), 0);
  return {
    sessions: shorter.length,
    from,
    to,
    planned: sumOf((one) => one.planned),
    published: sumOf((one) => one.published),
    lost: Math.round(sumOf((one) => one.lost)),
  };
}

async function readNames({ db }: Context, sessions: { venueId: string }[]): Promise<Map<string, string>> {
  const ids = [...new Set(sessions.map(({ venueId }) => venueId))];
  const rows = await db.select({ id: venues.id, name: venues.name }).from(venues).where(inArray(venues.id, ids));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
