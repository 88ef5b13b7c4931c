import { absorbDate, type Level, levelOf, type Report, spreadsOf } from './absorb-report.ts';
import { blocksOfDates, type Span } from './blocks.ts';
import {
  type CommonLevel,
  type CommonPart,
  commonAhead,
  FIRST_DATED,
  feastOrNot,
  passToDate,
  unseenCommon,
} from './common-level.ts';
import type { Design } from './design.ts';
import type { HistoryRow } from './history.ts';
import { type LevelHabits, levelAhead, passDays } from './level-filter.ts';
import { dispersionAt, type Spread } from './spread.ts';
import type { Judged } from './tally-report.ts';

/** What is known before the reports are run through. */
export interface RunStart {
  design: Design;
  /** Log mean of every row at level zero: offset and steady effects. */
  base: Float64Array;
  habits: LevelHabits;
  /** Weekdays and events with what is believed of them beforehand. */
  dated: readonly { name: string; mean: number; variance: number }[];
  /** Rows in order of date; all where left out. */
  rows?: Int32Array;
}

/** Where the run has come to. */
export interface RunEnd {
  /** One a venue, as of its last report. */
  levels: Level[];
  common: CommonLevel;
}

/**
 * Runs through the reports, seven dates at a time: first each date's reports are held against what was expected of them before the
 * seven dates, then they enter the levels date by date.
 *
 * @param judge called once a date with all its reports
 */
export function runReports(start: RunStart, judge: (reports: (Judged & { row: number })[]) => void): RunEnd {
  const { design, habits, dated } = start;
  const rows = start.rows ?? Int32Array.from({ length: design.rows }, (_, row) => row);
  const levels = design.venueNames.map(() => levelOf(undefined, habits, design.steadyFeatures));
  const lastDay = new Int32Array(levels.length).fill(-1);
  const dayAt = (at: number) => design.day[rows[at] as number] as number;
  const dateAt = (at: number) => (design.sorted[rows[at] as number] as HistoryRow).date;
  const common = unseenCommon(habits, dated, rows.length > 0 ? dateAt(0) : design.firstDate);
  const shifted = design.dated.map(componentsOf());
  const daysSince = (row: number) => {
    const last = lastDay[design.venue[row] as number] as number;
    return last < 0 ? 0 : (design.day[row] as number) - last;
  };
  const reportAt = (at: number) => {
    const row = rows[at] as number;
    return {
      row,
      level: levels[design.venue[row] as number] as Level,
      report: reportOf(start, row, shifted[row] as Int32Array),
    };
  };
  for (const block of blocksOfDates(rows.length, dayAt)) {
    for (const span of block) {
      const reports = indexes(span).map(reportAt);
      const date = dateAt(span.start);
      judge(
        reports.map((one) => {
          const ahead = commonAhead(common, one.report.dated, date, habits);
          return { ...expectReport(one, daysSince(one.row), { ahead, spreads: common.spreads }, habits), row: one.row };
        }),
      );
    }
    for (const span of block) {
      const reports = indexes(span).map(reportAt);
      passToDate(common, dateAt(span.start), habits);
      const today = dayAt(span.start);
      for (const { row, level } of reports) {
        passDays(level.state, daysSince(row), habits);
        lastDay[design.venue[row] as number] = today;
      }
      absorbDate(reports, common, habits);
    }
  }
  return { levels, common };
}

/** Lists of dated features as components of the common level, equal lists once. */
function componentsOf(): (list: Int32Array) => Int32Array {
  const known = new Map<Int32Array, Int32Array>();
  return (list) => {
    const components = known.get(list) ?? list.map((one) => one + FIRST_DATED);
    known.set(list, components);
    return components;
  };
}

function indexes({ start, end }: Span): number[] {
  return Array.from({ length: end - start }, (_, at) => start + at);
}

function reportOf({ design, base }: RunStart, row: number, dated: Int32Array): Report {
  return {
    count: design.count[row] as number,
    censored: design.censored[row] === 1,
    base: base[row] as number,
    weekday: design.weekday[row] as number,
    active: design.steady[row] as Int32Array,
    dated,
  };
}

/** What was expected of a report, `days` after its venue's last one. */
export function expectReport(
  { level, report }: { level: Level; report: Report },
  days: number,
  { ahead: common, spreads }: { ahead: CommonPart; spreads: Spread[] },
  habits: LevelHabits,
): Judged {
  const own = levelAhead(level.state, report.weekday, days, habits);
  const seen = { ...report, dispersion: dispersionAt(spreadsOf(level, { spreads }, report.weekday), habits) };
  return {
    level,
    report,
    common,
    seen,
    mean: report.base + own.mean + feastOrNot(common).mean,
    variance: own.variance,
  };
}
