import * as z from 'zod/mini';
import {
  compareStints,
  type Fault,
  type Problem,
  type Stint,
  type StintFile,
  toStint,
  toStintFile,
} from './problem.ts';
import { stintSchema } from './problem-file.ts';
import { shapeFaults } from './shape-faults.ts';

export type { StintFile } from './problem.ts';

/** A plan in indexes: what rules, objective and search work on. */
export interface Plan {
  stints: Stint[];
}

const price = z.number().check(z.minimum(0));

/**
 * Prices that prove a bound. `groups` parts the kits; `date` has a price per date of the horizon (and `week` per ISO
 * week, in order) for one kit of the group, the outer `date` one for any kit. `stint`, of all groups or none: start × days
 * (maxDays for each date), what one kit costs for a stint instead of its dates. In recordings, never negative.
 */
export const certificateSchema = z.object({
  groups: z.array(
    z.object({
      kits: z.array(z.string()),
      date: z.array(price),
      week: z.array(price),
      stint: z.optional(z.array(price)),
    }),
  ),
  date: z.array(price),
  /** Per date, what every kit in use costs beside, where stints are priced and kits in reserve. */
  reserve: z.optional(z.array(price)),
  /** Steps of the largest pool's grid of people remaining; any number proves a bound, more prove a tighter one. */
  cells: z.number().check(z.int(), z.minimum(1), z.maximum(100_000)),
});
export type Certificate = z.infer<typeof certificateSchema>;

export const planSchema = z.object({
  version: z.literal(1),
  problem: z.string(),
  stints: z.array(stintSchema),
  objective: z.number(),
  bound: z.number(),
  gap: z.number(),
  expected: z.object({
    recordings: z.number(),
    setups: z.number(),
    km: z.number(),
    shortfall: z.number(),
    changes: z.number(),
  }),
  prices: z.optional(z.record(z.string(), z.number())),
  seconds: z.optional(z.number()),
  seed: z.optional(z.number()),
  certificate: z.optional(certificateSchema),
});

/** A plan as it is exchanged (`version: 1`); `gap` = (bound − objective) / |bound|, prices in recordings a kit-date. */
export type PlanFile = z.infer<typeof planSchema>;

export type PlanCheck = { ok: true; file: PlanFile; plan: Plan } | { ok: false; faults: Fault[] };

/** Reports every fault of shape, and every name that the problem does not know. Rules are not looked at. */
export function checkPlan(json: unknown, problem: Problem): PlanCheck {
  const parsed = z.safeParse(planSchema, json);
  if (!parsed.success) return { ok: false, faults: shapeFaults(parsed.error.issues, json, '') };
  const faults = parsed.data.stints.flatMap((stint, at) => unknownNames(stint, problem, `/stints/${at}`));
  if (faults.length > 0) return { ok: false, faults };
  return {
    ok: true,
    file: parsed.data,
    plan: readStints(problem, parsed.data.stints),
  };
}

function unknownNames(stint: StintFile, problem: Problem, pointer: string): Fault[] {
  const { venue, slot, kit } = problem.index;
  const faults: Fault[] = [];
  const look = (known: boolean, field: string, value: string, what: string) => {
    if (!known)
      faults.push({
        pointer: `${pointer}/${field}`,
        value,
        expected: `a ${what} of the problem`,
        code: 'unknown',
      });
  };
  look(venue.has(stint.venue), 'venue', stint.venue, 'venue');
  look(slot.has(stint.slot), 'slot', stint.slot, 'slot');
  for (const [at, name] of stint.kits.entries()) look(kit.has(name), `kits/${at}`, name, 'kit');
  return faults;
}

/** @throws RangeError where a name is unknown */
export function readStints(problem: Problem, stints: readonly StintFile[]): Plan {
  return { stints: stints.map((stint) => toStint(problem, stint)) };
}

export function canonicalOrder(plan: Plan): Plan {
  return { stints: [...plan.stints].sort(compareStints) };
}

export function writeStints(problem: Problem, plan: Plan): StintFile[] {
  return canonicalOrder(plan).stints.map((stint) => toStintFile(problem, stint));
}

function stintKey({ venue, slot, start, days, kits }: Stint): string {
  return `${venue}/${slot}/${start}/${days}/${kits.join()}`;
}

/** Which stints of the plan are the problem's pinned ones, unchanged, and which pinned stints it lacks. */
export function matchPinned(plan: Plan, problem: Problem): { isPinned: boolean[]; missing: Stint[] } {
  const open = new Map<string, number>();
  for (const stint of problem.pinned) open.set(stintKey(stint), (open.get(stintKey(stint)) ?? 0) + 1);
  const isPinned = plan.stints.map((stint) => {
    const left = open.get(stintKey(stint)) ?? 0;
    if (left > 0) open.set(stintKey(stint), left - 1);
    return left > 0;
  });
  const missing = problem.pinned.filter((stint) => {
    const left = open.get(stintKey(stint)) ?? 0;
    if (left > 0) open.set(stintKey(stint), left - 1);
    return left > 0;
  });
  return { isPinned, missing };
}
