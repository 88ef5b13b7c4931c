import type { Action, PoolModel, Turnout } from './pool-model.ts';
import type { Place } from './pool-places.ts';
import type { ServedGrid } from './served-grid.ts';

/** The lowest grid points that can be reached: people cannot fall below what every session leaves. */
export interface Reach {
  /** By date, and one after the last. */
  onDate: Int32Array;
  /** After so many sessions; the last level counts for any more too, so there it is 0. */
  onLevel: Int32Array;
}

/**
 * @param live action × date
 * @param onDate written to: one longer than there are dates
 */
export function reachOf(model: PoolModel, live: Uint8Array, onDate: Int32Array): Reach {
  const width = onDate.length - 1;
  const { cells } = model.shape;
  const onLevel = new Int32Array(model.levels + 1);
  const seen = new Set<ServedGrid>();
  let low = cells;
  for (let date = 0; date < width; date++) {
    onDate[date] = low;
    let next = low;
    for (let at = 0; at < model.actions.length; at++) {
      if (live[at * width + date] !== 1) continue;
      const grid = gridOn(model, at, date);
      if (!grid) continue;
      seen.add(grid);
      next = Math.min(next, grid.cell[low] as number);
    }
    for (const forced of model.forced) {
      if (forced.date !== date) continue;
      seen.add(forced.grid);
      next = forced.grid.cell[next] as number;
    }
    low = next;
  }
  onDate[width] = low;
  for (let level = 0; level < model.levels; level++) {
    const from = level === 0 ? cells : (onLevel[level - 1] as number);
    onLevel[level] = from;
    if (level === 0) continue;
    for (const { cell } of seen) onLevel[level] = Math.min(onLevel[level] as number, cell[from] as number);
  }
  return { onDate, onLevel };
}

/** What an action records on a date; undefined where it cannot stand or its grid was not made. */
export function gridOn(model: PoolModel, action: number, date: number): ServedGrid | undefined {
  const { place, capacity } = model.actions[action] as Action;
  const turnout = (model.places[place] as Place).turnoutOf[date] as number;
  return turnout >= 0 ? (model.turnouts[turnout] as Turnout).grids[capacity] : undefined;
}
