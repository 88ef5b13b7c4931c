import { capacityOf, type Stint } from '../problem.ts';
import { hopefulPlaces, type Place, type WindowsAsked } from './hopeful-places.ts';
import { idleWindows } from './idle-windows.ts';
import { type Alteration, KitFreeing } from './kit-freeing.ts';
import { bestOf } from './most-worth.ts';
import type { PlanChange, PlanLedger } from './plan-ledger.ts';

/** What happens to a stint whose kits are needed. */
export interface Displaced {
  /** Index in the plan. */
  at: number;
  what: 'fewer-kits' | 'other-kits' | 'shorter' | 'moved' | 'removed';
  /** How it stands then; null where it is given up. */
  to: Stint | null;
}

/** A place in the plan for a pool. */
export interface FittingWindow {
  stint: Stint;
  /** What the whole plan is worth more with it and without what it displaces; negative where that loses. */
  net: number;
  displaced: Displaced[];
  /** The same as one change of the plan. */
  change: PlanChange;
}

interface Candidate {
  stint: Stint;
  altered: [number, Stint | null][];
  estimate: number;
}

/** Windows that are worked out in full, per window asked for. */
const WORKED_OUT = 3;
/** A stint that gives way is never a gain: what idle kits can do disturbs nobody. */
const GIVING_WAY = 1e-6;
/** A kit that costs more than another by more than so many kilometres is not looked at further. */
const FAR_KM = 50;

/**
 * The best `most` places for a pool among what is planned, each on another date or in another slot, best first. Kits are taken
 * where that loses least; stints given up are put elsewhere where idle kits allow it.
 */
export function fittingWindows(
  ledger: PlanLedger,
  pool: number,
  asked: WindowsAsked & { most: number },
): FittingWindow[] {
  const candidates = listCandidates(ledger, pool, asked).sort((a, b) => b.estimate - a.estimate);
  const windows: FittingWindow[] = [];
  for (const candidate of candidates.slice(0, asked.most * WORKED_OUT)) {
    const window = workOut(ledger, candidate);
    if (window) windows.push(window);
  }
  return windows.sort((a, b) => b.net - a.net).slice(0, asked.most);
}

function listCandidates(ledger: PlanLedger, pool: number, asked: WindowsAsked & { most: number }): Candidate[] {
  const enough = asked.most * WORKED_OUT;
  const best = new Map<string, Candidate>();
  const estimates = () => [...best.values()].map(({ estimate }) => estimate).sort((a, b) => b - a);
  let least = Number.NEGATIVE_INFINITY;
  for (const { place, hope } of hopefulPlaces(ledger, pool, asked)) {
    if (hope <= least) break;
    const found = candidateAt(ledger, place);
    const key = `${place.slot}/${place.start}`;
    if (!found || found.estimate <= (best.get(key)?.estimate ?? Number.NEGATIVE_INFINITY)) continue;
    best.set(key, found);
    least = estimates()[enough - 1] ?? least;
  }
  return [...best.values()];
}

/** Kits one after another, each the one that gains most with what freeing it loses. */
function candidateAt(ledger: PlanLedger, place: Place): Candidate | undefined {
  const { problem, room } = ledger;
  const pool = problem.venuePool[place.venue] ?? 0;
  const own = ledger.stintsOfPool(pool);
  if (!room.mayStand(place) || !room.rests(place, own)) return undefined;
  const freeing = new KitFreeing(ledger, pool);
  const gainWith = gains(ledger, place, own);
  let kits: number[] = [];
  let cost = 0;
  let best: Candidate | undefined;
  const most = problem.maxKits[place.venue] ?? 0;
  while (kits.length < most) {
    const next = cheapestKit(ledger, freeing, place, { kits, gainWith });
    if (!next) break;
    freeing.take(next.steps);
    kits = [...kits, next.kit].sort((a, b) => a - b);
    room.take({ ...place, kits: [next.kit] });
    cost += next.cost;
    const estimate = gainWith(kits) - cost;
    if (best && estimate <= best.estimate) {
      room.leave({ ...place, kits: [next.kit] });
      kits = kits.filter((kit) => kit !== next.kit);
      break;
    }
    best = { stint: { ...place, kits }, altered: [...freeing.altered], estimate };
  }
  room.leave({ ...place, kits });
  freeing.restore();
  return best;
}

function cheapestKit(
  ledger: PlanLedger,
  freeing: KitFreeing,
  place: Place,
  { kits, gainWith }: { kits: readonly number[]; gainWith: (kits: readonly number[]) => number },
): { kit: number; steps: Alteration[]; cost: number } | undefined {
  const { problem } = ledger;
  const slack = problem.rules.kmCost * FAR_KM;
  const ways: { kit: number; steps: Alteration[]; cost: number; estimate: number }[] = [];
  let most = Number.NEGATIVE_INFINITY;
  for (const kit of problem.kitIds.keys()) {
    if (kits.includes(kit)) continue;
    const gain = gainWith([...kits, kit]);
    const steps = freeing.plan(kit, place, gain - most + slack);
    if (!steps) continue;
    const cost = steps.reduce((sum, step) => sum + Math.max(GIVING_WAY, step.cost), 0);
    ways.push({ kit, steps, cost, estimate: gain - cost });
    most = Math.max(most, gain - cost);
  }
  ways.sort((a, b) => b.estimate - a.estimate);
  let best: (typeof ways)[number] | undefined;
  for (const way of ways) {
    if (best && way.estimate <= best.estimate) break;
    const without = [...freeing.altered.keys(), ...way.steps.map(({ at }) => at)];
    const km = problem.rules.kmCost * Math.max(0, ledger.extraKm({ ...place, kits: [way.kit] }, without));
    const estimate = way.estimate - km;
    if (!best || estimate > best.estimate) best = { ...way, cost: way.cost + km, estimate };
  }
  return best;
}

/** What a place brings with some kits, kilometres left out; the same capacity and number of kits is counted once. */
function gains(ledger: PlanLedger, place: Place, own: readonly Stint[]): (kits: readonly number[]) => number {
  const { problem, counter } = ledger;
  const pool = problem.venuePool[place.venue] ?? 0;
  const before = counter.worth(ledger.poolTerms(pool));
  const known = new Map<string, number>();
  return (kits) => {
    const key = `${kits.length}/${capacityOf(problem, place.slot, kits)}`;
    const told = known.get(key);
    if (told !== undefined) return told;
    const gain = counter.worth(counter.terms(pool, [...own, { ...place, kits: [...kits] }])) - before;
    known.set(key, gain);
    return gain;
  };
}

function workOut(ledger: PlanLedger, { stint, altered }: Candidate): FittingWindow | undefined {
  const remove = altered.map(([at]) => at);
  const to = new Map(altered);
  for (const [at, now] of altered) {
    if (now) continue;
    const keep = [stint, ...[...to.values()].flatMap((one) => one ?? [])];
    const without = ledger.gain({ remove, add: keep });
    const moved = bestOf(ledger, elsewhen(ledger, at, { remove, keep }), { remove, keep });
    if (moved && moved.net > without) to.set(at, moved.stint);
  }
  const change = { remove, add: [stint, ...[...to.values()].flatMap((one) => one ?? [])] };
  if (!ledger.allows(change)) return undefined;
  const displaced = [...to].map(([at, then]) => ({ at, what: whatOf(ledger.stint(at), then), to: then }));
  return { stint, net: ledger.gain(change), displaced, change };
}

function whatOf(before: Stint, after: Stint | null): Displaced['what'] {
  if (!after) return 'removed';
  const end = (stint: Stint) => stint.start + stint.days;
  const inside = after.start >= before.start && end(after) <= end(before);
  if (after.venue !== before.venue || after.slot !== before.slot || !inside) return 'moved';
  if (after.days < before.days) return 'shorter';
  return after.kits.length < before.kits.length ? 'fewer-kits' : 'other-kits';
}

/** Places for a stint that lost its own: its pool's venues, with kits that stand idle then. */
function elsewhen(
  ledger: PlanLedger,
  at: number,
  { remove, keep }: { remove: readonly number[]; keep: readonly Stint[] },
): Stint[] {
  const { room } = ledger;
  const before = ledger.stint(at);
  for (const stint of remove) room.leave(ledger.stint(stint));
  for (const stint of keep) room.take(stint);
  const found = idleWindows(ledger, ledger.poolOf(before), before.days);
  for (const stint of keep) room.leave(stint);
  for (const stint of remove) room.take(ledger.stint(stint));
  return found.filter(({ kits }) => kits.length <= before.kits.length);
}
