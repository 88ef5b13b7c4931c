import { type Problem, roadKm } from '../problem.ts';

/** Above this many venues distances are computed anew each time; below it a table (32 MB at most) is kept. */
const MOST_IN_TABLE = 2_000;

const UNKNOWN = -1;

/** Road kilometres between venues, and from kits' bases, each computed when it is first asked for. */
export class RoadDistances {
  private readonly problem: Problem;
  private readonly table: Float64Array | undefined;
  private readonly fromBase: Float64Array;

  constructor(problem: Problem) {
    const venues = problem.venuePositions.length;
    this.problem = problem;
    this.fromBase = new Float64Array(problem.kitBases.length * venues).fill(UNKNOWN);
    if (venues <= MOST_IN_TABLE) this.table = new Float64Array(venues * venues).fill(UNKNOWN);
  }

  /** A kit's way to a venue, from another one or, where `from` is −1, from its base. */
  leg(kit: number, from: number, to: number): number {
    return from < 0 ? this.fromKitBase(kit, to) : this.betweenVenues(from, to);
  }

  betweenVenues(from: number, to: number): number {
    const { venuePositions } = this.problem;
    if (!this.table) return km(this.problem, venuePositions[from], venuePositions[to]);
    const at = from * venuePositions.length + to;
    const known = this.table[at] ?? UNKNOWN;
    if (known !== UNKNOWN) return known;
    const far = km(this.problem, venuePositions[from], venuePositions[to]);
    this.table[at] = far;
    return far;
  }

  fromKitBase(kit: number, venue: number): number {
    const { kitBases, venuePositions } = this.problem;
    const at = kit * venuePositions.length + venue;
    const known = this.fromBase[at] ?? UNKNOWN;
    if (known !== UNKNOWN) return known;
    const far = km(this.problem, kitBases[kit], venuePositions[venue]);
    this.fromBase[at] = far;
    return far;
  }
}

type Place = Problem['venuePositions'][number];

function km(problem: Problem, from: Place | undefined, to: Place | undefined): number {
  return from && to ? roadKm(problem, from, to) : 0;
}
