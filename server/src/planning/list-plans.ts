import { desc } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { plans } from '../db/schema/plans.ts';

export interface ListedPlan {
  id: string;
  name: string;
  status: 'draft' | 'published' | 'superseded';
  revision: number;
  /** Expected recordings less costs, and how far from the best possible; null where the engine has not said. */
  objective: number | null;
  gapShare: number | null;
  /** Unix milliseconds. */
  createdAt: number;
  updatedAt: number;
}

/** Newest first. */
export async function listPlans({ db }: Pick<Context, 'db'>): Promise<ListedPlan[]> {
  const rows = await db.select().from(plans).orderBy(desc(plans.updatedAt), desc(plans.createdAt), desc(plans.id));
  return rows.map(({ id, name, status, revision, objective, proof, createdAt, updatedAt }) => {
    return { id, name, status, revision, objective, gapShare: proof?.gap ?? null, createdAt, updatedAt };
  });
}
