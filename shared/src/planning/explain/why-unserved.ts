import type { Plan } from '../plan.ts';
import { capacityOf, isOpen, type Problem, rateOf, type Stint } from '../problem.ts';
import { type FittingWindow, fittingWindows } from './fitting-windows.ts';
import { bestIdleWindow } from './idle-windows.ts';
import { PlanLedger } from './plan-ledger.ts';

/** Why a pool has no session, or fewer than asked. The first that holds is told. */
export type UnservedCode =
  | 'nobody_left'
  | 'no_venue'
  | 'no_kit_place'
  | 'never_open'
  | 'open_too_short'
  | 'no_kits'
  | 'reserve_too_large'
  | 'no_capacity'
  | 'nobody_comes'
  | 'too_few_people'
  | 'room_left'
  | 'room_if_others_give_way'
  | 'pool_rests'
  | 'week_full'
  | 'reserve_kept'
  | 'pinned_in_way'
  | 'kits_bring_more';

export interface Unserved {
  pool: number;
  /** Sessions planned, and the least number asked for. */
  sessions: number;
  minSessions: number;
  remaining: number;
  code: UnservedCode;
  /** In recordings, dates and counts, for a sentence in any language. */
  params: Record<string, string | number>;
  /** The best place for it among what is planned, where there is one. */
  window: FittingWindow | null;
}

/** Nets smaller than this are of rounding. */
const HAIR = 1e-6;

/** Every pool without a session or with fewer than its minSessions, and why. A pool that nobody is left in is not listed. */
export function listUnserved(problem: Problem, plan: Plan): Unserved[] {
  const ledger = new PlanLedger(problem, plan);
  return [...problem.poolIds.keys()].filter((pool) => lacks(ledger, pool)).map((pool) => whyUnserved(ledger, pool));
}

/** Whether a pool has fewer sessions than asked, or none though people are left in it. */
export function lacks(ledger: PlanLedger, pool: number): boolean {
  const { problem } = ledger;
  const { sessions, shortfall } = ledger.poolTerms(pool);
  return shortfall > 0 || (sessions === 0 && (problem.remaining[pool] ?? 0) > 0);
}

export function whyUnserved(ledger: PlanLedger, pool: number): Unserved {
  const { problem } = ledger;
  const { sessions } = ledger.poolTerms(pool);
  const about = {
    pool,
    sessions,
    minSessions: problem.minSessions[pool] ?? 0,
    remaining: problem.remaining[pool] ?? 0,
  };
  const told = (code: UnservedCode, params: Unserved['params'] = {}, window: FittingWindow | null = null): Unserved => {
    return { ...about, code, params, window };
  };
  const standing = ofPlace(problem, pool);
  if (about.remaining === 0) return told('nobody_left');
  if (standing) return told(standing.code, standing.params);
  const alone = evenAlone(ledger, pool);
  if (alone) return told(alone.code, alone.params);
  const last = problem.dates.length - 1;
  const [window = null] = fittingWindows(ledger, pool, { from: 0, to: last, most: 1 });
  if (window && window.net > HAIR) {
    const place = placeParams(problem, window.stint);
    if (window.displaced.length === 0) return told('room_left', { ...place, gain: window.net }, window);
    return told('room_if_others_give_way', { ...place, gain: window.net, loses: givenUp(ledger, window) }, window);
  }
  if (window) return told('kits_bring_more', dearer(ledger, window), window);
  const rule = ruleInWay(ledger, pool);
  return told(rule.code, rule.params);
}

/** What the pool would bring at its best place, and what its kits bring where they are. */
function dearer(ledger: PlanLedger, { stint, net }: FittingWindow): Unserved['params'] {
  const worth = worthAlone(ledger, stint);
  return { ...placeParams(ledger.problem, stint), worth, price: worth - net, loses: -net };
}

/** What the stints that a window takes kits from lose by it. */
function givenUp(ledger: PlanLedger, { stint, change: { remove, add } }: FittingWindow): number {
  return -ledger.gain({ remove, add: add.filter((one) => one !== stint) });
}

function placeParams(problem: Problem, { venue, start, days, kits }: Stint) {
  return { venue: problem.venueIds[venue] ?? '', date: problem.dates[start] ?? '', days, kits: kits.length };
}

/** What a stint would bring with its set-up paid, were its kits idle. */
function worthAlone(ledger: PlanLedger, stint: Stint): number {
  const { counter } = ledger;
  const pool = ledger.poolOf(stint);
  const own = ledger.stintsOfPool(pool);
  return counter.worth(counter.terms(pool, [...own, stint])) - counter.worth(counter.terms(pool, own));
}

interface Reason {
  code: UnservedCode;
  params: Record<string, string | number>;
}

/** Reasons that no kit could change. */
function ofPlace(problem: Problem, pool: number): Reason | undefined {
  const venues = problem.poolVenues[pool] ?? [];
  if (venues.length === 0) return { code: 'no_venue', params: {} };
  const usable = venues.filter((venue) => (problem.maxKits[venue] ?? 0) > 0);
  if (usable.length === 0) return { code: 'no_kit_place', params: { venue: problem.venueIds[venues[0] ?? 0] ?? '' } };
  const longest = Math.max(
    ...usable.flatMap((venue) => problem.slotIds.map((_, slot) => longestRun(problem, venue, slot))),
  );
  if (longest === 0) return { code: 'never_open', params: {} };
  const { minDays } = problem.rules;
  return longest < minDays ? { code: 'open_too_short', params: { longest, minDays } } : undefined;
}

function longestRun(problem: Problem, venue: number, slot: number): number {
  let longest = 0;
  let run = 0;
  for (const date of problem.dates.keys()) {
    run = isOpen(problem, venue, slot, date) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** Reasons that hold even if nothing else were planned. */
function evenAlone(ledger: PlanLedger, pool: number): Reason | undefined {
  const own = { stints: ledger.stintsOfPool(pool) };
  const best =
    own.stints.length === 0 ? bestIdleWindow(emptyOf(ledger), pool) : bestOn(relaxed(ledger.problem, {}), own, pool);
  if (!best) {
    const reserve = ledger.problem.rules.reserveKits;
    const without = bestOn(relaxed(ledger.problem, { reserveKits: 0 }), own, pool);
    if (without) return { code: 'reserve_too_large', params: { reserve } };
    const unrested = bestOn(relaxed(ledger.problem, { revisitGapDays: 0 }), own, pool);
    if (unrested) return { code: 'pool_rests', params: { gapDays: ledger.problem.rules.revisitGapDays } };
    return { code: 'no_kits', params: {} };
  }
  return best.net > HAIR ? undefined : tooLittle(ledger.problem, best);
}

function tooLittle(problem: Problem, { stint, net }: { stint: Stint; net: number }): Reason {
  const place = placeParams(problem, stint);
  if (capacityOf(problem, stint.slot, stint.kits) === 0) return { code: 'no_capacity', params: place };
  const rates = Array.from({ length: stint.days }, (_, day) =>
    rateOf(problem, stint.venue, stint.slot, stint.start + day),
  );
  if (rates.every((rate) => rate === 0)) return { code: 'nobody_comes', params: place };
  const costs = problem.rules.setupCost * stint.kits.length;
  return { code: 'too_few_people', params: { ...place, brings: net + costs, costs, loses: -net } };
}

/** The same problem with nothing planned. */
function emptyOf(ledger: PlanLedger): PlanLedger {
  ledger.empty ??= new PlanLedger({ ...ledger.problem, pinned: [] }, { stints: [] });
  return ledger.empty;
}

function relaxed(problem: Problem, rules: Partial<Problem['rules']>): Problem {
  return { ...problem, pinned: [], rules: { ...problem.rules, ...rules } };
}

function bestOn(problem: Problem, plan: Plan, pool: number): { stint: Stint; net: number } | undefined {
  return bestIdleWindow(new PlanLedger(problem, plan), pool);
}

/** The one rule without which kits could be had for the pool, though no stint that gives way frees any. */
function ruleInWay({ problem, stints, isPinned }: PlanLedger, pool: number): Reason {
  const { revisitGapDays, maxDaysPerWeek, reserveKits } = problem.rules;
  const free = { stints: stints.filter((_, at) => !isPinned[at]) };
  const withRules = (rules: Partial<Problem['rules']>) => ({ ...problem, rules: { ...problem.rules, ...rules } });
  const ways: [Reason, Problem, Plan][] = [
    [
      { code: 'pool_rests', params: { gapDays: revisitGapDays } },
      withRules({ revisitGapDays: 0 }),
      { stints: [...stints] },
    ],
    [
      { code: 'week_full', params: { most: maxDaysPerWeek } },
      withRules({ maxDaysPerWeek: 7 }),
      { stints: [...stints] },
    ],
    [
      { code: 'reserve_kept', params: { reserve: reserveKits } },
      withRules({ reserveKits: 0 }),
      { stints: [...stints] },
    ],
    [{ code: 'pinned_in_way', params: {} }, { ...problem, pinned: [] }, free],
  ];
  const found = ways.find(([, changed, plan]) => bestOn(changed, plan, pool) !== undefined);
  return found ? found[0] : { code: 'pinned_in_way', params: {} };
}

/**
 * The reason once changes were tried by solving again: where the pool is served as soon as one rule gives way, that rule
 * is the reason and not that its kits bring more elsewhere.
 */
export function provenReason({ problem }: PlanLedger, why: Unserved, changes: readonly { kind: string }[]): Unserved {
  if (why.code !== 'kits_bring_more') return why;
  const { revisitGapDays, maxDaysPerWeek, reserveKits } = problem.rules;
  const rules: Record<string, Reason> = {
    unpin: { code: 'pinned_in_way', params: {} },
    'smaller-reserve': { code: 'reserve_kept', params: { reserve: reserveKits } },
    'longer-week': { code: 'week_full', params: { most: maxDaysPerWeek } },
    'shorter-rest': { code: 'pool_rests', params: { gapDays: revisitGapDays } },
  };
  const reason = changes.flatMap(({ kind }) => rules[kind] ?? [])[0];
  return reason ? { ...why, ...reason } : why;
}
