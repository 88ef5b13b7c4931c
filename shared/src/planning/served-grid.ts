import { negativeBinomialServed } from './negative-binomial-served.ts';

/** What one session does at each point of a grid of people remaining: 0, step, 2·step, … cells·step. */
export interface ServedGrid {
  served: Float64Array;
  /** The cell in which the people left afterwards lie, and how far into it (0…1). */
  cell: Int32Array;
  into: Float64Array;
}

/** @param rate 0…1; @param capacity recordings; @param step people, 0 where nobody is left */
export function servedGrid(
  rate: number,
  dispersion: number,
  capacity: number,
  step: number,
  cells: number,
): ServedGrid {
  const grid: ServedGrid = {
    served: new Float64Array(cells + 1),
    cell: new Int32Array(cells + 1),
    into: new Float64Array(cells + 1),
  };
  for (let point = 0; point <= cells; point++) {
    const remaining = point * step;
    const served = Math.min(negativeBinomialServed(remaining * rate, dispersion, capacity), remaining);
    const after = step > 0 ? Math.max(0, (remaining - served) / step) : point;
    const cell = Math.min(cells - 1, Math.floor(after));
    grid.served[point] = served;
    grid.cell[point] = cell;
    grid.into[point] = Math.min(1, after - cell);
  }
  return grid;
}

/** Makes each grid once: pools share few rates, capacities and dispersions. */
export class ServedGrids {
  readonly step: number;
  readonly cells: number;
  readonly all: ServedGrid[] = [];
  private readonly known = new Map<string, number>();

  constructor(remaining: number, cells: number) {
    this.cells = cells;
    this.step = remaining / cells;
  }

  /** Index in `all`. */
  of(rate: number, dispersion: number, capacity: number): number {
    const key = `${rate}/${dispersion}/${capacity}`;
    const before = this.known.get(key);
    if (before !== undefined) return before;
    this.all.push(servedGrid(rate, dispersion, capacity, this.step, this.cells));
    this.known.set(key, this.all.length - 1);
    return this.all.length - 1;
  }
}
