import { dateRange, isoWeekday, type LocalDate } from '@jemput/shared/calendar/local-date';
import { negativeBinomialQuantile } from '@jemput/shared/forecast/negative-binomial';
import type { Venue } from '@jemput/shared/places/venue';
import type { City } from './city.ts';
import { drawsFor, driftingPath, normal } from './keyed-draws.ts';
import { dayOfVisit, firstVisitRate, type WorldParameters, weekdayShare } from './world-parameters.ts';

export interface Evening {
  venue: Venue;
  date: LocalDate;
  /** 1 on the first date of a visit. */
  stintDay: number;
  /** No visit in the 90 days before this one. */
  isFirstVisit: boolean;
  /** People of the pool who can be reached and are not recorded yet. */
  reachable: number;
}

interface HiddenVenue {
  /** People who would come to a usual session of a first visit, were the pool as on the first date. */
  usual: number;
  reachable: number;
  /** Factors: by day since the first date, and by weekday, Monday first. */
  level: number[];
  weekdays: number[];
}

/**
 * Who really comes: what no planner but the one that is told the truth may see. Drawn per venue and date from the seed
 * alone, so that whatever kits stand there meet the same evening.
 */
export class HiddenTurnout {
  private readonly world: WorldParameters;
  private readonly seed: number;
  private readonly days: Map<LocalDate, { at: number; weekday: number; common: number }>;
  private readonly venues: Map<string, HiddenVenue>;

  /** @param first date, and the last, of the simulation; @param rainFrom dates before it stay dry */
  constructor(city: City, world: WorldParameters, seed: number, period: { first: LocalDate; last: LocalDate }) {
    this.world = world;
    this.seed = seed;
    const dates = dateRange(period.first, period.last);
    this.days = this.drawDays(dates, city.start);
    const remaining = new Map(city.pools.map((pool) => [pool.id, pool.remaining]));
    this.venues = new Map(
      city.venues.map((venue) => [
        venue.id,
        this.drawVenue(venue, { remaining: remaining.get(venue.poolId) ?? 0, days: dates.length }),
      ]),
    );
  }

  private drawDays(dates: readonly LocalDate[], start: LocalDate) {
    const { commonSpread, commonDays, shockSpread, faults } = this.world;
    const random = drawsFor(this.seed, 'common');
    const path = driftingPath(random, { days: dates.length, spread: commonSpread, fallBackDays: commonDays });
    const from = Math.max(0, dates.indexOf(start));
    const weeks = Math.max(1, Math.floor((dates.length - from) / 7));
    const rain = from + 7 * drawsFor(this.seed, 'rain').below(weeks);
    return new Map(
      dates.map((date, at) => {
        const shock = shockSpread * normal(drawsFor(this.seed, 'shock', date));
        const wet = at >= rain && at < rain + 7 ? faults.rainyWeek : 1;
        return [date, { at, weekday: isoWeekday(date), common: wet * Math.exp((path[at] ?? 0) + shock) }];
      }),
    );
  }

  private drawVenue({ id, kind }: Venue, { remaining, days }: { remaining: number; days: number }): HiddenVenue {
    const { venueSpread, weekdaySpread, driftSpread, driftDays, reachableShare, reachableSpread } = this.world;
    const random = drawsFor(this.seed, 'venue', id);
    // The mean over venues is that of the kind, whatever the spread.
    const own = venueSpread * normal(random) - venueSpread ** 2 / 2;
    const odds = (reachableShare / (1 - reachableShare)) * Math.exp(reachableSpread * normal(random));
    const share = reachableShare >= 1 ? 1 : odds / (1 + odds);
    const weekdays = Array.from({ length: 7 }, (_, day) => {
      return weekdayShare(kind, day + 1) * Math.exp(weekdaySpread * normal(random));
    });
    const drift = driftingPath(random, { days, spread: driftSpread, fallBackDays: driftDays });
    return {
      usual: remaining * firstVisitRate(kind, remaining) * Math.exp(own),
      reachable: Math.round(share * remaining),
      level: drift.map(Math.exp),
      weekdays,
    };
  }

  private of(venue: Venue): HiddenVenue {
    const hidden = this.venues.get(venue.id);
    if (!hidden) throw new RangeError(`unknown venue "${venue.id}"`);
    return hidden;
  }

  /** People of a venue's pool who can be reached, on the first date. */
  reachableAtFirst(venue: Venue): number {
    return this.of(venue).reachable;
  }

  /** Expected demand, never more than can be reached. */
  meanDemand({ venue, date, stintDay, isFirstVisit, reachable }: Evening): number {
    const hidden = this.of(venue);
    const day = this.days.get(date);
    if (!day || hidden.reachable === 0) return 0;
    const visit = (isFirstVisit ? 1 : this.world.laterVisit) * (dayOfVisit[Math.min(stintDay, 3) - 1] ?? 1);
    const level = (hidden.level[day.at] ?? 1) * (hidden.weekdays[day.weekday - 1] ?? 1) * day.common;
    return Math.min(reachable, hidden.usual * (reachable / hidden.reachable) * visit * level);
  }

  /** People who come, recorded or not. */
  demand(evening: Evening): number {
    const mean = this.meanDemand(evening);
    if (mean <= 0) return 0;
    const chance = drawsFor(this.seed, 'demand', evening.venue.id, evening.date).next();
    const drawn = negativeBinomialQuantile(Math.min(0.999_999, Math.max(1e-6, chance)), mean, this.world.dispersion);
    return Math.min(evening.reachable, drawn);
  }

  isCutShort({ id }: Venue, date: LocalDate): boolean {
    return drawsFor(this.seed, 'cut short', id, date).next() < this.world.faults.cutShortShare;
  }

  /** Whether the crew counts whom it sends home, and says why an evening went wrong. */
  isCrewThorough({ id }: Venue, date: LocalDate): boolean {
    return drawsFor(this.seed, 'crew', id, date).next() < this.world.faults.thoroughShare;
  }
}
