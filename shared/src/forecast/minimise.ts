/**
 * The least value of a smooth function of a few variables, without derivatives.
 *
 * @param start first guess; `spread` is the length of the first simplex along each variable
 * @param calls at most about this many evaluations
 * @see Nelder & Mead (1965), A simplex method for function minimization, The Computer Journal 7(4), 308–313.
 *   doi:10.1093/comjnl/7.4.308
 */
export function minimise(
  cost: (at: readonly number[]) => number,
  start: readonly number[],
  { spread, calls, tolerance }: { spread: number; calls: number; tolerance: number },
): number[] {
  const measure = (at: number[]) => ({ at, cost: cost(at) });
  const simplex = [measure([...start])];
  start.forEach((_, axis) => {
    simplex.push(measure(start.map((value, at) => (at === axis ? value + spread : value))));
  });
  for (let spent = simplex.length; spent < calls; ) {
    simplex.sort((a, b) => a.cost - b.cost);
    const best = simplex[0] as Corner;
    const worst = simplex.at(-1) as Corner;
    if (worst.cost - best.cost < tolerance) break;
    const centre = centreOf(simplex.slice(0, -1));
    const along = (factor: number) =>
      measure(centre.map((value, at) => value + factor * (value - (worst.at[at] as number))));
    const reflected = along(1);
    spent += 1;
    const secondWorst = simplex.at(-2) as Corner;
    if (reflected.cost < secondWorst.cost && reflected.cost >= best.cost) {
      simplex.splice(-1, 1, reflected);
      continue;
    }
    const tried = reflected.cost < best.cost ? along(2) : along(reflected.cost < worst.cost ? 0.5 : -0.5);
    spent += 1;
    if (tried.cost < Math.min(reflected.cost, worst.cost)) simplex.splice(-1, 1, tried);
    else if (reflected.cost < best.cost) simplex.splice(-1, 1, reflected);
    else {
      simplex.splice(1, simplex.length - 1, ...simplex.slice(1).map(({ at }) => measure(halfway(at, best.at))));
      spent += start.length;
    }
  }
  simplex.sort((a, b) => a.cost - b.cost);
  return (simplex[0] as Corner).at;
}

interface Corner {
  at: number[];
  cost: number;
}

function centreOf(corners: Corner[]): number[] {
  const first = corners[0] as Corner;
  return first.at.map((_, axis) => corners.reduce((sum, { at }) => sum + (at[axis] as number), 0) / corners.length);
}

function halfway(from: readonly number[], to: readonly number[]): number[] {
  return from.map((value, at) => (value + (to[at] as number)) / 2);
}
