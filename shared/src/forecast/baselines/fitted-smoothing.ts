import type { PointRule } from './point-rule.ts';

/** Smoothing constants tried; 1 is the naive forecast. */
export const SMOOTHING_CONSTANTS = [0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] as const;

/** Rows after which a site chooses its own constant; before, that of all sites together. */
const ENOUGH_ROWS = 30;
const WEEKDAYS = 7;

interface Site {
  rows: number;
  /** A level per constant and, in turn, for any weekday and Monday … Sunday; NaN before the first row. */
  levels: Float64Array;
  /** Sum of |error| of the one-step forecasts per constant. */
  missed: Float64Array;
}

/**
 * Simple exponential smoothing per site and weekday from its first count on, with the constant whose one-step forecasts have erred least so far:
 * of all constants at every origin anew, per site where it has enough rows, else over the panel.
 *
 * @see Brown (1959), Statistical forecasting for inventory control, McGraw-Hill; Hyndman & Athanasopoulos (2021), Forecasting, section 8.1
 */
export class FittedSmoothing implements PointRule {
  private readonly sites = new Map<string, Site>();
  private readonly missed = new Float64Array(SMOOTHING_CONSTANTS.length);

  expect(name: string, weekday: number): number | undefined {
    const site = this.sites.get(name);
    if (!site) return undefined;
    return levelAt(site, leastOf(site.rows >= ENOUGH_ROWS ? site.missed : this.missed), weekday);
  }

  /** The constant in use at a site. */
  constantOf(name: string): number {
    const site = this.sites.get(name);
    return SMOOTHING_CONSTANTS[leastOf(site && site.rows >= ENOUGH_ROWS ? site.missed : this.missed)] as number;
  }

  learn(name: string, weekday: number, value: number): void {
    const known = this.sites.get(name);
    const site = known ?? emptySite();
    this.sites.set(name, site);
    SMOOTHING_CONSTANTS.forEach((constant, at) => {
      if (known) {
        const missed = Math.abs(value - levelAt(site, at, weekday));
        site.missed[at] = (site.missed[at] as number) + missed;
        this.missed[at] = (this.missed[at] as number) + missed;
      }
      for (const day of [0, weekday]) {
        const place = at * (WEEKDAYS + 1) + day;
        const level = site.levels[place] as number;
        site.levels[place] = Number.isNaN(level) ? value : level + constant * (value - level);
      }
    });
    site.rows += 1;
  }
}

function emptySite(): Site {
  const constants = SMOOTHING_CONSTANTS.length;
  return {
    rows: 0,
    levels: new Float64Array(constants * (WEEKDAYS + 1)).fill(Number.NaN),
    missed: new Float64Array(constants),
  };
}

function levelAt({ levels }: Site, constant: number, weekday: number): number {
  const own = levels[constant * (WEEKDAYS + 1) + weekday] as number;
  return Number.isNaN(own) ? (levels[constant * (WEEKDAYS + 1)] as number) : own;
}

/** Place of the least value; the first of equals. */
export function leastOf(values: Float64Array): number {
  return values.reduce((best, value, at) => (value < (values[best] as number) ? at : best), 0);
}
