/** Where a descent has come to. */
export interface Descended {
  at: number[];
  cost: number;
}

const LONGEST_MOVE = 1.5;
const SHORTEST_STEP = 0.15;

/**
 * The least value of a smooth function of a few variables: one axis after the other, each by the parabola through three points; a
 * sweep that has gained is tried once more, twice as far.
 *
 * @param steps first distance between the points along each axis
 * @see Brent (1973), Algorithms for Minimization without Derivatives, Prentice-Hall, ch. 5 and 7 (successive parabolas, Powell's
 *   pattern move)
 */
export function descend(
  cost: (at: readonly number[]) => number,
  start: readonly number[],
  { step, sweeps, tolerance }: { step: number; sweeps: number; tolerance: number },
): Descended {
  const here: Descended = { at: [...start], cost: cost(start) };
  const steps = start.map(() => step);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const before = { at: [...here.at], cost: here.cost };
    here.at.forEach((_, axis) => {
      descendAxis(cost, here, axis, steps);
    });
    const farther = here.at.map((value, axis) => value + (value - (before.at[axis] as number)));
    const there = cost(farther);
    if (there < here.cost) Object.assign(here, { at: farther, cost: there });
    if (before.cost - here.cost < tolerance) break;
  }
  return here;
}

function descendAxis(cost: (at: readonly number[]) => number, here: Descended, axis: number, steps: number[]): void {
  const from = here.at[axis] as number;
  const step = steps[axis] as number;
  const at = (value: number) => here.at.with(axis, value);
  const [left, right] = [cost(at(from - step)), cost(at(from + step))];
  const curvature = (left + right - 2 * here.cost) / step ** 2;
  const slope = (right - left) / (2 * step);
  const parabola = curvature > 0 ? -slope / curvature : -Math.sign(slope) * LONGEST_MOVE;
  const move = Math.max(-LONGEST_MOVE, Math.min(LONGEST_MOVE, parabola));
  const tried = [
    { value: from - step, cost: left },
    { value: from + step, cost: right },
    ...(Math.abs(move) > SHORTEST_STEP / 10 ? [{ value: from + move, cost: cost(at(from + move)) }] : []),
  ];
  for (const { value, cost: reached } of tried) {
    if (reached < here.cost) Object.assign(here, { at: at(value), cost: reached });
  }
  const moved = Math.abs((here.at[axis] as number) - from);
  steps[axis] = Math.max(SHORTEST_STEP, Math.min(1, moved > 0 ? moved : step / 2));
}
