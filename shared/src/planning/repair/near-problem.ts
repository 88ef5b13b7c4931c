import { contributions } from '../objective.ts';
import { matchPinned, type Plan } from '../plan.ts';
import { dateAt, type Problem, type ProblemFile, type Stint, toStintFile } from '../problem.ts';
import { offsets } from './scene.ts';

export interface NearProblem {
  file: ProblemFile;
  /** Stints of the plan that it leaves alone. */
  far: Stint[];
}

/** Dates after the last broken one on which what is lost may be made up for. */
const DAYS_AFTER = 14;

/**
 * The part of a problem around some dates, small enough to plan in a fraction of a second: whole weeks from the first
 * date to two weeks after the last, and the pools that have stints then. Stints across its edge are pinned as far as
 * they reach into it; people whom stints outside will record are not counted again.
 */
export function nearProblem(problem: Problem, plan: Plan, around: { first: number; last: number }): NearProblem {
  const window = windowOf(problem, around);
  const reaches = ({ start, days }: Stint) => start <= window.end && start + days > window.start;
  const isWithin = ({ start, days }: Stint) => start >= window.start && start + days - 1 <= window.end;
  const pools = new Set(plan.stints.filter(reaches).map(({ venue }) => problem.venuePool[venue] ?? 0));
  const { isPinned } = matchPinned(plan, problem);
  const outside = plan.stints.filter((stint) => !isWithin(stint));
  const across = outside.filter(reaches).map((stint) => clipped(stint, window));
  const { file } = problem;
  const ids = new Set([...pools].map((pool) => problem.poolIds[pool]));
  const venues = file.venues.filter(({ pool }) => ids.has(pool));
  return {
    file: {
      ...file,
      horizon: { start: dateAt(problem, window.start), end: dateAt(problem, window.end) },
      pools: poolsLeft(problem, plan, window).filter(({ id }) => ids.has(id)),
      venues: venues.map((venue) => withRests(problem, venue, outside)),
      pinned: [...problem.pinned.filter(isWithin), ...across].map((stint) => toStintFile(problem, stint)),
      published: file.published.filter((_, at) => {
        const stint = problem.published[at];
        return stint !== undefined && isWithin(stint) && pools.has(problem.venuePool[stint.venue] ?? -1);
      }),
    },
    far: plan.stints.filter((stint, at) => isPinned[at] || !isWithin(stint)),
  };
}

interface Window {
  /** First and last date, as offsets. */
  start: number;
  end: number;
}

function windowOf({ weekOfDate, dates }: Problem, { first, last }: { first: number; last: number }): Window {
  let start = first;
  while (start > 0 && weekOfDate[start - 1] === weekOfDate[start]) start--;
  let end = Math.min(dates.length - 1, last + DAYS_AFTER);
  while (end + 1 < dates.length && weekOfDate[end + 1] === weekOfDate[end]) end++;
  return { start, end };
}

function clipped(stint: Stint, { start, end }: Window): Stint {
  const from = Math.max(stint.start, start);
  return { ...stint, start: from, days: Math.min(stint.start + stint.days - 1, end) - from + 1 };
}

/** Without the people whom sessions outside the window record, and the sessions that they are. */
function poolsLeft(problem: Problem, plan: Plan, { start, end }: Window): ProblemFile['pools'] {
  const recorded = new Float64Array(problem.poolIds.length);
  const held = new Int32Array(problem.poolIds.length);
  for (const { stint, date, served } of contributions(problem, plan).sessions) {
    if (date >= start && date <= end) continue;
    const pool = problem.venuePool[plan.stints[stint]?.venue ?? -1] ?? 0;
    recorded[pool] = (recorded[pool] ?? 0) + served;
    held[pool] = (held[pool] ?? 0) + 1;
  }
  return problem.file.pools.map((pool, at) => ({
    ...pool,
    remaining: Math.max(0, pool.remaining - (recorded[at] ?? 0)),
    minSessions: Math.max(0, pool.minSessions - (held[at] ?? 0)),
  }));
}

/** Closes the venue where its pool rests from stints outside; where they reach in, they are pinned and it must be open. */
function withRests(problem: Problem, venue: ProblemFile['venues'][number], outside: readonly Stint[]) {
  const pool = problem.index.pool.get(venue.pool);
  const gap = problem.rules.revisitGapDays;
  const own = outside.filter((stint) => problem.venuePool[stint.venue] === pool);
  const held = new Set(own.flatMap(({ start, days }) => offsets(start, days)));
  const near = own.flatMap(({ start, days }) => offsets(start - gap, days + 2 * gap));
  const rests = near.filter((date) => !held.has(date)).map((date) => dateAt(problem, date));
  const open = Object.entries(venue.open).map(([slot, opening]) => {
    const also = opening.also.filter((date) => !rests.includes(date));
    return [slot, { ...opening, except: [...opening.except, ...rests], also }];
  });
  return { ...venue, open: Object.fromEntries(open) };
}
