import { isoWeekday, type LocalDate } from '../calendar/local-date.ts';
import { demandOf, type HistoryRow, type TargetRow } from './history.ts';
import { SCORED_QUANTILES } from './score-forecast.ts';
import type { TurnoutForecast } from './turnout-model.ts';

/** A plain forecaster that learns row by row, in order of date. */
export interface Baseline {
  name: string;
  forecast(target: TargetRow): TurnoutForecast;
  learn(row: HistoryRow): void;
}

/** A rule for one number per session; `undefined` for a site without rows. */
interface PointRule {
  expect(site: string, weekday: number): number | undefined;
  learn(site: string, weekday: number, demand: number): void;
}

export function plainBaselines(): Baseline[] {
  return [
    new SpreadFromErrors('site mean by weekday', new SiteMeanByWeekday()),
    new SpreadFromErrors('seasonal naive', new SeasonalNaive()),
    new SpreadFromErrors('exponential smoothing', new SmoothingBySiteAndWeekday()),
  ];
}

class Mean {
  private sum = 0;
  private rows = 0;

  learn(value: number): void {
    this.sum += value;
    this.rows += 1;
  }

  get value(): number | undefined {
    return this.rows > 0 ? this.sum / this.rows : undefined;
  }
}

class SiteMeanByWeekday implements PointRule {
  private readonly means = new Map<string, Mean>();

  expect(site: string, weekday: number): number | undefined {
    return this.means.get(`${weekday} ${site}`)?.value ?? this.means.get(site)?.value;
  }

  learn(site: string, weekday: number, demand: number): void {
    for (const key of [`${weekday} ${site}`, site]) {
      const mean = this.means.get(key) ?? new Mean();
      mean.learn(demand);
      this.means.set(key, mean);
    }
  }
}

/** The last count on the same weekday, else the last count. */
class SeasonalNaive implements PointRule {
  private readonly last = new Map<string, number>();

  expect(site: string, weekday: number): number | undefined {
    return this.last.get(`${weekday} ${site}`) ?? this.last.get(site);
  }

  learn(site: string, weekday: number, demand: number): void {
    this.last.set(`${weekday} ${site}`, demand).set(site, demand);
  }
}

/** Brown's simple exponential smoothing with the constant that has done best so far, of a few. */
class SmoothingBySiteAndWeekday implements PointRule {
  private readonly rules = [0.1, 0.2, 0.3, 0.5, 0.7].map((constant) => ({
    constant,
    missed: 0,
    levels: new Map<string, number>(),
  }));

  expect(site: string, weekday: number): number | undefined {
    const best = this.rules.reduce((a, b) => (b.missed < a.missed ? b : a));
    return levelAt(best.levels, site, weekday);
  }

  learn(site: string, weekday: number, demand: number): void {
    for (const rule of this.rules) {
      const expected = levelAt(rule.levels, site, weekday);
      if (expected !== undefined) rule.missed += Math.abs(demand - expected);
      for (const key of [`${weekday} ${site}`, site]) {
        const level = rule.levels.get(key) ?? demand;
        rule.levels.set(key, level + rule.constant * (demand - level));
      }
    }
  }
}

function levelAt(levels: Map<string, number>, site: string, weekday: number): number | undefined {
  return levels.get(`${weekday} ${site}`) ?? levels.get(site);
}

/** Errors kept per site and over all sites, and how many a site needs before its own are believed. */
const SITE_ERRORS = 100;
const ALL_ERRORS = 2000;
const ENOUGH_ERRORS = 10;

/** Gives a point rule quantiles: its own errors so far, as shares of the site's mean, at the site where there are enough, else everywhere. */
class SpreadFromErrors implements Baseline {
  readonly name: string;
  private readonly rule: PointRule;
  private readonly overall = new Mean();
  private readonly means = new Map<string, Mean>();
  private readonly errors = new Map<string, number[]>();
  private readonly weekdays = new Map<LocalDate, number>();

  constructor(name: string, rule: PointRule) {
    this.name = name;
    this.rule = rule;
  }

  forecast(target: TargetRow): TurnoutForecast {
    const known = this.rule.expect(target.venue, this.weekdayOf(target.date));
    const mean = known ?? this.overall.value ?? 0;
    const site = this.errors.get(target.venue) ?? [];
    const pooled = this.errors.get(known === undefined ? '/unseen' : '/all') ?? [];
    const errors = [...(site.length >= ENOUGH_ERRORS ? site : pooled)].sort((a, b) => a - b);
    const forecast: TurnoutForecast = { ...emptyForecast, mean, servedMean: Math.min(mean, target.capacity ?? mean) };
    for (const [key, probability] of SCORED_QUANTILES) {
      const error = errors[Math.min(errors.length - 1, Math.floor(probability * errors.length))] ?? 0;
      forecast[key] = Math.max(0, Math.round(mean + error * this.scaleOf(target.venue)));
    }
    return forecast;
  }

  learn(row: HistoryRow): void {
    const demand = demandOf(row);
    const weekday = this.weekdayOf(row.date);
    const known = this.rule.expect(row.venue, weekday);
    const expected = known ?? this.overall.value;
    const mean = this.means.get(row.venue) ?? new Mean();
    mean.learn(demand);
    this.means.set(row.venue, mean);
    if (expected !== undefined) {
      const error = (demand - expected) / this.scaleOf(row.venue);
      if (known !== undefined) this.keep(row.venue, error, SITE_ERRORS);
      this.keep(known === undefined ? '/unseen' : '/all', error, ALL_ERRORS);
    }
    this.overall.learn(demand);
    this.rule.learn(row.venue, weekday, demand);
  }

  private scaleOf(site: string): number {
    return Math.max(1, this.means.get(site)?.value ?? this.overall.value ?? 1);
  }

  private keep(where: string, error: number, most: number): void {
    const errors = this.errors.get(where) ?? [];
    errors.push(error);
    if (errors.length > most) errors.shift();
    this.errors.set(where, errors);
  }

  private weekdayOf(date: LocalDate): number {
    const known = this.weekdays.get(date) ?? isoWeekday(date);
    this.weekdays.set(date, known);
    return known;
  }
}

const emptyForecast: TurnoutForecast = {
  mean: 0,
  dispersion: 0,
  q05: 0,
  q10: 0,
  q25: 0,
  q50: 0,
  q75: 0,
  q90: 0,
  q95: 0,
  servedMean: 0,
};
