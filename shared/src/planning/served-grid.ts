import { servedCurvature } from './bounds/curvature.ts';
import { roomFor, servedByCapacity } from './served-by-capacity.ts';

/** What one session does at each point of a grid of people remaining: 0, step, 2·step, … cells·step. */
export interface ServedGrid {
  served: Float64Array;
  /** The cell in which the people left afterwards lie, and how far into it (0…1). */
  cell: Int32Array;
  into: Float64Array;
  bend: SessionBend | undefined;
}

/** How a session bends what comes before it, per cell: README.md, "The bend". */
export interface SessionBend {
  /** Most −d²/dpeople² of its recordings anywhere in the cell. */
  own: Float64Array;
  /** Most of (1 − slope)² in the cell: the share that is kept of the bend of what comes after. */
  kept: Float64Array;
  /** The first and the last cell in which people of the cell are left. */
  first: Int32Array;
  last: Int32Array;
}

export interface GridShape {
  cells: number;
  /** People; 0 where nobody is left. */
  step: number;
}

/** How people of a pool turn out: all that a session's grid depends on, but for its capacity. */
export interface TurnoutOf {
  /** 0…1. */
  rate: number;
  dispersion: number;
}

function emptyGrid(cells: number, isBent: boolean): ServedGrid {
  return {
    served: new Float64Array(cells + 1),
    cell: new Int32Array(cells + 1),
    into: new Float64Array(cells + 1),
    bend: isBent
      ? {
          own: new Float64Array(cells),
          kept: new Float64Array(cells),
          first: new Int32Array(cells),
          last: new Int32Array(cells),
        }
      : undefined,
  };
}

function setPoint(grid: ServedGrid, point: number, served: number, { cells, step }: GridShape): void {
  const remaining = point * step;
  const recorded = Math.min(served, remaining);
  const after = step > 0 ? Math.max(0, point - recorded / step) : point;
  const cell = Math.min(cells - 1, Math.floor(after));
  grid.served[point] = recorded;
  grid.cell[point] = cell;
  grid.into[point] = Math.min(1, after - cell);
}

/**
 * @param capacities recordings, ascending; one grid each
 * @param isBent with how sessions bend what comes before them, for bounds
 */
export function servedGrids(
  turnout: TurnoutOf,
  capacities: readonly number[],
  shape: GridShape,
  isBent: boolean,
): ServedGrid[] {
  const { rate, dispersion } = turnout;
  const grids = capacities.map(() => emptyGrid(shape.cells, isBent));
  const row = roomFor(capacities.length);
  for (let point = 0; point <= shape.cells; point++) {
    servedByCapacity(point * shape.step * rate, dispersion, capacities, row);
    for (const [at, grid] of grids.entries()) {
      setPoint(grid, point, row.served[at] as number, shape);
      if (grid.bend)
        setBend(grid.bend, point, rate * rate * (row.bend[at] as number), rate * (row.slope[at] as number));
    }
  }
  for (const [at, grid] of grids.entries()) {
    if (!grid.bend) continue;
    addPeak(grid.bend.own, turnout, capacities[at] as number, shape.step);
    setLandings(grid);
  }
  return grids;
}

/** Of a cell: a session that ends on a grid point but for rounding does not reach into the next cell. */
const HAIR = 1e-9;

function setLandings({ cell, into, bend }: ServedGrid): void {
  if (!bend) return;
  const { first, last } = bend;
  const left = (point: number) => (cell[point] as number) + (into[point] as number);
  for (let here = 0; here < first.length; here++) {
    first[here] = Math.min(first.length - 1, Math.floor(left(here) + HAIR));
    last[here] = Math.max(first[here] as number, Math.ceil(left(here + 1) - HAIR) - 1);
  }
}

/** A point ends one cell and begins the next; the slope falls, so each cell's least is at its end. */
function setBend({ own, kept }: SessionBend, point: number, bend: number, slope: number): void {
  if (point < own.length) own[point] = bend;
  if (point === 0) return;
  own[point - 1] = Math.max(bend, own[point - 1] as number);
  kept[point - 1] = (1 - slope) ** 2;
}

/** The bend rises up to one point and falls after it: where that lies inside a cell, both ends are under it. */
function addPeak(own: Float64Array, { rate, dispersion }: TurnoutOf, capacity: number, step: number): void {
  const peak = (capacity - 1) / (1 + 2 * dispersion);
  const cell = Math.floor(peak / (rate * step));
  if (capacity < 1 || !(cell < own.length)) return;
  own[cell] = Math.max(own[cell] as number, rate * rate * servedCurvature(dispersion, capacity, peak));
}

/** People remaining after a session, in grid steps, fractions kept. */
export function afterSession({ cell, into }: ServedGrid, remaining: number): number {
  const low = Math.min(cell.length - 2, Math.floor(remaining));
  const afterLow = (cell[low] as number) + (into[low] as number);
  const afterHigh = (cell[low + 1] as number) + (into[low + 1] as number);
  return afterLow + (remaining - low) * (afterHigh - afterLow);
}

/** Reads a row between its points. */
export function between(row: Float64Array, at: number, point: number): number {
  const low = Math.floor(point);
  const value = row[at + low] as number;
  return point > low ? value + (point - low) * ((row[at + low + 1] as number) - value) : value;
}
