import type { KitGroup } from '../kit-groups.ts';
import type { PoolModel } from '../pool-model.ts';
import type { PoolProgram } from '../pool-program.ts';
import type { Problem } from '../problem.ts';
import type { Draft } from './draft.ts';
import { KitRenamer } from './kit-renamer.ts';
import { KitRoom } from './kit-room.ts';

/** Plans pools anew around the rest of the plan. */
export class Planner {
  private readonly models: readonly PoolModel[];
  private readonly program: PoolProgram;
  private readonly room: KitRoom;
  private readonly renamer: KitRenamer;

  constructor(problem: Problem, groups: readonly KitGroup[], models: readonly PoolModel[], program: PoolProgram) {
    this.models = models;
    this.program = program;
    this.room = new KitRoom(problem, groups);
    this.renamer = new KitRenamer(problem, groups);
  }

  /**
   * The pool's best stints under prices among the kits that are free, named and put into the draft.
   *
   * @param mayRename also where kits are free by number only: others are then named anew around the stint
   */
  planPool(draft: Draft, pool: number, prices: readonly Float64Array[], mayRename: boolean): void {
    const model = this.models[pool];
    if (!model) return;
    draft.setPool(pool, []);
    const { room } = this;
    room.count(draft);
    const { actions } = model;
    const fits = (at: number, start: number, days: number) => {
      const action = actions[at];
      if (!action) return false;
      return mayRename ? room.fitsByCount(action, start, days) : room.fits(action, start, days);
    };
    this.program.solve(model, { prices, fits });
    for (const { action: at, start, days } of this.program.trace(model)) {
      const action = actions[at];
      if (!action) continue;
      const unnamed = { venue: action.venue, slot: action.slot, start, days, kits: [] };
      const kits =
        room.name(draft, action, start, days) ??
        (mayRename ? this.renamer.makeRoom(draft, unnamed, action.kits) : undefined);
      if (!kits) continue;
      // Read from the draft: making room may have given this pool's earlier stints other kits.
      draft.setPool(pool, [...(draft.stints[pool] ?? []), { ...unnamed, kits }]);
      // Two stints of one pool can share a kit's week: count again before naming the next.
      room.count(draft);
    }
  }
}
