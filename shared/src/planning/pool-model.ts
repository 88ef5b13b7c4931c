import { type KitChoice, sharedKitChoices } from './kit-choices.ts';
import type { KitGroup } from './kit-groups.ts';
import { LiveActions } from './live-actions.ts';
import { type Place, placesOf, Turnouts } from './pool-places.ts';
import { capacityAt, capacityOf, type Problem, rateOf, type Stint } from './problem.ts';
import { roomFor, servedByCapacity } from './served-by-capacity.ts';
import { type GridShape, type ServedGrid, servedGrids, type TurnoutOf } from './served-grid.ts';

/** One way to serve a pool: a venue, a slot, and how many kits of each group. */
export interface Action {
  venue: number;
  slot: number;
  /** Per kit group. */
  kits: readonly number[];
  kitCount: number;
  /** In `places` of the model. */
  place: number;
  choice: KitChoice;
  /** In `capacities` of the model. */
  capacity: number;
  /** Actions that may make this one needless: of its place, with as many kits, one of them another or equally fast. */
  rivals: number[];
}

/** What sessions at one turnout rate record, by index of capacity. */
export interface Turnout extends TurnoutOf {
  /** With everybody still to come. */
  most: Float64Array;
  grids: (ServedGrid | undefined)[];
}

/** A pinned session: nothing to decide, but it depletes the pool. */
export interface ForcedSession extends TurnoutOf {
  date: number;
  slotStart: number;
  /** Recordings. */
  capacity: number;
  grid: ServedGrid;
}

/** Everything about one pool that no price and no other pool changes. */
export interface PoolModel {
  pool: number;
  shape: GridShape;
  /** Ascending, in recordings. */
  capacities: number[];
  turnouts: Turnout[];
  places: Place[];
  actions: Action[];
  /** In order of date, then slot start. */
  forced: ForcedSession[];
  /** Sessions that count against a shortfall; more than this many levels are not told apart. */
  levels: number;
}

/** A pool that asks for more sessions than this is held to this many inside the pool's problem. */
const MOST_LEVELS = 6;

export function pinnedSessions(problem: Problem, pool: number): { stint: Stint; date: number; slotStart: number }[] {
  const sessions = problem.pinned
    .filter((stint) => problem.venuePool[stint.venue] === pool)
    .flatMap((stint) => {
      const slotStart = problem.slotStartMinutes[stint.slot] ?? 0;
      return Array.from({ length: stint.days }, (_, day) => ({ stint, date: stint.start + day, slotStart }));
    });
  return sessions.sort((a, b) => a.date - b.date || a.slotStart - b.slotStart);
}

/** Published dates per venue and slot, `venue/slot/date` → their weight: changeCosts that losing the session costs. */
export function publishedDates(problem: Problem): Map<string, number> {
  const weights = new Map<string, number>();
  for (const { venue, slot, start, weights: ofDates } of problem.published) {
    for (const [day, weight] of ofDates.entries()) {
      const key = `${venue}/${slot}/${start + day}`;
      weights.set(key, (weights.get(key) ?? 0) + weight);
    }
  }
  return weights;
}

/** Dates on which the gap around a pinned stint leaves no room for another. */
export function blockedDates(problem: Problem, pinned: readonly { date: number }[]): Uint8Array {
  const blocked = new Uint8Array(problem.dates.length);
  const gapDays = problem.rules.revisitGapDays;
  for (const { date } of pinned) blocked.fill(1, Math.max(0, date - gapDays), date + gapDays + 1);
  return blocked;
}

/** @param cells steps of the grid of people remaining, where the pool is the largest: see `gridShape` */
export function poolModel(
  problem: Problem,
  pool: number,
  groups: readonly KitGroup[],
  cells: number,
  published: Map<string, number>,
): PoolModel {
  const pinned = pinnedSessions(problem, pool);
  const turnouts = new Turnouts();
  const places = placesOf(problem, pool, groups, blockedDates(problem, pinned), turnouts, published);
  const choicesOf = (place: Place) => sharedKitChoices(groups, problem.maxKits[place.venue] ?? 0);
  const capacityFor = (place: Place, choice: KitChoice) => capacityAt(problem, place.slot, choice.recordingsPerHour);
  const capacities = [
    ...new Set(places.flatMap((place) => choicesOf(place).map((choice) => capacityFor(place, choice)))),
  ].sort((a, b) => a - b);
  const indexOf = new Map(capacities.map((capacity, at) => [capacity, at]));
  let first = 0;
  const actions = places.flatMap((place, at) => {
    const { venue, slot } = place;
    const choices = choicesOf(place);
    place.actionOf = Int32Array.from(choices, (_, choice) => first + choice);
    first += choices.length;
    return choices.map((choice): Action => {
      const capacity = indexOf.get(capacityFor(place, choice)) ?? 0;
      return { venue, slot, kits: choice.kits, kitCount: choice.kitCount, place: at, choice, capacity, rivals: [] };
    });
  });
  const remaining = problem.remaining[pool] ?? 0;
  const shape = gridShape(problem, pool, cells);
  const model: PoolModel = {
    pool,
    shape,
    capacities,
    turnouts: turnouts.all.map((turnout) => withMost(turnout, remaining, capacities)),
    places,
    actions,
    forced: pinned.map(({ stint, date, slotStart }) => {
      const capacity = capacityOf(problem, stint.slot, stint.kits);
      const turnout = {
        rate: rateOf(problem, stint.venue, stint.slot, date),
        dispersion: problem.dispersion[stint.venue] ?? 0,
      };
      return { date, slotStart, ...turnout, capacity, grid: forcedGrid(turnout, capacity, shape, false) };
    }),
    levels: Math.min(MOST_LEVELS, problem.minSessions[pool] ?? 0),
  };
  keepWorthwhile(problem, model, groups.length);
  return model;
}

function forcedGrid(turnout: TurnoutOf, capacity: number, shape: GridShape, isBent: boolean): ServedGrid {
  const [grid] = servedGrids(turnout, [capacity], shape, isBent);
  if (!grid) throw new RangeError('one grid a capacity');
  return grid;
}

/** The same pool on another grid, with how sessions bend what comes before them: for bounds. */
export function bentModel(problem: Problem, model: PoolModel, cells: number): PoolModel {
  const shape = gridShape(problem, model.pool, cells);
  return {
    ...model,
    shape,
    turnouts: model.turnouts.map((turnout) => ({ ...turnout, grids: [] })),
    forced: model.forced.map((forced) => {
      return { ...forced, grid: forcedGrid(forced, forced.capacity, shape, true) };
    }),
  };
}

/** Makes the grids of live actions that are not there yet. */
export function makeGrids(model: PoolModel, live: Uint8Array, width: number, isBent: boolean): void {
  const wanted = new Map<Turnout, Set<number>>();
  for (const [at, { place, capacity }] of model.actions.entries()) {
    const { turnoutOf } = model.places[place] as Place;
    for (let date = 0; date < width; date++) {
      if (live[at * width + date] !== 1) continue;
      const turnout = model.turnouts[turnoutOf[date] as number] as Turnout;
      if (turnout.grids[capacity]) continue;
      wanted.set(turnout, (wanted.get(turnout) ?? new Set()).add(capacity));
    }
  }
  for (const [turnout, set] of wanted) {
    const indexes = [...set].sort((a, b) => a - b);
    const capacities = indexes.map((index) => model.capacities[index] as number);
    const grids = servedGrids(turnout, capacities, model.shape, isBent);
    for (const [at, index] of indexes.entries()) turnout.grids[index] = grids[at];
  }
}

/** Leaves out the actions with a kit that would not pay its set-up even if it cost nothing else. */
function keepWorthwhile(problem: Problem, model: PoolModel, groups: number): void {
  const nothing = Array.from({ length: groups }, () => new Float64Array(problem.dates.length));
  const noTravel = nothing.map(() => 0);
  const live = new LiveActions(problem);
  live.find(model, nothing, noTravel, false);
  const kept = model.actions.filter((_, at) => live.isEver(at));
  const indexOf = new Map(kept.map((action, at) => [action, at]));
  for (const place of model.places) {
    place.actionOf = place.actionOf.map((at) => indexOf.get(model.actions[at] as Action) ?? -1);
  }
  model.actions = kept;
  for (const place of model.places) findRivals(model, place);
}

function findRivals({ actions }: PoolModel, place: Place): void {
  const asFast = new Map<string, number[]>();
  const alike = ({ kitCount, capacity }: Action) => `${kitCount} ${capacity}`;
  const own = Array.from(place.actionOf).filter((at) => at >= 0);
  for (const at of own) {
    const key = alike(actions[at] as Action);
    asFast.set(key, [...(asFast.get(key) ?? []), at]);
  }
  for (const at of own) {
    const action = actions[at] as Action;
    const exchanged = action.choice.exchanged.map((choice) => place.actionOf[choice] ?? -1);
    const rivals = new Set([...exchanged, ...(asFast.get(alike(action)) ?? [])]);
    action.rivals = [...rivals].filter((rival) => rival >= 0 && rival !== at).sort((a, b) => a - b);
  }
}

/** Where a pool is small a coarser grid errs as little: so many cells of the largest pool's, but for very few. */
const FEWEST_CELLS = 24;

/** @param cells of the largest pool; smaller ones have fewer, by the square root of their size */
export function gridShape(problem: Problem, pool: number, cells: number): GridShape {
  const remaining = problem.remaining[pool] ?? 0;
  const most = problem.remaining.reduce((largest, people) => Math.max(largest, people), 1);
  const own = Math.max(Math.min(cells, FEWEST_CELLS), Math.ceil(cells * Math.sqrt(remaining / most)));
  return { cells: own, step: remaining / own };
}

function withMost(turnout: TurnoutOf, remaining: number, capacities: number[]): Turnout {
  const row = roomFor(capacities.length);
  servedByCapacity(remaining * turnout.rate, turnout.dispersion, capacities, row);
  return { ...turnout, most: row.served, grids: [] };
}
