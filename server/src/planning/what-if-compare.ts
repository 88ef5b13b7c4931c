import type { PlanFigures } from '@jemput/shared/planning/what-if/plan-figures';
import type { WhatIf } from '@jemput/shared/planning/what-if/what-if';
import { asc, eq, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { scenarios } from '../db/schema/scenarios.ts';
import { timetableInForce } from '../sessions/timetable-in-force.ts';
import { getPlan, type PlanRow, readPlanStints } from './get-draft.ts';
import { readProblem } from './read-problem.ts';
import { answered, atOnce, presentOf } from './repair-thread.ts';
import { runningScenarios } from './what-if-running.ts';

export interface ComparedScenario {
  id: string;
  name: string;
  whatIf: WhatIf;
  /** `interrupted`: the server was stopped over it. */
  state: 'solving' | 'solved' | 'failed' | 'interrupted';
  faults: string[];
  figures: PlanFigures | null;
  /** No plan under these inputs is worth more; null until it is solved. */
  bound: number | null;
  gapShare: number | null;
  /** True where the plan was edited since. */
  stale: boolean;
  /** Unix milliseconds. */
  createdAt: number;
}

export interface Comparison {
  plan: { id: string; name: string; status: PlanRow['status']; revision: number; horizonEnd: string };
  /** The plan as it is; bound and gap where the engine has said. */
  present: { figures: PlanFigures; bound: number | null; gapShare: number | null };
  /** In the order in which they were asked. */
  scenarios: ComparedScenario[];
}

/** A plan and its scenarios side by side. @throws NotFound; Invalid where pins contradict the office's tables */
export async function compareScenarios(ctx: Context, { planId }: { planId: string }): Promise<Comparison> {
  const plan = await getPlan(ctx.db, planId);
  const { id, name, status, revision, horizonEnd, proof } = plan;
  const running = runningScenarios();
  const rows = await ctx.db
    .select()
    .from(scenarios)
    .where(eq(scenarios.planId, planId))
    .orderBy(asc(scenarios.createdAt), sql`rowid`);
  return {
    plan: { id, name, status, revision, horizonEnd },
    present: {
      figures: await presentFigures(ctx, plan),
      bound: proof?.bound ?? null,
      gapShare: proof?.gap ?? null,
    },
    scenarios: rows.map((row) => ({
      id: row.id,
      name: row.name,
      whatIf: row.whatIf,
      state: row.state === 'solving' && !running.has(row.id) ? 'interrupted' : row.state,
      faults: row.faults,
      figures: row.figures,
      bound: row.plan?.bound ?? null,
      gapShare: row.plan?.gap ?? null,
      stale: row.planRevision !== revision,
      createdAt: row.createdAt,
    })),
  };
}

/** Counted once for each edit of a plan and each timetable; the page asks again while scenarios are solved. */
const counted = new Map<string, Promise<PlanFigures>>();
const MOST_COUNTED = 20;

async function presentFigures(ctx: Context, plan: PlanRow): Promise<PlanFigures> {
  const present = presentOf(await readProblem(ctx, plan, await readPlanStints(ctx.db, plan.id)));
  const { id: timetableId } = await timetableInForce(ctx);
  const key = `${plan.id} ${plan.revision} ${timetableId} ${present.file.horizon.start}`;
  const known = counted.get(key);
  if (known) return known;
  const figures = atOnce({ kind: 'figures', ...present }).then(answered);
  counted.set(key, figures);
  figures.catch(() => counted.delete(key));
  for (const old of counted.keys()) if (counted.size > MOST_COUNTED) counted.delete(old);
  return figures;
}
