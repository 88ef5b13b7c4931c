import type { CalendarDay } from '@jemput/shared/calendar/calendar-day';
import { isDecidedRamadan } from '@jemput/shared/calendar/hijri';
import { indonesianHijri } from '@jemput/shared/calendar/hijri-months';
import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { and, asc, gte, lte } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { calendarDays } from '../db/schema/places.ts';
import { hijriFeastNames } from './expected-holidays.ts';
import { markOfRun } from './mark-of.ts';
import { readRamadans } from './read-ramadans.ts';
import { FIRST_YEAR, LAST_YEAR, type ShippedYear, shippedYear } from './shipped-years.ts';

export interface ListedDay extends CalendarDay {
  id: number;
  /** Of the run as told here; sent back by whoever changes or removes it. */
  mark: string;
  /** As a decision has it, as a calendar expects it, or as the office wrote it. */
  source: 'decided' | 'expected' | 'office';
  /** True for an expected feast that the criterion leaves open by a day. */
  isBorderline: boolean;
}

export interface ListedRamadan {
  startDate: LocalDate;
  endDate: LocalDate;
  mark: string;
  source: 'decided' | 'expected' | 'office';
}

export interface CalendarYear {
  year: number;
  /** Years that the product has dates of. */
  firstYear: number;
  lastYear: number;
  /** The decision that the shipped dates stand in; null where the year has none. */
  decision: string | null;
  /** True where what was shipped was changed or taken out. */
  isChanged: boolean;
  /** In order of date. */
  days: ListedDay[];
  ramadans: ListedRamadan[];
}

/** The office's calendar of a year: every run with a date in it. */
export async function listYear(ctx: Pick<Context, 'db'>, { year }: { year: number }): Promise<CalendarYear> {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const rows = await ctx.db
    .select()
    .from(calendarDays)
    .where(and(lte(calendarDays.startDate, last), gte(calendarDays.endDate, first)))
    .orderBy(asc(calendarDays.startDate), asc(calendarDays.id));
  const shipped = await shippedYear(year);
  const from = await Promise.all([...new Set(rows.map((row) => row.shippedYear ?? year))].map(shippedYear));
  const days = rows.map(({ shippedYear: of, ...day }): ListedDay => {
    const source = sourceOf(
      day,
      from.find((one) => one.year === of),
    );
    return { ...day, mark: markOfRun(day), source, isBorderline: source === 'expected' && isBorderlineFeast(day) };
  });
  const kept = new Set(days.filter(({ source }) => source !== 'office').map(keyOf));
  return {
    year,
    firstYear: FIRST_YEAR,
    lastYear: LAST_YEAR,
    decision: shipped.source,
    isChanged: shipped.days.some((day) => !kept.has(keyOf(day))),
    days,
    ramadans: await ramadansOf(ctx, first, last),
  };
}

function isBorderlineFeast({ name, startDate }: CalendarDay): boolean {
  return hijriFeastNames.has(name) && indonesianHijri(startDate)?.isBorderline === true;
}

/** @param shipped the year that the run came with; undefined where the office wrote it */
function sourceOf(day: CalendarDay, shipped: ShippedYear | undefined): ListedDay['source'] {
  if (!shipped?.days.some((one) => keyOf(one) === keyOf(day))) return 'office';
  return shipped.source === null ? 'expected' : 'decided';
}

function keyOf({ kind, name, startDate, endDate }: CalendarDay): string {
  return `${kind}|${name}|${startDate}|${endDate}`;
}

async function ramadansOf(ctx: Pick<Context, 'db'>, first: LocalDate, last: LocalDate): Promise<ListedRamadan[]> {
  const runs = await readRamadans(ctx.db, first, last);
  return runs.map(({ startDate, endDate, isOwn }) => {
    const isDecided = isDecidedRamadan({ start: startDate, end: endDate });
    return {
      startDate,
      endDate,
      mark: markOfRun({ startDate, endDate }),
      source: isOwn ? 'office' : isDecided ? 'decided' : 'expected',
    };
  });
}
