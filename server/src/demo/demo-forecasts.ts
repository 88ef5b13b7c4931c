import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { surpriseOf } from '@jemput/shared/field/surprise';
import type { SurpriseReason } from '@jemput/shared/field/surprise-reason';
import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import { forecastSessions } from '@jemput/shared/forecast/forecast-sessions';
import type { HistoryRow } from '@jemput/shared/forecast/history';
import type { TurnoutForecast, TurnoutModel } from '@jemput/shared/forecast/turnout-model';
import type { Database } from '../db/open.ts';
import { storeFit } from '../forecast/store-fit.ts';
import type { DemoTurnout } from './demo-turnout.ts';

export interface KeptForecast {
  /** The model's name. */
  model: string;
  forecast: TurnoutForecast;
}

/** By `venue date`. */
export type KeptForecasts = ReadonlyMap<string, KeptForecast>;

export function visitKey({ venue, date }: { venue: string; date: LocalDate }): string {
  return `${venue} ${date}`;
}

/**
 * What would have been forecast of the sessions held, as each stood on its date: the model fitted every night to what had come before, as the
 * office's own is; on the first date there was none.
 *
 * @param isSession tells sessions from what counters report
 * @param night Unix milliseconds of the fit before a date
 */
export async function rollForecasts(
  tx: Database,
  history: readonly HistoryRow[],
  { isSession, night }: { isSession: (row: HistoryRow) => boolean; night: (date: LocalDate) => number },
): Promise<KeptForecasts> {
  const kept = new Map<string, KeptForecast>();
  let earlier: TurnoutModel | undefined;
  for (const [date, held] of Map.groupBy(history.filter(isSession), (row) => row.date)) {
    const before = history.filter((row) => row.date < date);
    if (before.length === 0) continue;
    const fitted: TurnoutModel = fitTurnout(before, earlier ? { earlier } : {});
    const { name, model } = await storeFit(tx, { model: fitted, fittedAt: night(date) });
    const targets = held.map(({ served: _served, turnedAway: _turnedAway, ...target }) => target);
    forecastSessions(model, targets).forEach((forecast, at) => {
      const row = held[at];
      if (row) kept.set(visitKey(row), { model: name, forecast });
    });
    earlier = fitted;
  }
  return kept;
}

type Told = { reason: SurpriseReason | null; note: string };

const tales = {
  school: { reason: 'well_announced', note: 'Wali kelas mengumumkan ke semua siswa kelas XII.' },
  market: { reason: 'local_event', note: 'Bertepatan dengan hari pasaran.' },
  fewer: { reason: 'weather', note: 'Hujan deras sejak magrib.' },
  other: { reason: 'well_announced', note: 'Ketua RW mengumumkan lewat grup warga.' },
} as const satisfies Record<string, Told>;

/** A made-up reason where the count fell outside what was forecast; of the last date's sessions nobody has told any yet. */
export function tellReason(
  { served, turnedAway, capacity }: DemoTurnout,
  kept: KeptForecast | undefined,
  { kind, isLast }: { kind: string; isLast: boolean },
): Told {
  const range = kept && { low: kept.forecast.q10, high: kept.forecast.q90 };
  const surprise = range ? surpriseOf({ served, turnedAway, capacity }, range) : null;
  if (surprise === null) return { reason: null, note: '' };
  if (isLast) return { reason: 'not_told', note: '' };
  if (surprise === 'fewer') return tales.fewer;
  return kind === 'school' || kind === 'market' ? tales[kind] : tales.other;
}
