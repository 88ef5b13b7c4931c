import { seenDemand } from '@jemput/shared/field/surprise';
import type { Outputs } from '#lib/api.ts';

export type Judgement = Outputs['forecast']['judge'];
export type JudgedSession = Judgement['sessions'][number];
export type Verdict = Judgement['methods'][number]['verdict'];

/** What could be seen of the forecast: quantiles no higher than the most that could be counted. */
export function seenForecast({ forecast, ...counts }: JudgedSession) {
  if (!forecast) return null;
  const { most } = seenDemand(counts);
  const [q10, q25, q50, q75, q90] = (['q10', 'q25', 'q50', 'q75', 'q90'] as const).map((name) =>
    Math.min(forecast[name], most),
  ) as [number, number, number, number, number];
  return { q10, q25, q50, q75, q90 };
}
