import type { PointRule } from './point-rule.ts';
import { RunningMean } from './running-mean.ts';

/** The site's mean on the same weekday, else over all its days. */
export class SiteMeanByWeekday implements PointRule {
  private readonly means = new Map<string, RunningMean>();

  expect(site: string, weekday: number): number | undefined {
    return this.means.get(`${weekday} ${site}`)?.value ?? this.means.get(site)?.value;
  }

  learn(site: string, weekday: number, value: number): void {
    for (const key of [`${weekday} ${site}`, site]) {
      const mean = this.means.get(key) ?? new RunningMean();
      mean.learn(value);
      this.means.set(key, mean);
    }
  }
}
