import { daysBetween, isoWeekday } from '../calendar/local-date.ts';
import { absorbDate, levelOf } from './absorb-report.ts';
import { logRemaining, nextStintDay } from './design.ts';
import { demandOf, type HistoryRow, isCensored } from './history.ts';
import { passCommonDays, passDays } from './level-filter.ts';
import { activeFeatures } from './predict-turnout.ts';
import type { TurnoutModel, VenueLevel } from './turnout-model.ts';

/**
 * The model after one more report: its venue's level and the common one move, shared effects and habits stay until the next fit.
 *
 * @param report not older than the venue's last one, else it counts as of that date
 * @returns a new model; the old one is not changed
 */
export function updateTurnout(model: TurnoutModel, report: HistoryRow): TurnoutModel {
  const venue = model.venues[report.venue];
  const days = venue ? Math.max(0, daysBetween(venue.date, report.date)) : 0;
  const stintDay = venue ? nextStintDay(days, venue.stintDay) : 1;
  const weekday = isoWeekday(report.date) - 1;
  const active = activeFeatures(model, report, weekday, stintDay);
  const shared = active.reduce((sum, feature) => sum + (model.effects[feature] ?? 0), 0);
  const usual = venue?.typicalRemaining ?? model.typicalRemaining;
  const base = shared + (model.usesRemaining ? logRemaining(report.remaining ?? usual) : 0);
  const level = levelOf(venue, model);
  const common = { ...model.common };
  passCommonDays(common, daysBetween(model.common.date, report.date), model.habits);
  passDays(level.state, days, model.habits.variances, model.habits.driftDays);
  const seen = { count: demandOf(report), censored: isCensored(report), base, weekday, active };
  absorbDate([{ level, report: seen }], common, model);
  const kind = report.kind ?? venue?.kind;
  const area = report.area ?? venue?.area;
  const remaining = venue?.typicalRemaining ?? report.remaining;
  const after: VenueLevel = {
    ...(kind === undefined ? {} : { kind }),
    ...(area === undefined ? {} : { area }),
    ...(remaining === undefined ? {} : { typicalRemaining: remaining }),
    date: latest(venue?.date, report.date),
    stintDay,
    reports: (venue?.reports ?? 0) + 1,
    mean: Array.from(level.state.mean),
    covariance: Array.from(level.state.covariance),
    held: Array.from(level.held),
    lost: Array.from(level.lost),
    absorbed: Array.from(level.absorbed),
  };
  const venues = { ...model.venues, [report.venue]: after };
  const { rows, from = report.date, to } = model.madeFrom;
  const madeFrom = { rows: rows + 1, venues: Object.keys(venues).length, from, to: latest(to, report.date) };
  return { ...model, madeFrom, common: { ...common, date: latest(model.common.date, report.date) }, venues };
}

function latest(known: string | undefined, date: string): string {
  return known !== undefined && known > date ? known : date;
}
