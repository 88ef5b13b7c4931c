import type { PointRule } from './point-rule.ts';

/** The last count on the same weekday, else the last count. */
export class SeasonalNaive implements PointRule {
  private readonly last = new Map<string, number>();

  expect(site: string, weekday: number): number | undefined {
    return this.last.get(`${weekday} ${site}`) ?? this.last.get(site);
  }

  learn(site: string, weekday: number, value: number): void {
    this.last.set(`${weekday} ${site}`, value).set(site, value);
  }
}

/** Mean of a site's last `visits` counts, whatever the weekday; with 1, what came last time. */
export class MovingAverage implements PointRule {
  private readonly visits: number;
  private readonly recent = new Map<string, number[]>();

  constructor(visits: number) {
    this.visits = visits;
  }

  expect(site: string): number | undefined {
    const values = this.recent.get(site);
    return values && values.reduce((sum, value) => sum + value, 0) / values.length;
  }

  learn(site: string, _weekday: number, value: number): void {
    const values = this.recent.get(site) ?? [];
    values.push(value);
    if (values.length > this.visits) values.shift();
    this.recent.set(site, values);
  }
}
