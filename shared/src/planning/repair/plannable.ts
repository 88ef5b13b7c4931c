import { checkProblem, type ProblemCheck } from '../check-problem.ts';
import type { ProblemFile } from '../problem-file.ts';

/** Checks a problem; pinned stints that things have made impossible are pinned no longer: they are to be repaired. */
export function plannable(file: ProblemFile): ProblemCheck {
  const checked = checkProblem(file);
  if (checked.ok) return checked;
  const impossible = new Set(checked.faults.map(({ pointer }) => /^\/pinned\/(\d+)/.exec(pointer)?.[1]));
  return checkProblem({ ...file, pinned: file.pinned.filter((_, at) => !impossible.has(String(at))) });
}
