/** How arrivals spread over the time in which people are let in. */
export interface ArrivalProfile {
  /** Share who stand at the door when it opens, 0 … 1. */
  earlyShare: number;
  /** Relative weights of equal parts of that time, for all others; at least one is above 0. */
  weights: readonly number[];
}

/** One session as its queue sees it; minutes count from when the doors open. */
export interface Evening {
  /** Kits at work, each with its operator, 1 or more. */
  desks: number;
  /**
   * Minutes that one recording takes: mean above 0, and standard deviation / mean; `eveningSpread` is that of the mean itself between
   * evenings, 0 where left out.
   */
  service: { meanMinutes: number; spread: number; eveningSpread?: number };
  /** From opening to closing; whoever is not finished then is left without. */
  openMinutes: number;
  /** The last minute in which anybody is let in, at most `openMinutes`; those inside are served until closing. */
  doorsCloseMinutes: number;
  arrivals: ArrivalProfile;
}

/** Who comes to one evening. */
export interface EveningCrowd {
  /** People without a number. */
  walkIns: number;
  /** The minute that each number asks its holder to come at. */
  numberMinutes?: readonly number[];
  /** Share of the holders who do not come, 0 … 1. */
  noShowShare?: number;
}

/**
 * A kit without an operator records nobody; an operator without a kit neither.
 *
 * @returns desks that can work, 0 or more
 */
export function desksOf(kits: number, operators: number): number {
  return Math.min(kits, operators);
}
