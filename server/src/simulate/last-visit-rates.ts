import type { HistoryRow } from '@jemput/shared/forecast/history';
import type { RatesOf } from './weekly-problem.ts';

/** The usual share of a kelurahan's people, where nothing at all is known. */
const UNKNOWN_RATE = 0.13;
/** The example of planning.md. */
const DISPERSION = 0.09;

/**
 * What an office without a forecast plans by: the share of its people that a venue recorded at its last session, every
 * weekday alike; where it never was, the mean of its kind, else of all places.
 */
export function lastVisitRates(reports: readonly HistoryRow[]): RatesOf {
  const last = new Map<string, { kind: string; rate: number }>();
  for (const { venue, kind = '', served, remaining = 0 } of reports) {
    if (remaining > 0) last.set(venue, { kind, rate: Math.min(1, served / remaining) });
  }
  const all = [...last.values()];
  const meanOf = (rates: readonly { rate: number }[]) =>
    rates.length > 0 ? rates.reduce((sum, { rate }) => sum + rate, 0) / rates.length : undefined;
  const overall = meanOf(all) ?? UNKNOWN_RATE;
  return ({ id, kind }) => {
    const rate = last.get(id)?.rate ?? meanOf(all.filter((one) => one.kind === kind)) ?? overall;
    return { rate: new Array<number>(7).fill(rate), rateOn: {}, dispersion: DISPERSION };
  };
}
