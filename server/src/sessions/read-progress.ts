import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { comeOfAgeBy } from '@jemput/shared/forecast/coming-of-age';
import type { Context } from '../context.ts';
import { currentTimetable, type ListedSession, type Timetable } from './timetable-snapshot.ts';

export interface AreaProgress {
  code: string;
  name: string;
  eligible: number;
  /** Null where a count under five would point at persons. */
  recorded: number | null;
  remaining: number | null;
}

export interface Progress {
  eligible: number;
  recorded: number;
  remaining: number;
  byArea: AreaProgress[];
  /** Recorded by the end of each date. */
  history: { date: LocalDate; recorded: number }[];
  /** The same, expected of the published sessions, with an 80 % interval. */
  planned: { date: LocalDate; mean: number; low: number; high: number }[];
  /** When everybody is recorded, if the published sessions are enough: expected, at the earliest, at the latest. */
  reached: { date: LocalDate; low: LocalDate; high: LocalDate | null } | null;
}

/** Counts of people from 1 to 4 are not published. */
const SMALLEST_CELL = 5;
/** Standard normal quantile of 90 %: half the width of an 80 % interval. */
const Z90 = 1.2815515655446004;

/** How far the office has come, and how far the published sessions will bring it. */
export async function readProgress(ctx: Context): Promise<Progress> {
  const timetable = await currentTimetable(ctx);
  const { office, progress, sessions } = timetable;
  const today = localDateAt(ctx.now(), ctx.zone);
  const byArea = countAreas(timetable);
  const eligible = byArea.reduce((sum, area) => sum + area.eligible, 0);
  const remaining = byArea.reduce((sum, area) => sum + area.remaining, 0);
  const recorded = eligible - remaining;
  const eligibleOn = (date: LocalDate) => eligible + Math.round(comeOfAgeBy(progress.comingOfAge, date));
  const planned = plannedLine(sessions, today, { recorded, eligibleOn });
  return {
    eligible,
    recorded,
    remaining,
    byArea: hideSmallCells(byArea),
    history: historyLine(office?.progress ?? [], progress.servedOn, today, recorded),
    planned,
    reached: reachedOn(planned, eligibleOn),
  };
}

interface AreaCount {
  code: string;
  name: string;
  eligible: number;
  remaining: number;
}

function countAreas({ progress, areaByCode }: Timetable): AreaCount[] {
  const byCode = new Map<string, AreaCount>();
  for (const { areaCode: code, eligible, remaining } of progress.pools.values()) {
    const sum = byCode.get(code) ?? { code, name: areaByCode.get(code)?.name ?? code, eligible: 0, remaining: 0 };
    byCode.set(code, { ...sum, eligible: sum.eligible + eligible, remaining: sum.remaining + remaining });
  }
  return [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

function isSmall(count: number): boolean {
  return count > 0 && count < SMALLEST_CELL;
}

/** One hidden cell could be had from the total, so the smallest other one is hidden with it. */
export function hideSmallCells(counts: AreaCount[]): AreaProgress[] {
  const hidden = new Set(counts.filter((area) => isSmall(area.remaining) || isSmall(area.eligible - area.remaining)));
  if (hidden.size === 1) {
    const others = counts.filter((area) => !hidden.has(area) && area.remaining > 0);
    const smallest = others.sort((a, b) => a.remaining - b.remaining)[0];
    if (smallest) hidden.add(smallest);
  }
  return counts.map((area) => {
    if (hidden.has(area)) return { ...area, recorded: null, remaining: null };
    return { ...area, recorded: area.eligible - area.remaining };
  });
}

/** Before the office's own record ends, that; after it, today's count less what was served since. */
function historyLine(
  record: readonly [LocalDate, number][],
  served: ReadonlyMap<LocalDate, number>,
  today: LocalDate,
  recorded: number,
): Progress['history'] {
  const before = record.filter(([date]) => date < today).map(([date, count]) => ({ date, recorded: count }));
  const since = before.at(-1)?.date ?? '';
  const dates = [...served.keys()].filter((date) => date > since && date < today).sort();
  const line = [{ date: today, recorded }];
  let count = recorded - (served.get(today) ?? 0);
  for (const date of dates.reverse()) {
    line.unshift({ date, recorded: count });
    count -= served.get(date) ?? 0;
  }
  return [...before, ...line];
}

/** @param sessions by start */
function plannedLine(
  sessions: readonly ListedSession[],
  today: LocalDate,
  { recorded, eligibleOn }: { recorded: number; eligibleOn: (date: LocalDate) => number },
): Progress['planned'] {
  let mean = recorded;
  let variance = 0;
  const line: Progress['planned'] = [];
  const pointOn = (date: LocalDate) => {
    const half = Z90 * Math.sqrt(variance);
    const most = eligibleOn(date);
    const atMost = (count: number) => Math.max(recorded, Math.min(most, count));
    return { date, mean: atMost(mean), low: atMost(mean - half), high: atMost(mean + half) };
  };
  let last: LocalDate | null = null;
  for (const { status, session } of sessions) {
    const { date, capacity, expected } = session;
    if (date < today || status === 'done' || status === 'cancelled') continue;
    if (last !== null && date !== last) line.push(pointOn(last));
    last = date;
    mean += Math.min(expected.mean, capacity);
    const deviation = (Math.min(expected.high, capacity) - Math.min(expected.low, capacity)) / (2 * Z90);
    variance += deviation * deviation;
  }
  if (last !== null) line.push(pointOn(last));
  return line;
}

/** Whoever comes of age until then must be recorded too. */
function reachedOn(planned: Progress['planned'], eligibleOn: (date: LocalDate) => number): Progress['reached'] {
  const first = (of: 'mean' | 'low' | 'high') =>
    planned.find((point) => Math.round(point[of]) >= eligibleOn(point.date))?.date;
  const date = first('mean');
  return date === undefined ? null : { date, low: first('high') ?? date, high: first('low') ?? null };
}
