import { checkProblem, type ProblemCheck } from '@jemput/shared/planning/problem';

/** A large problem has thousands of dates to look at: in a thread that keeps nobody else waiting. */
export default function work(problem: unknown): ProblemCheck {
  return checkProblem(problem);
}
