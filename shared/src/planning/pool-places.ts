import type { KitGroup } from './kit-groups.ts';
import { leastTravel } from './least-travel.ts';
import { isOpen, type Problem, rateOf } from './problem.ts';
import type { TurnoutOf } from './served-grid.ts';

/** A venue's slot. */
export interface Place {
  venue: number;
  slot: number;
  /** Per date: index in `turnouts` of the model, or −1 where no stint need stand. */
  turnoutOf: Int32Array;
  /** Per date: changeCost that a session there saves, in recordings; undefined where nothing is published. */
  saved: Float64Array | undefined;
  /** Per kit group: what a kit's way there costs at least, in recordings, unless it comes from the same pool. */
  travel: Float64Array;
  /** By choice of kits: the action, or −1 where it has a kit that never pays. */
  actionOf: Int32Array;
}

/** The different turnouts of a pool, in order of being asked for. */
export class Turnouts {
  readonly all: TurnoutOf[] = [];
  private readonly known = new Map<string, number>();

  of(rate: number, dispersion: number): number {
    const key = `${rate}/${dispersion}`;
    const at = this.known.get(key) ?? this.all.push({ rate, dispersion }) - 1;
    this.known.set(key, at);
    return at;
  }
}

/** The pool's venues and slots on the dates on which a stint may have to stand there. */
export function placesOf(
  problem: Problem,
  pool: number,
  groups: readonly KitGroup[],
  blocked: Uint8Array,
  turnouts: Turnouts,
  published: Map<string, number>,
): Place[] {
  const width = problem.dates.length;
  return (problem.poolVenues[pool] ?? []).flatMap((venue) => {
    if ((problem.maxKits[venue] ?? 0) < 1) return [];
    const travel = leastTravel(problem, venue, groups);
    const places = problem.slotIds.flatMap((_, slot) => {
      const turnoutOf = new Int32Array(width).fill(-1);
      const saved = new Float64Array(width);
      for (let date = 0; date < width; date++) {
        if (blocked[date] === 1 || !isOpen(problem, venue, slot, date)) continue;
        turnoutOf[date] = turnouts.of(rateOf(problem, venue, slot, date), problem.dispersion[venue] ?? 0);
        saved[date] = problem.rules.changeCost * (published.get(`${venue}/${slot}/${date}`) ?? 0);
      }
      const isSaving = saved.some((cost) => cost > 0);
      return [{ venue, slot, turnoutOf, saved: isSaving ? saved : undefined, travel, actionOf: new Int32Array(0) }];
    });
    closeWorse(problem, places, turnouts.all);
    return places.filter((place) => place.turnoutOf.some((turnout) => turnout >= 0));
  });
}

/**
 * Closes a venue's slot on dates where every stint could as well stand in another slot of the venue: one as long, open
 * on the same dates, where as many come. README.md, "What is left out".
 */
function closeWorse(problem: Problem, places: readonly Place[], turnouts: readonly TurnoutOf[]): void {
  const { maxDays } = problem.rules;
  const open = places.map((place) => place.turnoutOf.slice());
  const minutes = (place: Place) => problem.slotLengthMinutes[place.slot] ?? 0;
  const isAsGood = (worse: number, better: number, date: number) => {
    const [a, b] = [places[worse], places[better]];
    const [ofA, ofB] = [turnouts[open[worse]?.[date] ?? -1], turnouts[open[better]?.[date] ?? -1]];
    if (!a || !b || !ofA || !ofB) return false;
    return ofB.rate >= ofA.rate && (b.saved?.[date] ?? 0) >= (a.saved?.[date] ?? 0);
  };
  for (const [worse, place] of places.entries()) {
    for (const [better, other] of places.entries()) {
      const isBefore = minutes(other) > minutes(place) || (minutes(other) === minutes(place) && better < worse);
      if (better === worse || !isBefore) continue;
      const stays = new Uint8Array(place.turnoutOf.length);
      for (const [date, turnout] of place.turnoutOf.entries()) {
        if (turnout < 0 || isAsGood(worse, better, date)) continue;
        for (let day = date; day > date - maxDays && (place.turnoutOf[day] ?? -1) >= 0; day--) stays[day] = 1;
        for (let day = date; day < date + maxDays && (place.turnoutOf[day] ?? -1) >= 0; day++) stays[day] = 1;
      }
      place.turnoutOf.forEach((_, date) => {
        if (stays[date] === 0) place.turnoutOf[date] = -1;
      });
    }
  }
}
