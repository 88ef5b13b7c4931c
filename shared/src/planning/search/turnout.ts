import { negativeBinomialServed } from '../negative-binomial-served.ts';
import { capacityAt, type Problem, rateOf } from '../problem.ts';

/** Steps of a table over mean demand; straight lines between them are under the truth by less than 0.001 recordings. */
const STEPS = 256;

interface Table {
  served: Float64Array;
  /** Steps per person of mean demand. */
  scale: number;
}

/**
 * Expected recordings of a session, read from tables: fast enough for the search, close enough to choose by. What a plan
 * is claimed to be worth comes from `objective.ts`.
 */
export class Turnout {
  private readonly problem: Problem;
  private readonly mostMean: Float64Array;
  private readonly tables: (Table | undefined)[][];

  constructor(problem: Problem) {
    this.problem = problem;
    this.mostMean = Float64Array.from(problem.venueIds, (_, venue) => mostMeanOf(problem, venue));
    this.tables = problem.venueIds.map(() => []);
  }

  /** @param capacity recordings */
  table(venue: number, capacity: number): Table {
    const tables = this.tables[venue] ?? [];
    const known = tables[capacity];
    if (known) return known;
    const most = this.mostMean[venue] ?? 0;
    const dispersion = this.problem.dispersion[venue] ?? 0;
    const served = Float64Array.from({ length: STEPS + 2 }, (_, step) =>
      negativeBinomialServed((most * Math.min(step, STEPS)) / STEPS, dispersion, capacity),
    );
    const table = { served, scale: most > 0 ? STEPS / most : 0 };
    tables[capacity] = table;
    return table;
  }

  capacity(slot: number, perHour: number): number {
    return capacityAt(this.problem, slot, perHour);
  }
}

/** @param mean people expected to come, at most what the table was made for */
export function servedAt({ served, scale }: Table, mean: number): number {
  const at = mean * scale;
  const step = Math.floor(at);
  const low = served[step] as number;
  return low + (at - step) * ((served[step + 1] as number) - low);
}

function mostMeanOf(problem: Problem, venue: number): number {
  let rate = 0;
  for (const slot of problem.slotIds.keys()) {
    for (const date of problem.dates.keys()) rate = Math.max(rate, rateOf(problem, venue, slot, date));
  }
  return rate * (problem.remaining[problem.venuePool[venue] ?? 0] ?? 0);
}
