import { addDays } from '../../calendar/local-date.ts';
import { matchPinned, type Plan } from '../plan.ts';
import { dateAt, type Problem, type ProblemFile, type Stint } from '../problem.ts';
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
 * date to two weeks after the last, the pools that have stints then, and the kits as far as stints outside leave them.
 *
 * What it leaves out (weekly limits across its edge, people served outside it) is for the caller to judge.
 */
export function nearProblem(problem: Problem, plan: Plan, around: { first: number; last: number }): NearProblem {
  const start = weekStart(problem, around.first);
  const end = Math.min(problem.dates.length - 1, around.last + DAYS_AFTER);
  const isWithin = (stint: Stint) => stint.start >= start && stint.start + stint.days - 1 <= end;
  const pools = new Set(plan.stints.filter(isWithin).map(({ venue }) => problem.venuePool[venue] ?? 0));
  const far = plan.stints.filter((stint) => !isWithin(stint));
  const { isPinned } = matchPinned(plan, problem);
  const { file } = problem;
  const nearIds = new Set([...pools].map((pool) => problem.poolIds[pool]));
  const venues = file.venues.filter(({ pool }) => nearIds.has(pool));
  const ids = new Set(venues.map(({ id }) => id));
  const within = ({ venue, start: from, days }: { venue: string; start: string; days: number }) =>
    ids.has(venue) && from >= dateAt(problem, start) && addDays(from, days - 1) <= dateAt(problem, end);
  return {
    file: {
      ...file,
      horizon: { start: dateAt(problem, start), end: dateAt(problem, end) },
      kits: file.kits.map((kit, at) => ({
        ...kit,
        unavailable: [...kit.unavailable, ...datesOfKit(problem, far, at)],
      })),
      pools: file.pools.filter(({ id }) => nearIds.has(id)),
      venues: venues.map((venue) => withRests(problem, venue, far)),
      pinned: file.pinned.filter(within),
      published: file.published.filter(within),
    },
    far: plan.stints.filter((stint, at) => isPinned[at] || !isWithin(stint)),
  };
}

function weekStart({ weekOfDate }: Problem, date: number): number {
  let first = date;
  while (first > 0 && weekOfDate[first - 1] === weekOfDate[date]) first--;
  return first;
}

function datesOfKit(problem: Problem, stints: readonly Stint[], kit: number): string[] {
  const own = stints.filter(({ kits }) => kits.includes(kit));
  return own.flatMap(({ start, days }) => offsets(start, days).map((date) => dateAt(problem, date)));
}

/** Closes the venue where its pool rests from stints outside. */
function withRests(problem: Problem, venue: ProblemFile['venues'][number], far: readonly Stint[]) {
  const pool = problem.index.pool.get(venue.pool);
  const gap = problem.rules.revisitGapDays;
  const own = far.filter((stint) => problem.venuePool[stint.venue] === pool);
  const rests = own.flatMap(({ start, days }) =>
    offsets(start - gap, days + 2 * gap).map((date) => dateAt(problem, date)),
  );
  const open = Object.entries(venue.open).map(([slot, opening]) => {
    const also = opening.also.filter((date) => !rests.includes(date));
    return [slot, { ...opening, except: [...opening.except, ...rests], also }];
  });
  return { ...venue, open: Object.fromEntries(open) };
}
