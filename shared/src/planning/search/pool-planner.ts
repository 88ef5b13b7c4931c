import type { KitGroup } from '../kit-groups.ts';
import type { PoolModel } from '../pool-model.ts';
import type { PoolProgram } from '../pool-program.ts';
import type { Problem } from '../problem.ts';
import { FreeKits } from './free-kits.ts';
import type { Schedule } from './schedule.ts';

/** Plans a pool anew around the rest of the schedule, all its visits together. */
export class PoolPlanner {
  private readonly models: readonly PoolModel[];
  private readonly program: PoolProgram;
  private readonly free: FreeKits;

  constructor(problem: Problem, groups: readonly KitGroup[], models: readonly PoolModel[], program: PoolProgram) {
    this.models = models;
    this.program = program;
    this.free = new FreeKits(problem, groups);
  }

  /** Pools by what each would bring if kits cost their prices, the best first. */
  inOrderOfWorth(prices: readonly Float64Array[], isOver: () => boolean): number[] {
    const worth: { pool: number; worth: number }[] = [];
    for (const model of this.models) {
      if (isOver()) break;
      worth.push({ pool: model.pool, worth: this.program.solve(model, { prices }) });
    }
    worth.sort((a, b) => b.worth - a.worth || a.pool - b.pool);
    return worth.map(({ pool }) => pool);
  }

  /** The pool's best stints under prices among the kits that are free, named and put into the schedule. */
  plan(schedule: Schedule, pool: number, prices: readonly Float64Array[]): void {
    const model = this.models[pool];
    if (!model) return;
    schedule.clearPool(pool);
    const { free } = this;
    free.count(schedule);
    const { actions } = model;
    const fits = (at: number, start: number, days: number) => {
      const action = actions[at];
      return action !== undefined && free.fits(action, start, days);
    };
    this.program.solve(model, { prices, fits });
    for (const { action: at, start, days } of this.program.trace(model)) {
      const action = actions[at];
      if (!action) continue;
      const kits = free.name(schedule, action, start, days);
      if (!kits) continue;
      schedule.add(schedule.toVisit({ venue: action.venue, slot: action.slot, start, days, kits }));
      // Two stints of one pool can share a kit's week: count again before naming the next.
      free.count(schedule);
    }
  }
}
