import { createRequire } from 'node:module';
import type { Highs, ModelData } from 'highs';
import type { OneVisitProgram } from './one-visit-program.ts';

/** Objective and bound that HiGHS had after so many seconds. */
export interface Moment {
  seconds: number;
  objective: number;
  bound: number;
}

export interface ExactAnswer {
  isOptimal: boolean;
  /** Columns of the best choice found; none where HiGHS found none. */
  chosen: number[];
  objective: number;
  bound: number;
  moments: Moment[];
}

/** The package's types are right for `require` only. */
type HighsModule = typeof import('highs', { with: { 'resolution-mode': 'require' }});

let loading: Promise<Highs> | undefined;

/** The one instance that a process needs; every model frees its own memory. */
export function exactSolver(): Promise<Highs> {
  const { default: loadHighs }: HighsModule = createRequire(import.meta.url)('highs');
  loading ??= loadHighs();
  return loading;
}

/** @param seconds HiGHS's time limit; it may take longer to notice */
export function solveExactly(highs: Highs, program: OneVisitProgram, seconds: number): ExactAnswer {
  if (program.columns.length === 0) {
    const { offset } = program;
    return { isOptimal: true, chosen: [], objective: offset, bound: offset, moments: [] };
  }
  const { constants } = highs;
  return highs.withModel(modelOf(highs, program), (model) => {
    const moments: Moment[] = [];
    const options = { output_flag: false, time_limit: seconds, mip_rel_gap: 1e-9, mip_abs_gap: 1e-7 };
    model.options.set(options);
    model.run({
      [constants.callbackType.mipImprovingSolution]: ({ data }) => {
        const { running_time = 0, mip_primal_bound = Number.NaN, mip_dual_bound = Number.NaN } = data;
        moments.push({ seconds: running_time, objective: mip_primal_bound, bound: mip_dual_bound });
        return undefined;
      },
    });
    const isOptimal = model.getModelStatus() === constants.modelStatus.optimal;
    const isFound = model.info.get('primal_solution_status') === constants.solutionStatus.feasible;
    const values = isFound ? model.getSolution().colValue : new Float64Array();
    const chosen = [...values.keys()].filter((column) => (values[column] ?? 0) > 0.5);
    const objective = isFound ? model.getObjectiveValue() : Number.NEGATIVE_INFINITY;
    const bound = Number(model.info.get('mip_dual_bound'));
    return { isOptimal, chosen, objective, bound, moments };
  });
}

function modelOf(highs: Highs, { columns, offset, rowMost, entries }: OneVisitProgram): ModelData {
  const { constants } = highs;
  const starts = new Int32Array(columns.length + 1);
  for (const [at, taken] of entries.entries()) starts[at + 1] = (starts[at] ?? 0) + taken.length;
  return {
    numCols: columns.length,
    numRows: rowMost.length,
    sense: constants.objectiveSense.maximize,
    offset,
    colCost: Float64Array.from(columns, ({ worth }) => worth),
    colLower: new Float64Array(columns.length),
    colUpper: new Float64Array(columns.length).fill(1),
    rowLower: new Float64Array(rowMost.length).fill(-highs.infinity),
    rowUpper: Float64Array.from(rowMost),
    matrix: {
      format: 'csc',
      numCols: columns.length,
      numRows: rowMost.length,
      starts,
      indices: Int32Array.from(entries.flatMap((taken) => taken.map(({ row }) => row))),
      values: Float64Array.from(entries.flatMap((taken) => taken.map(({ value }) => value))),
    },
    integrality: new Int32Array(columns.length).fill(constants.variableType.integer),
  };
}
