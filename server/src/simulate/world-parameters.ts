/**
 * How the hidden city behaves. Chosen from published figures before anything was simulated, and not moved since; figures
 * named by place and date are the press's on jemput bola (product.md, jemput_bola_figures.csv).
 */
export interface WorldParameters {
  /** Standard deviation of venues' levels about their kind's, log scale. */
  venueSpread: number;
  /** The same of a venue's own weekdays. */
  weekdaySpread: number;
  /** A venue's level drifts about its own by this much, and falls back in so many days (Ornstein–Uhlenbeck). */
  driftSpread: number;
  driftDays: number;
  /** The same for all venues alike, and from one date to the next. */
  commonSpread: number;
  commonDays: number;
  shockSpread: number;
  /** Negative binomial: variance = mean + dispersion · mean². */
  dispersion: number;
  /** A visit after the first within 90 days draws so many times what a first one draws. */
  laterVisit: number;
  /** Share of the people on the list who can be reached at all, and its spread on the logit scale. */
  reachableShare: number;
  reachableSpread: number;
  faults: Faults;
}

export interface Faults {
  /** In one week, nobody knows which, so many times as many come. */
  rainyWeek: number;
  /** Mean working dates of a kit between two breakdowns, and mean dates in repair. */
  datesBetweenBreakdowns: number;
  datesInRepair: number;
  /** Share of sessions that lose half of their hours to power or network. */
  cutShortShare: number;
  /** Share of sessions whose crew counts those who are sent home, and says why an evening went wrong. */
  thoroughShare: number;
}

export const usualWorld: WorldParameters = {
  // Villages visited yearly by one team (panel_serengeti_villages.csv, counts from 20): 0.49 between, 0.68 within.
  venueSpread: 0.5,
  weekdaySpread: 0.1,
  driftSpread: 0.3,
  driftDays: 60,
  commonSpread: 0.1,
  commonDays: 30,
  shockSpread: 0.1,
  // The example of planning.md.
  dispersion: 0.09,
  // "+35 % first visit in 90 days" (features.md, FC11).
  laterVisit: 1 / 1.35,
  // Surakarta, 2016-10: 16,000 of 28,000 were found, the others had moved, died or were abroad: 57 % at the end of the campaign.
  reachableShare: 0.7,
  reachableSpread: 0.5,
  faults: {
    rainyWeek: 0.65,
    // Indonesia, 2017-09: 1,248 of 6,456 kits broken (19 %); a city that mends its own has half of that.
    datesBetweenBreakdowns: 60,
    datesInRepair: 7,
    cutShortShare: 0.04,
    thoroughShare: 0.5,
  },
};

export const noFaults: Faults = {
  rainyWeek: 1,
  datesBetweenBreakdowns: Number.POSITIVE_INFINITY,
  datesInRepair: 1,
  cutShortShare: 0,
  thoroughShare: 1,
};

/**
 * People who come to a usual first visit, for each one left after it: schools and markets as in the demo; kelurahan so that
 * the simulated rounds of October draw about 400 an evening over five of them (product.md).
 */
const usualShare: Record<string, number> = { kelurahan: 0.26, school: 0.33, market: 0.176 };

/**
 * Share of those remaining who come to a usual first visit. Where more remain a smaller share comes, so that Pajang's 180 stay
 * the most of any evening (as in the demo).
 */
export function firstVisitRate(kind: string, remaining: number): number {
  const share = (usualShare[kind] ?? 0.143) * (Math.max(1, remaining) / 450) ** -0.45;
  return share / (1 + share);
}

/** First evenings are known to fewer people, third ones find fewer left (as in the demo). */
export const dayOfVisit = [1, 1.08, 0.92];

/** Of the week's mean, Monday first. Kelurahan as in the example of planning.md; the others are guesses. */
const weekdayShares: Record<string, readonly number[]> = {
  kelurahan: [1, 1, 0.93, 0.93, 0.86, 1.21, 1.07],
  school: [1.05, 1.05, 1.05, 1.05, 0.9, 0.9, 1],
  market: [0.9, 0.9, 0.9, 0.9, 0.95, 1.15, 1.3],
};

/** @param weekday 1 = Monday */
export function weekdayShare(kind: string, weekday: number): number {
  return weekdayShares[kind]?.[weekday - 1] ?? 1;
}
