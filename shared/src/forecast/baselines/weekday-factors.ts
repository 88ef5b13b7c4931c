import { leastOf } from './fitted-smoothing.ts';
import type { PointRule } from './point-rule.ts';

const LEVEL_CONSTANTS = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8] as const;
const FACTOR_CONSTANTS = [0, 0.05, 0.1, 0.2, 0.4] as const;
const PAIRS = LEVEL_CONSTANTS.flatMap((level) => FACTOR_CONSTANTS.map((factor) => ({ level, factor })));

/** Rows after which a site chooses its own constants; before, those of all sites together. */
const ENOUGH_ROWS = 60;
const WEEKDAYS = 7;
const LEAST_FACTOR = 0.02;
const LARGEST_FACTOR = 20;

interface Site {
  rows: number;
  levels: Float64Array;
  /** One per pair of constants and weekday. */
  factors: Float64Array;
  missed: Float64Array;
}

/**
 * Holt–Winters without trend: one smoothed level a site and smoothed multiplicative weekday factors, begun at 1; the pair of constants is the one whose
 * one-step forecasts have erred least so far.
 *
 * @see Winters (1960), Forecasting sales by exponentially weighted moving averages, Management Science 6(3), 324–342. doi:10.1287/mnsc.6.3.324
 */
export class SmoothingWithWeekdayFactors implements PointRule {
  private readonly sites = new Map<string, Site>();
  private readonly missed = new Float64Array(PAIRS.length);

  expect(name: string, weekday: number): number | undefined {
    const site = this.sites.get(name);
    if (!site) return undefined;
    return valueAt(site, leastOf(site.rows >= ENOUGH_ROWS ? site.missed : this.missed), weekday);
  }

  learn(name: string, weekday: number, value: number): void {
    const known = this.sites.get(name);
    const site = known ?? siteFrom(value);
    this.sites.set(name, site);
    site.rows += 1;
    if (!known) return;
    PAIRS.forEach(({ level: levelConstant, factor: factorConstant }, at) => {
      const missed = Math.abs(value - valueAt(site, at, weekday));
      site.missed[at] = (site.missed[at] as number) + missed;
      this.missed[at] = (this.missed[at] as number) + missed;
      const place = at * WEEKDAYS + weekday - 1;
      const [level, factor] = [site.levels[at] as number, site.factors[place] as number];
      const newLevel = level + levelConstant * (value / factor - level);
      site.levels[at] = newLevel;
      if (newLevel <= 0) return;
      const moved = factor + factorConstant * (value / newLevel - factor);
      site.factors[place] = Math.min(LARGEST_FACTOR, Math.max(LEAST_FACTOR, moved));
    });
  }
}

function siteFrom(value: number): Site {
  return {
    rows: 0,
    levels: new Float64Array(PAIRS.length).fill(value),
    factors: new Float64Array(PAIRS.length * WEEKDAYS).fill(1),
    missed: new Float64Array(PAIRS.length),
  };
}

function valueAt({ levels, factors }: Site, pair: number, weekday: number): number {
  return (levels[pair] as number) * (factors[pair * WEEKDAYS + weekday - 1] as number);
}
