import { daysBetween, isoWeekday, type LocalDate } from '../calendar/local-date.ts';
import { absorbDate, type Level, levelOf, type Report } from './absorb-report.ts';
import type { CalibrationTally } from './calibration.ts';
import { passToDate, readCommon, saveCommon } from './common-level.ts';
import { demandCdf, type UncertainDemand } from './demand-distribution.ts';
import { datedFeatures, steadyFeatures } from './design.ts';
import { withVisits } from './forecast-sessions.ts';
import { demandOf, type HistoryRow, isCensored } from './history.ts';
import { inOrderOfDate } from './in-order-of-date.ts';
import { passDays } from './level-filter.ts';
import { commonPart, expectDemand, offsetOf, placeOf, visitOf } from './predict-turnout.ts';
import { tallyForecast } from './tally-report.ts';
import type { TurnoutModel, VenueLevel } from './turnout-model.ts';

/** The model after one more report. @see updateWithReports */
export function updateTurnout(model: TurnoutModel, report: HistoryRow): TurnoutModel {
  return updateWithReports(model, [report]);
}

/**
 * The model after more reports: their venues' levels and the common one move, steady effects and habits stay until the next fit.
 *
 * @param reports in any order; one older than its venue's last counts as of that date
 * @returns a new model; the old one is not changed
 */
export function updateWithReports(model: TurnoutModel, reports: readonly HistoryRow[]): TurnoutModel {
  const byDate = Map.groupBy(inOrderOfDate(reports), ({ date }) => date);
  const after = { ...model, venues: { ...model.venues }, calibration: tallied(model, reports) };
  for (const [date, ofDate] of byDate) absorbReports(after, date, ofDate);
  const { rows, from, to } = model.madeFrom;
  const dates = [...byDate.keys()];
  const [first = from, last = to] = [dates[0], dates.at(-1)];
  after.madeFrom = {
    rows: rows + reports.length,
    venues: Object.keys(after.venues).length,
    ...(first && last ? { from: from ?? first, to: latest(to, last) } : {}),
  };
  return after;
}

/** Where the reports fell in their forecasts by the model as it was before any of them. */
function tallied(model: TurnoutModel, all: readonly HistoryRow[]): CalibrationTally {
  const { reports, under } = model.calibration;
  const tally = { reports, under: [...under] };
  const byDate = Map.groupBy(withVisits(model, all), ({ date }) => date);
  for (const date of [...byDate.keys()].sort()) {
    const ofDate = byDate.get(date) ?? [];
    for (const report of ofDate) {
      const demand = expectDemand(model, report);
      const [count, censored] = [demandOf(report), isCensored(report)];
      const weight = count === 0 && !censored ? ordinaryChance(demand) : 1;
      const shared = commonPart(model, report).variance;
      tallyForecast(tally, demand, { count, censored }, { shared, together: ofDate.length, weight });
    }
  }
  return tally;
}

/** Probability that a count of 0 is the crowd's own, not a lost session's. */
function ordinaryChance(demand: UncertainDemand): number {
  const lost = demand.lostChance ?? 0;
  const own = (1 - lost) * demandCdf(demand, 0);
  return own / (own + lost);
}

function absorbReports(model: TurnoutModel, date: LocalDate, reports: readonly HistoryRow[]): void {
  const { habits } = model;
  const common = readCommon(model.common);
  passToDate(common, date, habits);
  const entering = reports.map((report) => {
    const venue = model.venues[report.venue];
    const level = levelOf(venue, habits, model.features.length);
    passDays(level.state, venue ? daysBetween(venue.date, date) : 0, habits);
    return { level, report: seenBy(model, report), row: report, visit: visitOf(model, report) };
  });
  absorbDate(entering, common, habits);
  for (const { level, row, visit } of entering) {
    model.venues[row.venue] = venueAfter(model.venues[row.venue], row, { level, visit });
  }
  model.common = saveCommon(common);
}

/** A report as the levels see it. */
function seenBy(model: TurnoutModel, report: HistoryRow): Report {
  const weekday = isoWeekday(report.date) - 1;
  const active = steadyFeatures(placeOf(model, report), visitOf(model, report)).map((name) =>
    model.features.indexOf(name),
  );
  const steady = active.reduce((sum, feature) => sum + (model.effects[feature] ?? 0), 0);
  const offset = offsetOf(model, report);
  const dated = datedFeatures(report, weekday)
    .map((name) => model.common.names.indexOf(name))
    .filter((at) => at >= 0);
  return { count: demandOf(report), censored: isCensored(report), base: steady + offset, weekday, active, dated };
}

function venueAfter(
  before: VenueLevel | undefined,
  report: HistoryRow,
  { level, visit }: { level: Level; visit: VenueLevel['visit'] },
): VenueLevel {
  const kind = report.kind ?? before?.kind;
  const area = report.area ?? before?.area;
  const remaining = before?.typicalRemaining ?? report.remaining;
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(area === undefined ? {} : { area }),
    ...(remaining === undefined ? {} : { typicalRemaining: remaining }),
    date: latest(before?.date, report.date),
    visit,
    reports: (before?.reports ?? 0) + 1,
    mean: Array.from(level.state.mean),
    covariance: Array.from(level.state.covariance),
    spread: level.spread,
    held: Array.from(level.held),
    lost: Array.from(level.lost),
    absorbed: Array.from(level.absorbed),
  };
}

function latest(known: string | undefined, date: string): string {
  return known !== undefined && known > date ? known : date;
}
