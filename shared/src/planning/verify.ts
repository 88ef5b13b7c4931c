import { addDays, daysBetween, isoWeek } from '../calendar/local-date.ts';
import type { PlanFile } from './plan.ts';
import type { ProblemFile, StintFile } from './problem-file.ts';
import { recountBound } from './verify-bound.ts';
import { expectedServed, inOrderOfTies, isOpenOn, stintCapacity, turnoutRate } from './verify-expectation.ts';
import { kmBetween } from './verify-travel.ts';

export interface Verification {
  /** One sentence a fault; empty where the plan is what it says. */
  faults: string[];
  objective: number;
  expected: PlanFile['expected'];
  /** What the certificate's prices prove; undefined without a certificate. */
  bound: number | undefined;
}

/** Relative difference allowed between a claim and its recount. */
const TOLERANCE = 1e-6;

function differ(claimed: number, recounted: number): boolean {
  return !(Math.abs(claimed - recounted) <= TOLERANCE * Math.max(1, Math.abs(recounted)));
}

function datesOf(stint: StintFile): string[] {
  return Array.from({ length: stint.days }, (_, day) => addDays(stint.start, day));
}

const named = (stint: StintFile) => `${stint.venue}/${stint.slot} from ${stint.start} for ${stint.days}`;
const same = (a: StintFile, b: StintFile) =>
  named(a) === named(b) && [...a.kits].sort().join('\n') === [...b.kits].sort().join('\n');

/**
 * Recounts a plan's feasibility, objective and bound from planning.md's definitions alone. Shares no code with the
 * engine (types and calendar apart), so that a fault of the engine shows here.
 *
 * @param problem accepted by `checkProblem`
 * @param plan accepted by `checkPlan`
 */
export function verify(problem: ProblemFile, plan: PlanFile): Verification {
  const faults = [...feasibilityFaults(problem, plan.stints)];
  const { objective, expected } = recount(problem, plan.stints);
  const claim = (name: string, claimed: number, counted: number) => {
    if (differ(claimed, counted)) faults.push(`${name}: the plan says ${claimed}, the recount ${counted}`);
  };
  claim('objective', plan.objective, objective);
  for (const name of ['recordings', 'setups', 'km', 'shortfall', 'changes'] as const) {
    claim(`expected ${name}`, plan.expected[name], expected[name]);
  }
  if (plan.bound < objective - TOLERANCE * Math.max(1, Math.abs(objective))) {
    faults.push(`bound: ${plan.bound} is under the objective ${objective}`);
  }
  claim('gap', plan.gap, gapOf(plan));
  const bound = boundOf(problem, plan, faults);
  if (bound !== undefined && plan.bound < bound - TOLERANCE * Math.max(1, Math.abs(bound))) {
    faults.push(`bound: the plan says ${plan.bound}, its prices prove only ${bound}`);
  }
  return { faults, objective, expected, bound };
}

function gapOf({ objective, bound }: PlanFile): number {
  if (bound === objective) return 0;
  return bound === 0 ? 1 : (bound - objective) / Math.abs(bound);
}

function boundOf(problem: ProblemFile, plan: PlanFile, faults: string[]): number | undefined {
  if (!plan.certificate) return undefined;
  try {
    return recountBound(problem, plan.certificate);
  } catch (error) {
    faults.push(`certificate: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}

function* feasibilityFaults(problem: ProblemFile, stints: StintFile[]): Generator<string> {
  const left = [...stints];
  const pinned: StintFile[] = [];
  for (const pin of problem.pinned) {
    const at = left.findIndex((stint) => same(stint, pin));
    if (at < 0) yield `rule 7: the pinned stint ${named(pin)} is missing or changed`;
    else pinned.push(...left.splice(at, 1));
  }
  yield* kitFaults(problem, stints);
  for (const stint of stints) {
    const venue = problem.venues.find((one) => one.id === stint.venue);
    const closed = venue && datesOf(stint).find((date) => inside(problem, date) && !isOpenOn(venue, stint.slot, date));
    if (!venue || closed) yield `rule 2: ${named(stint)}: the venue is closed on ${closed}`;
  }
  yield* sizeFaults(problem, left);
  yield* gapFaults(problem, left, pinned);
  yield* weekFaults(problem, left, pinned);
  yield* reserveFaults(problem, left, pinned);
}

const inside = ({ horizon }: ProblemFile, date: string) => date >= horizon.start && date <= horizon.end;

function* kitFaults(problem: ProblemFile, stints: StintFile[]): Generator<string> {
  const taken = new Map<string, StintFile>();
  for (const stint of stints) {
    const outside = datesOf(stint).find((date) => !inside(problem, date));
    if (outside) yield `rule 1: ${named(stint)}: ${outside} is outside the horizon`;
    for (const id of stint.kits) {
      const kit = problem.kits.find((one) => one.id === id);
      for (const date of datesOf(stint)) {
        if (!kit || kit.unavailable.includes(date))
          yield `rule 1: ${named(stint)}: kit ${id} is unavailable on ${date}`;
        const other = taken.get(`${id} ${date}`);
        if (other) yield `rule 1: kit ${id} stands at ${other.venue} and at ${stint.venue} on ${date}`;
        taken.set(`${id} ${date}`, stint);
      }
    }
  }
}

function* sizeFaults({ venues, rules }: ProblemFile, free: StintFile[]): Generator<string> {
  for (const stint of free) {
    const most = venues.find((venue) => venue.id === stint.venue)?.maxKits ?? 0;
    const kits = new Set(stint.kits).size;
    if (kits < 1 || kits > most) yield `rule 3: ${named(stint)} has ${kits} kits, 1 to ${most} allowed`;
    if (stint.days < rules.minDays || stint.days > rules.maxDays) {
      yield `rule 3: ${named(stint)}: ${rules.minDays} to ${rules.maxDays} days allowed`;
    }
  }
}

function* gapFaults(problem: ProblemFile, free: StintFile[], pinned: StintFile[]): Generator<string> {
  const poolOf = (stint: StintFile) => problem.venues.find((venue) => venue.id === stint.venue)?.pool;
  const all = [...free, ...pinned];
  for (const [at, a] of free.entries()) {
    for (const b of all.slice(at + 1)) {
      if (poolOf(a) !== poolOf(b)) continue;
      const [first, second] = a.start <= b.start ? [a, b] : [b, a];
      const between = daysBetween(first.start, second.start) - first.days;
      if (between < problem.rules.revisitGapDays) {
        yield `rule 4: ${named(first)} and ${named(second)}: ${Math.max(0, between)} dates between, ${problem.rules.revisitGapDays} needed`;
      }
    }
  }
}

function* weekFaults({ rules }: ProblemFile, free: StintFile[], pinned: StintFile[]): Generator<string> {
  const weekDates = (stints: StintFile[]) =>
    stints.flatMap((stint) =>
      stint.kits.flatMap((kit) => datesOf(stint).map((date) => ({ key: `${kit} in ${isoWeek(date)}`, date }))),
    );
  const planned = new Set(weekDates(free).map(({ key }) => key));
  const dates = new Map<string, Set<string>>();
  for (const { key, date } of weekDates([...free, ...pinned])) dates.set(key, (dates.get(key) ?? new Set()).add(date));
  for (const [key, days] of dates) {
    if (planned.has(key) && days.size > rules.maxDaysPerWeek) {
      yield `rule 5: kit ${key} serves ${days.size} dates, ${rules.maxDaysPerWeek} allowed`;
    }
  }
}

function* reserveFaults({ kits, rules }: ProblemFile, free: StintFile[], pinned: StintFile[]): Generator<string> {
  for (const date of new Set(free.flatMap(datesOf))) {
    const used = new Set(
      [...free, ...pinned].filter((stint) => datesOf(stint).includes(date)).flatMap((stint) => stint.kits),
    );
    const idle = kits.filter((kit) => !kit.unavailable.includes(date) && !used.has(kit.id)).length;
    if (idle < rules.reserveKits) yield `rule 6: ${idle} kits stand idle on ${date}, ${rules.reserveKits} must`;
  }
}

function recount(problem: ProblemFile, stints: StintFile[]): Pick<Verification, 'objective' | 'expected'> {
  const { rules, horizon } = problem;
  const slotStart = (stint: StintFile) => problem.slots.find((slot) => slot.id === stint.slot)?.start ?? '';
  const venueOf = (stint: StintFile) => problem.venues.find((venue) => venue.id === stint.venue);
  let [recordings, worth, shortfall, km] = [0, 0, 0, 0];
  for (const pool of problem.pools) {
    const own = inOrderOfTies(
      problem,
      stints.filter((stint) => venueOf(stint)?.pool === pool.id),
    );
    const sessions = own.flatMap((stint) =>
      datesOf(stint).map((date) => ({ stint, date, key: `${date} ${slotStart(stint)}` })),
    );
    sessions.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    let left = pool.remaining;
    for (const { stint, date } of sessions) {
      const venue = venueOf(stint);
      if (!venue || !inside(problem, date)) continue;
      const mean = left * turnoutRate(venue, stint.slot, date);
      const served = expectedServed(mean, venue.dispersion, stintCapacity(problem, stint));
      left -= served;
      recordings += served;
      worth += served * (1 - rules.discountPerDay) ** daysBetween(horizon.start, date);
    }
    shortfall += Math.max(0, pool.minSessions - sessions.length);
  }
  for (const kit of problem.kits) {
    const own = stints.filter((stint) => stint.kits.includes(kit.id)).sort((a, b) => (a.start < b.start ? -1 : 1));
    let at: { lat: number; lon: number } = kit.base;
    for (const stint of own) {
      const to = venueOf(stint) ?? kit.base;
      km += rules.detour * kmBetween(at, to);
      at = to;
    }
  }
  const setups = stints.reduce((sum, stint) => sum + stint.kits.length, 0);
  const held = new Set(stints.flatMap((stint) => datesOf(stint).map((date) => `${stint.venue} ${stint.slot} ${date}`)));
  const lost = problem.published.flatMap((stint) =>
    datesOf(stint).flatMap((date, day) => {
      return held.has(`${stint.venue} ${stint.slot} ${date}`) ? [] : [Math.max(1, stint.holders?.[day] ?? 1)];
    }),
  );
  const changes = lost.length;
  const disturbed = lost.reduce((sum, people) => sum + people, 0);
  const costs =
    rules.setupCost * setups + rules.kmCost * km + rules.shortfallCost * shortfall + rules.changeCost * disturbed;
  return { objective: worth - costs, expected: { recordings, setups, km, shortfall, changes } };
}
