import { objectiveOf } from '../objective.ts';
import type { Plan } from '../plan.ts';
import { dateAt, indexProblem, isOpen, type Problem, type ProblemFile, type Stint, toStintFile } from '../problem.ts';
import { type FittingWindow, fittingWindows } from './fitting-windows.ts';
import { kitMoreFile } from './kit-more.ts';
import { mostWorth, outlookOf } from './most-worth.ts';
import { PlanLedger } from './plan-ledger.ts';
import type { Prices } from './stint-worth.ts';

/** A change that would serve a pool, found true by solving again with it. */
export type ServingChange =
  /** Nothing but planning on: the plan solved again as it is serves the pool, and is worth more. */
  | { kind: 'plan-on'; net: number }
  /** Other stints give way to a stint of the pool: `net` ≥ 0 where the plan gains by it. */
  | { kind: 'displace'; window: FittingWindow; net: number }
  /** One more kit on those dates. */
  | { kind: 'one-more-kit'; start: number; days: number; net: number }
  /** Kits may serve that many dates a week. */
  | { kind: 'longer-week'; maxDaysPerWeek: number; net: number }
  /** The venue opens in that slot on those dates besides. */
  | { kind: 'open-venue'; venue: number; slot: number; start: number; days: number; net: number }
  | { kind: 'smaller-reserve'; reserveKits: number; net: number }
  | { kind: 'shorter-rest'; revisitGapDays: number; net: number }
  /** That pinned stint may move or go. */
  | { kind: 'unpin'; stint: Stint; net: number };

/** A short solve of a changed problem from a plan; what it answers keeps the rules. */
export type SolveAgain = (problem: Problem, start: Plan) => Plan;

export interface ChangesAsked {
  problem: Problem;
  plan: Plan;
  pool: number;
  /** What a kit is worth a date, where the plan knows. */
  prices?: Prices | undefined;
  solveAgain: SolveAgain;
}

/** Tried of each kind before it is given up. */
const TRIES = 3;

/**
 * The smallest change of each kind with which the pool gets more sessions than now, each found true by solving again;
 * what others lose by it last. Where the plan can serve the pool at a gain as things are, only that. `net` is what the
 * whole plan is worth more after solving again; of `displace`, what it is worth more at once.
 */
export function smallestChanges(asked: ChangesAsked): ServingChange[] {
  const ledger = new PlanLedger(asked.problem, asked.plan);
  const displaced = displacing(ledger, asked);
  if (displaced && displaced.net > 0) return [displaced];
  const planOn = firstServing(asked, [{ change: { kind: 'plan-on', net: 0 }, file: asked.problem.file }]);
  if (planOn) return [planOn];
  const inputs = [unpinned, opened, ruleChanges, moreKits].flatMap(
    (ways) => firstServing(asked, ways(ledger, asked)) ?? [],
  );
  return displaced ? [...inputs, displaced] : inputs;
}

interface Attempt {
  change: ServingChange;
  file: ProblemFile;
}

/** The first of some changed problems in which the plan, improved again, serves the pool more often. */
function firstServing(asked: ChangesAsked, attempts: Iterable<Attempt>) {
  const worth = objectiveOf(asked.problem, asked.plan).objective;
  for (const { change, file } of attempts) {
    const served = servedAt(indexProblem(file), asked);
    if (served !== undefined) return { ...change, net: served - worth };
  }
  return undefined;
}

/**
 * What the plan is worth, improved again, where that serves the pool more often; undefined where it does not, or where
 * the search without a place held for the pool finds a better plan that leaves it as it is.
 */
function servedAt(changed: Problem, { problem, plan, pool, solveAgain }: ChangesAsked): number | undefined {
  const before = sessionsOf(problem, plan, pool);
  const solved = (from: Plan) => {
    const after = solveAgain(changed, from);
    return { worth: objectiveOf(changed, after).objective, serves: sessionsOf(changed, after, pool) > before };
  };
  const start = withWindow(changed, plan, pool);
  const held = solved(start);
  if (!held.serves || start === plan) return held.serves ? held.worth : undefined;
  const free = solved(plan);
  if (free.worth <= held.worth) return held.worth;
  return free.serves ? free.worth : undefined;
}

/** The plan with the best place for the pool in it, where that gains. */
function withWindow(problem: Problem, plan: Plan, pool: number): Plan {
  const ledger = new PlanLedger(problem, plan);
  const [window] = fittingWindows(ledger, pool, { from: 0, to: problem.dates.length - 1, most: 1 });
  return window && window.net > 0 ? ledger.after(window.change) : plan;
}

export function sessionsOf(problem: Problem, plan: Plan, pool: number): number {
  return plan.stints.reduce((sum, { venue, days }) => sum + (problem.venuePool[venue] === pool ? days : 0), 0);
}

function displacing(ledger: PlanLedger, { problem, plan, pool, solveAgain }: ChangesAsked): ServingChange | undefined {
  const [window] = fittingWindows(ledger, pool, { from: 0, to: problem.dates.length - 1, most: 1 });
  if (!window) return undefined;
  const pinned = [...problem.file.pinned, toStintFile(problem, window.stint)];
  const kept = indexProblem({ ...problem.file, pinned });
  const after = solveAgain(kept, ledger.after(window.change));
  if (sessionsOf(kept, after, pool) <= sessionsOf(problem, plan, pool)) return undefined;
  return { kind: 'displace', window, net: window.net };
}

function* ruleChanges(_: PlanLedger, { problem: { file } }: ChangesAsked): Generator<Attempt> {
  const { reserveKits, maxDaysPerWeek, revisitGapDays } = file.rules;
  const changed = (rules: Partial<ProblemFile['rules']>) => ({ ...file, rules: { ...file.rules, ...rules } });
  if (reserveKits > 0) {
    const change = { kind: 'smaller-reserve', reserveKits: reserveKits - 1, net: 0 } as const;
    yield { change, file: changed({ reserveKits: reserveKits - 1 }) };
  }
  if (maxDaysPerWeek < 7) {
    const change = { kind: 'longer-week', maxDaysPerWeek: maxDaysPerWeek + 1, net: 0 } as const;
    yield { change, file: changed({ maxDaysPerWeek: maxDaysPerWeek + 1 }) };
  }
  if (revisitGapDays > 0) {
    const shorter = Math.floor(revisitGapDays / 2);
    yield {
      change: { kind: 'shorter-rest', revisitGapDays: shorter, net: 0 },
      file: changed({ revisitGapDays: shorter }),
    };
  }
}

/** Those whose kits or dates the pool could use best, first. */
function* unpinned(ledger: PlanLedger, { problem, plan, pool }: ChangesAsked): Generator<Attempt> {
  const free = { ...problem, pinned: [] };
  const [window] = fittingWindows(new PlanLedger(free, plan), pool, { from: 0, to: problem.dates.length - 1, most: 1 });
  if (!window) return;
  for (const { at } of window.displaced.filter(({ at }) => ledger.isPinned[at]).slice(0, TRIES)) {
    const stint = ledger.stint(at);
    const text = JSON.stringify(toStintFile(problem, stint));
    const without = problem.pinned.findIndex((pin) => JSON.stringify(toStintFile(problem, pin)) === text);
    const pinned = problem.pinned.filter((_, place) => place !== without).map((pin) => toStintFile(problem, pin));
    yield { change: { kind: 'unpin', stint, net: 0 }, file: { ...problem.file, pinned } };
  }
}

interface Hope {
  stint: Stint;
  hope: number;
}

/** What a pool could do with one kit on some dates at best, less what a kit costs then, most hopeful first. */
function withOneKit(
  ledger: PlanLedger,
  { problem, pool, prices }: ChangesAsked,
  days: number,
  isWanted: (place: { venue: number; slot: number; start: number }) => boolean,
): Hope[] {
  const outlook = outlookOf(ledger, pool);
  const own = ledger.stintsOfPool(pool);
  const kits = problem.kitIds.length > 0 ? [0] : [];
  const found: Hope[] = [];
  for (const venue of problem.poolVenues[pool] ?? []) {
    if ((problem.maxKits[venue] ?? 0) === 0) continue;
    for (const slot of problem.slotIds.keys()) {
      for (let start = 0; start + days <= problem.dates.length; start++) {
        const stint = { venue, slot, start, days, kits };
        if (!isWanted(stint) || !ledger.room.rests(stint, own)) continue;
        const price = problem.dates.slice(start, start + days).reduce((sum, date) => sum + (prices?.[date] ?? 0), 0);
        found.push({ stint, hope: mostWorth(ledger, stint, outlook) - price });
      }
    }
  }
  return found.sort((a, b) => b.hope - a.hope);
}

/** Fewest dates first. */
function* moreKits(ledger: PlanLedger, asked: ChangesAsked): Generator<Attempt> {
  const { problem } = asked;
  const { minDays, maxDays } = problem.rules;
  if (problem.kitIds.length === 0) return;
  for (let days = minDays; days <= Math.min(maxDays, minDays + 1); days++) {
    const hopes = withOneKit(ledger, asked, days, (place) => ledger.room.mayStand({ ...place, days }));
    for (const { stint } of hopes.filter(({ hope }) => hope > -Infinity).slice(0, TRIES - 1)) {
      const { start } = stint;
      const dates = problem.dates.slice(start, start + days);
      yield { change: { kind: 'one-more-kit', start, days, net: 0 }, file: kitMoreFile(problem.file, dates) };
    }
  }
}

/** Dates on which a venue is closed, as few as a stint needs. */
function* opened(ledger: PlanLedger, asked: ChangesAsked): Generator<Attempt> {
  const { problem } = asked;
  const days = problem.rules.minDays;
  const closed = withOneKit(ledger, asked, days, ({ venue, slot, start }) => {
    const dates = Array.from({ length: days }, (_, day) => start + day);
    return opensAtAll(problem, venue, slot) && dates.some((date) => !isOpen(problem, venue, slot, date));
  });
  for (const { stint } of closed.filter(({ hope }) => hope > 0).slice(0, TRIES)) {
    const { venue, slot, start } = stint;
    const dates = Array.from({ length: days }, (_, day) => dateAt(problem, start + day));
    const change = { kind: 'open-venue', venue, slot, start, days, net: 0 } as const;
    yield { change, file: openedFile(problem, { venue, slot }, dates) };
  }
}

function opensAtAll(problem: Problem, venue: number, slot: number): boolean {
  return problem.file.venues[venue]?.open[problem.slotIds[slot] ?? ''] !== undefined;
}

function openedFile({ file, slotIds }: Problem, at: { venue: number; slot: number }, dates: string[]): ProblemFile {
  const slot = slotIds[at.slot] ?? '';
  const venues = file.venues.map((venue, place) => {
    const opening = venue.open[slot];
    if (place !== at.venue || !opening) return venue;
    const also = [...new Set([...opening.also, ...dates])].sort();
    return { ...venue, open: { ...venue.open, [slot]: { ...opening, also } } };
  });
  return { ...file, venues };
}
