import { greedy } from '@jemput/shared/planning/greedy';
import { indexProblem, type ProblemFile, type StintFile, toStintFile } from '@jemput/shared/planning/problem';
import { afterSteps, improve } from '@jemput/shared/planning/solve';

/** A first plan kit by kit and by pools, and the rounds of pools at falling thrift: by steps, so that a seed tells all. */
const STEPS = 20;

export type Engine = (problem: ProblemFile, seed: number) => StintFile[];

export const searchEngine: Engine = (file, seed) => {
  const problem = indexProblem(file);
  return improve(problem, { stop: afterSteps(STEPS), seed }).stints.map((stint) => toStintFile(problem, stint));
};

/** Day by day where one more kit records most: what is gained by the forecast without the search. */
export const greedyEngine: Engine = (file) => {
  const problem = indexProblem(file);
  return greedy(problem).stints.map((stint) => toStintFile(problem, stint));
};
