import { isAvailable, isOpen, type Problem } from '@jemput/shared/planning/problem';

/** Whether a row, a venue's or a kit's, can be used at all on a date of the horizon. */
function isUsable(problem: Problem, row: string, date: number): boolean {
  const kit = problem.index.kit.get(row);
  if (kit !== undefined) return isAvailable(problem, kit, date);
  const venue = problem.index.venue.get(row);
  return venue !== undefined && problem.slotIds.some((_, slot) => isOpen(problem, venue, slot, date));
}

/** Runs of dates on which a venue opens in no slot, or a kit is out, as columns from the horizon's first. */
export function closedRuns(problem: Problem, row: string): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const date of problem.dates.keys()) {
    if (isUsable(problem, row, date)) continue;
    const last = runs.at(-1);
    if (last?.to === date) last.to = date + 1;
    else runs.push({ from: date, to: date + 1 });
  }
  return runs;
}

/** The same as one CSS background, so that a row stays one element. */
export function closedBackground(problem: Problem, row: string, before: number): string {
  const runs = closedRuns(problem, row);
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
