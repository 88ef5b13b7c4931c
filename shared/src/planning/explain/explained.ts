import { contributions } from '../objective.ts';
import type { Plan } from '../plan.ts';
import { dateAt, type Problem, type Stint, type StintFile, toStintFile } from '../problem.ts';
import { kitMoreByDate } from './check-price.ts';
import type { Displaced, FittingWindow } from './fitting-windows.ts';
import { PlanLedger } from './plan-ledger.ts';
import type { ServingChange } from './smallest-changes.ts';
import { stayOrGo } from './stay-or-go.ts';
import { explainStint, type Instead, type Prices, type StintWorth } from './stint-worth.ts';
import { listUnserved, type Unserved } from './why-unserved.ts';

/** A window as it is exchanged: stints by names and dates. */
export interface WindowTold {
  stint: StintFile;
  /** Expected people recorded there. */
  served: number;
  /** What the whole plan is worth more; negative where it loses. */
  net: number;
  displaced: { before: StintFile; after: StintFile | null; what: Displaced['what'] }[];
}

/** An evening's choice by names; see `Evening`. */
export interface EveningTold {
  date: string;
  here: number;
  elsewhere: number | null;
  to: StintFile | null;
  goes: boolean;
}

type InsteadTold = { stint: StintFile; net: number } | null;

export interface StintTold extends Omit<StintWorth, 'stint' | 'elsewhere' | 'otherTime'> {
  stint: StintFile;
  elsewhere: InsteadTold;
  otherTime: InsteadTold;
}

export interface UnservedTold extends Omit<Unserved, 'pool' | 'window'> {
  pool: string;
  window: WindowTold | null;
}

/** Everything that can be said of a plan without solving again. */
export interface ExplainedPlan {
  stints: StintTold[];
  /** The most that one more kit could bring by date: its price; null where the plan has no prices. */
  prices: Prices | null;
  /** What it would bring at least, alone and nothing moved: worth, in recordings. */
  kitMore: Record<string, number>;
  /** The part of that which is missing sessions held. */
  kitMoreShortfall: Record<string, number>;
  unserved: UnservedTold[];
  /** Stints that stand on the first date of the plan: to stay, or to go elsewhere. */
  tonight: { stint: StintFile; evenings: EveningTold[] }[];
}

export function explainPlan(problem: Problem, plan: Plan, prices: Prices | null): ExplainedPlan {
  const ledger = new PlanLedger(problem, plan);
  const kitMore = Object.entries(kitMoreByDate(problem, plan));
  const running = [...plan.stints.keys()].filter((at) => ledger.stint(at).start <= 0);
  return {
    stints: plan.stints.map((_, at) =>
      stintTold(problem, ledger.stint(at), explainStint(ledger, at, prices ?? undefined)),
    ),
    prices,
    kitMore: Object.fromEntries(kitMore.map(([date, { worth }]) => [date, worth])),
    kitMoreShortfall: Object.fromEntries(kitMore.map(([date, { shortfall }]) => [date, shortfall])),
    unserved: listUnserved(problem, plan).map((one) => unservedTold(ledger, one)),
    tonight: running.map((at) => ({
      stint: toStintFile(problem, ledger.stint(at)),
      evenings: eveningsTold(ledger, at),
    })),
  };
}

export function stintTold(problem: Problem, stint: Stint, { stint: _at, ...worth }: StintWorth): StintTold {
  const told = (instead: Instead | null): InsteadTold =>
    instead && { stint: toStintFile(problem, instead.stint), net: instead.net };
  return {
    ...worth,
    stint: toStintFile(problem, stint),
    elsewhere: told(worth.elsewhere),
    otherTime: told(worth.otherTime),
  };
}

export function eveningsTold(ledger: PlanLedger, at: number): EveningTold[] {
  const { problem } = ledger;
  return stayOrGo(ledger, at).map(({ date, to, ...evening }) => ({
    ...evening,
    date: dateAt(problem, date),
    to: to && toStintFile(problem, to),
  }));
}

export function unservedTold(ledger: PlanLedger, { pool, window, ...why }: Unserved): UnservedTold {
  return { ...why, pool: ledger.problem.poolIds[pool] ?? '', window: window && windowTold(ledger, window) };
}

export function windowTold(ledger: PlanLedger, { stint, net, displaced, change }: FittingWindow): WindowTold {
  const { problem } = ledger;
  const own = [...ledger.stintsOfPool(ledger.poolOf(stint), change.remove), stint];
  return {
    stint: toStintFile(problem, stint),
    served: contributions(problem, { stints: own }).servedByStint.at(-1) ?? 0,
    net,
    displaced: displaced.map(({ at, to, what }) => {
      return { before: toStintFile(problem, ledger.stint(at)), after: to && toStintFile(problem, to), what };
    }),
  };
}

/** A change that would serve a pool, by names and dates. */
export type ServingChangeTold =
  | { kind: 'plan-on'; net: number }
  | { kind: 'displace'; window: WindowTold; net: number }
  | { kind: 'one-more-kit'; start: string; days: number; net: number }
  | { kind: 'longer-week'; maxDaysPerWeek: number; net: number }
  | { kind: 'open-venue'; venue: string; slot: string; start: string; days: number; net: number }
  | { kind: 'smaller-reserve'; reserveKits: number; net: number }
  | { kind: 'shorter-rest'; revisitGapDays: number; net: number }
  | { kind: 'unpin'; stint: StintFile; net: number };

export function changeTold(ledger: PlanLedger, change: ServingChange): ServingChangeTold {
  const { problem } = ledger;
  if (change.kind === 'displace') {
    const { window, net } = change;
    return { kind: 'displace', window: windowTold(ledger, window), net };
  }
  if (change.kind === 'open-venue') {
    const { venue, slot, start } = change;
    const names = { venue: problem.venueIds[venue] ?? '', slot: problem.slotIds[slot] ?? '' };
    return { ...change, ...names, start: dateAt(problem, start) };
  }
  if (change.kind === 'one-more-kit') return { ...change, start: dateAt(problem, change.start) };
  if (change.kind === 'unpin') return { ...change, stint: toStintFile(problem, change.stint) };
  return change;
}
