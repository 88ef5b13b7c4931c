/** A rule for one number per session; `undefined` for a site without rows. Weekdays are ISO: 1 is Monday. */
export interface PointRule {
  expect(site: string, weekday: number): number | undefined;
  /** Rows come in order of date. */
  learn(site: string, weekday: number, value: number): void;
}
