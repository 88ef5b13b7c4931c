import { isOpen, type Problem } from '@jemput/shared/planning/problem';

/** Runs of dates of the horizon on which the venue opens in no slot, as columns from the first of the horizon. */
export function closedRuns(problem: Problem, venue: string): { from: number; to: number }[] {
  const at = problem.index.venue.get(venue);
  if (at === undefined) return [{ from: 0, to: problem.dates.length }];
  const runs: { from: number; to: number }[] = [];
  for (const date of problem.dates.keys()) {
    if (problem.slotIds.some((_, slot) => isOpen(problem, at, slot, date))) continue;
    const last = runs.at(-1);
    if (last?.to === date) last.to = date + 1;
    else runs.push({ from: date, to: date + 1 });
  }
  return runs;
}

/** The same as one CSS background, so that a row stays one element. */
export function closedBackground(problem: Problem, venue: string, before: number): string {
  const runs = closedRuns(problem, venue);
  if (runs.length === 0) return 'none';
  const at = (column: number) => `calc(var(--column) * ${column + before})`;
  const stops = runs.flatMap(({ from, to }) => [
    `transparent ${at(from)}`,
    `var(--closed) ${at(from)}`,
    `var(--closed) ${at(to)}`,
    `transparent ${at(to)}`,
  ]);
  return `linear-gradient(to right, ${stops.join(', ')})`;
}
