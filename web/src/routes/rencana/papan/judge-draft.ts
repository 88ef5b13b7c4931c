import { contributions, objectiveOf, type SessionWorth, type Worth } from '@jemput/shared/planning/objective';
import type { Plan } from '@jemput/shared/planning/plan';
import { type Problem, toStint } from '@jemput/shared/planning/problem';
import { checkRules, type Notice } from '@jemput/shared/planning/rules/rules';
import type { BoardStint } from './board-stint.ts';

/** A broken rule, by the ids of the stints that break it. */
export interface DraftNotice extends Omit<Notice, 'stints' | 'severity'> {
  key: string;
  stintIds: string[];
}

/** What a stint is expected to bring, in people. */
export interface StintWorth {
  /** Who come: mean, and the 80 % range. */
  coming: number;
  low: number;
  high: number;
  /** Who are recorded. */
  served: number;
  /** The same, later dates counting a little less: what the objective takes. */
  discounted: number;
}

export interface Judgement {
  notices: DraftNotice[];
  worth: Worth;
  byStint: Map<string, StintWorth>;
}

/** Standard normal quantile of 90 %. */
const Z90 = 1.2815515655446004;

/** Every rule and the exact objective, as the server will judge them when the draft is saved. */
export function judgeDraft(indexed: Problem, stints: readonly BoardStint[]): Judgement {
  const known = stints.filter((stint) => isKnown(indexed, stint));
  const pinned = known.filter((stint) => stint.pinned).map((stint) => toStint(indexed, stint));
  const problem = { ...indexed, pinned };
  const plan: Plan = { stints: known.map((stint) => toStint(problem, stint)) };
  const broken = checkRules(plan, problem).map(({ code, params, text, stints: at }) => {
    const stintIds = at.flatMap((index) => known[index]?.id ?? []);
    return { code, params, text, stintIds, key: `${code} ${stintIds.join()} ${Object.values(params).join()}` };
  });
  const unknown = stints.filter((stint) => !isKnown(indexed, stint)).map(unknownNotice);
  return {
    notices: [...unknown, ...broken],
    worth: objectiveOf(problem, plan),
    byStint: worthByStint(problem, plan, known),
  };
}

function isKnown({ index }: Problem, { venue, slot, kits }: BoardStint): boolean {
  return index.venue.has(venue) && index.slot.has(slot) && kits.every((kit) => index.kit.has(kit));
}

function unknownNotice({ id, venue }: BoardStint): DraftNotice {
  const text = `${venue}, its slot or one of its kits is no longer in use.`;
  return { key: `unknown ${id}`, code: 'unknown', stintIds: [id], params: { venue }, text };
}

function worthByStint(problem: Problem, plan: Plan, known: readonly BoardStint[]): Map<string, StintWorth> {
  const sessions = new Map<number, SessionWorth[]>();
  for (const session of contributions(problem, plan).sessions)
    sessions.set(session.stint, [...(sessions.get(session.stint) ?? []), session]);
  return new Map(
    known.map(({ id }, at) => {
      const dispersion = problem.dispersion[plan.stints[at]?.venue ?? 0] ?? 0;
      return [id, sumOf(sessions.get(at) ?? [], dispersion, problem.discount)];
    }),
  );
}

function sumOf(sessions: readonly SessionWorth[], dispersion: number, discount: Float64Array): StintWorth {
  let coming = 0;
  let variance = 0;
  let served = 0;
  let discounted = 0;
  for (const { meanDemand, served: recorded, date } of sessions) {
    coming += meanDemand;
    variance += meanDemand + dispersion * meanDemand * meanDemand;
    served += recorded;
    discounted += recorded * (discount[date] ?? 0);
  }
  const half = Z90 * Math.sqrt(variance);
  return { coming, low: Math.max(0, coming - half), high: coming + half, served, discounted };
}
