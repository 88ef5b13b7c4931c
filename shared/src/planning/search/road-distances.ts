import { type Problem, roadKm } from '../problem.ts';

/** Above this many venues distances are computed anew each time; below it a table (32 MB at most) is kept. */
const MOST_IN_TABLE = 2_000;

/** Road kilometres between venues, and from kits' bases, quickly. */
export class RoadDistances {
  private readonly problem: Problem;
  private readonly table: Float64Array | undefined;
  private readonly fromBase: Float64Array;

  constructor(problem: Problem) {
    const { venuePositions, kitBases } = problem;
    const venues = venuePositions.length;
    this.problem = problem;
    this.fromBase = Float64Array.from({ length: kitBases.length * venues }, (_, at) =>
      km(problem, kitBases[Math.floor(at / venues)], venuePositions[at % venues]),
    );
    if (venues <= MOST_IN_TABLE) {
      this.table = Float64Array.from({ length: venues * venues }, (_, at) =>
        km(problem, venuePositions[Math.floor(at / venues)], venuePositions[at % venues]),
      );
    }
  }

  betweenVenues(from: number, to: number): number {
    const { venuePositions } = this.problem;
    if (!this.table) return km(this.problem, venuePositions[from], venuePositions[to]);
    return this.table[from * venuePositions.length + to] ?? 0;
  }

  fromKitBase(kit: number, venue: number): number {
    return this.fromBase[kit * this.problem.venuePositions.length + venue] ?? 0;
  }
}

type Place = Problem['venuePositions'][number];

function km(problem: Problem, from: Place | undefined, to: Place | undefined): number {
  return from && to ? roadKm(problem, from, to) : 0;
}
