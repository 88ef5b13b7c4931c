import { isoWeekday, type LocalDate } from '../../calendar/local-date.ts';
import { demandOf, type HistoryRow, type TargetRow } from '../history.ts';
import { SCORED_QUANTILES } from '../score-forecast.ts';
import type { TurnoutForecast } from '../turnout-model.ts';
import type { PointRule } from './point-rule.ts';
import { RunningMean } from './running-mean.ts';

/** Errors kept per site and over all sites, and how many a site needs before its own are believed. */
const SITE_ERRORS = 100;
const ALL_ERRORS = 2000;
const ENOUGH_ERRORS = 10;

export interface SpreadOptions {
  /** The rule speaks of shares of the people remaining, where they are known, instead of counts. */
  perRemaining?: boolean;
}

/**
 * Gives a point rule quantiles: its own errors so far, as shares of the site's mean, at the site where there are enough, else everywhere. A session
 * that was forecast errs by that forecast, made as far ahead as it was; any other by what the rule expected the moment before.
 */
export class SpreadFromErrors {
  readonly name: string;
  private readonly rule: PointRule;
  private readonly perRemaining: boolean;
  private readonly overall = new RunningMean();
  private readonly remaining = new RunningMean();
  private readonly means = new Map<string, RunningMean>();
  private readonly errors = new Map<string, number[]>();
  private readonly weekdays = new Map<LocalDate, number>();
  private readonly open = new Map<string, Expected>();

  constructor(name: string, rule: PointRule, { perRemaining = false }: SpreadOptions = {}) {
    this.name = name;
    this.rule = rule;
    this.perRemaining = perRemaining;
  }

  forecast(target: TargetRow): TurnoutForecast {
    const expected = this.expect(target);
    this.open.set(sessionOf(target), expected);
    const site = this.errors.get(target.venue) ?? [];
    const pooled = this.errors.get(expected.isUnseen ? '/unseen' : '/all') ?? [];
    const errors = [...(site.length >= ENOUGH_ERRORS ? site : pooled)].sort((a, b) => a - b);
    const people = this.peopleAt(target);
    const mean = people * expected.value;
    const scale = people * this.scaleOf(target.venue);
    const forecast: TurnoutForecast = { ...emptyForecast, mean, servedMean: mean };
    for (const [key, probability] of SCORED_QUANTILES) {
      forecast[key] = Math.max(0, Math.round(mean + scale * quantileOf(errors, probability)));
    }
    if (target.capacity !== undefined) forecast.servedMean = meanUnder(target.capacity, mean, scale, errors);
    return forecast;
  }

  learn(row: HistoryRow): void {
    const value = demandOf(row) / this.peopleAt(row);
    const session = sessionOf(row);
    const expected = this.open.get(session) ?? this.expect(row);
    this.open.delete(session);
    const mean = this.means.get(row.venue) ?? new RunningMean();
    mean.learn(value);
    this.means.set(row.venue, mean);
    if (this.overall.value !== undefined) {
      const error = (value - expected.value) / this.scaleOf(row.venue);
      if (!expected.isUnseen) this.keep(row.venue, error, SITE_ERRORS);
      this.keep(expected.isUnseen ? '/unseen' : '/all', error, ALL_ERRORS);
    }
    this.overall.learn(value);
    if (row.remaining) this.remaining.learn(row.remaining);
    this.rule.learn(row.venue, this.weekdayOf(row.date), value);
  }

  private expect({ venue, date }: TargetRow): Expected {
    const known = this.rule.expect(venue, this.weekdayOf(date));
    return { value: known ?? this.overall.value ?? 0, isUnseen: known === undefined };
  }

  /** What a value of the rule is multiplied by: 1, or the people remaining. */
  private peopleAt({ remaining }: TargetRow): number {
    return this.perRemaining ? Math.max(1, remaining ?? this.remaining.value ?? 1) : 1;
  }

  private scaleOf(site: string): number {
    const least = this.perRemaining ? 1 / (this.remaining.value ?? 1) : 1;
    return Math.max(least, this.means.get(site)?.value ?? this.overall.value ?? least);
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

interface Expected {
  value: number;
  isUnseen: boolean;
}

function sessionOf({ venue, date, slot }: TargetRow): string {
  return `${date} ${slot ?? ''} ${venue}`;
}

/** Quantile of sorted values between them, at (n + 1) p; 0 of none. Hyndman & Fan (1996), definition 6. doi:10.2307/2684934 */
function quantileOf(sorted: readonly number[], probability: number): number {
  const place = Math.min(sorted.length, Math.max(1, (sorted.length + 1) * probability)) - 1;
  const below = sorted[Math.floor(place)] ?? 0;
  return below + (place - Math.floor(place)) * ((sorted[Math.floor(place) + 1] ?? below) - below);
}

/** Errors that an expectation is taken over at most. */
const EXPECTED_OVER = 50;

/** Expected min(demand, capacity) of a mean and its errors. */
function meanUnder(capacity: number, mean: number, scale: number, errors: readonly number[]): number {
  if (errors.length === 0) return Math.min(mean, capacity);
  const count = Math.min(EXPECTED_OVER, errors.length);
  let sum = 0;
  for (let at = 0; at < count; at++) {
    const demand = mean + scale * (errors[Math.floor(((at + 0.5) * errors.length) / count)] as number);
    sum += Math.min(capacity, Math.max(0, demand));
  }
  return Math.min(mean, sum / count);
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
