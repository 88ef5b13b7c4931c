import type { PoolModel } from '../pool-model.ts';
import type { PoolProgram } from '../pool-program.ts';
import type { Draft } from './draft.ts';
import type { Planner } from './planner.ts';

/** A first plan: pools in order of what they would bring under the prices, each planned among the kits still free; the rest is left empty where `isOver` says so. */
export function construct(
  draft: Draft,
  planner: Planner,
  program: PoolProgram,
  models: readonly PoolModel[],
  prices: readonly Float64Array[],
  isOver: () => boolean,
): void {
  const worth: { pool: number; worth: number }[] = [];
  for (const model of models) {
    if (isOver()) return;
    worth.push({ pool: model.pool, worth: program.solve(model, { prices }) });
  }
  worth.sort((a, b) => b.worth - a.worth || a.pool - b.pool);
  for (const { pool } of worth) draft.setPool(pool, []);
  for (const { pool } of worth) {
    if (isOver()) return;
    planner.planPool(draft, pool, prices, true);
  }
}
