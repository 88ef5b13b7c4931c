import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { comeOfAgeBy } from '@jemput/shared/forecast/coming-of-age';
import { and, asc, eq, gt, gte, isNull, notInArray } from 'drizzle-orm';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import { comingOfAge, turnout } from '../db/schema/field.ts';
import { areas, office, pools } from '../db/schema/places.ts';
import { sessions } from '../db/schema/sessions.ts';

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
  const today = localDateAt(ctx.now(), ctx.zone);
  const byArea = await readAreas(ctx.db);
  const eligible = byArea.reduce((sum, area) => sum + area.eligible, 0);
  const remaining = byArea.reduce((sum, area) => sum + area.remaining, 0);
  const recorded = eligible - remaining;
  const months = await ctx.db.select().from(comingOfAge).where(isNull(comingOfAge.enteredAt));
  const eligibleOn = (date: LocalDate) => eligible + Math.round(comeOfAgeBy(months, date));
  const planned = await readPlanned(ctx.db, today, { recorded, eligibleOn });
  return {
    eligible,
    recorded,
    remaining,
    byArea: hideSmallCells(byArea),
    history: await readHistoryLine(ctx.db, today, recorded),
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

async function readAreas(db: Database): Promise<AreaCount[]> {
  const rows = await db
    .select({ code: areas.code, name: areas.name, eligible: pools.eligible, remaining: pools.remaining })
    .from(pools)
    .innerJoin(areas, eq(areas.code, pools.areaCode))
    .orderBy(asc(areas.code));
  const byCode = new Map<string, AreaCount>();
  for (const { code, name, eligible, remaining } of rows) {
    const sum = byCode.get(code) ?? { code, name, eligible: 0, remaining: 0 };
    byCode.set(code, { code, name, eligible: sum.eligible + eligible, remaining: sum.remaining + remaining });
  }
  return [...byCode.values()];
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
async function readHistoryLine(db: Database, today: LocalDate, recorded: number): Promise<Progress['history']> {
  const [row] = await db.select({ progress: office.progress }).from(office).limit(1);
  const before = (row?.progress ?? [])
    .filter(([date]) => date < today)
    .map(([date, count]) => ({ date, recorded: count }));
  const since = before.at(-1)?.date ?? '';
  const served = await db
    .select({ date: turnout.date, served: turnout.served })
    .from(turnout)
    .where(gt(turnout.date, since))
    .orderBy(asc(turnout.date));
  const servedOn = new Map<LocalDate, number>();
  for (const row of served) servedOn.set(row.date, (servedOn.get(row.date) ?? 0) + row.served);
  const line = [{ date: today, recorded }];
  let count = recorded - (servedOn.get(today) ?? 0);
  for (const date of [...servedOn.keys()].filter((date) => date < today).reverse()) {
    line.unshift({ date, recorded: count });
    count -= servedOn.get(date) ?? 0;
  }
  return [...before, ...line];
}

async function readPlanned(
  db: Database,
  today: LocalDate,
  { recorded, eligibleOn }: { recorded: number; eligibleOn: (date: LocalDate) => number },
): Promise<Progress['planned']> {
  const rows = await db
    .select()
    .from(sessions)
    .where(and(gte(sessions.date, today), notInArray(sessions.status, ['done', 'cancelled'])))
    .orderBy(asc(sessions.date));
  let mean = recorded;
  let variance = 0;
  const line = new Map<LocalDate, Progress['planned'][number]>();
  for (const { date, expectedMean, expectedLow, expectedHigh, capacity } of rows) {
    mean += Math.min(expectedMean, capacity);
    const deviation = (Math.min(expectedHigh, capacity) - Math.min(expectedLow, capacity)) / (2 * Z90);
    variance += deviation * deviation;
    const half = Z90 * Math.sqrt(variance);
    const atMost = (count: number) => Math.max(recorded, Math.min(eligibleOn(date), count));
    line.set(date, { date, mean: atMost(mean), low: atMost(mean - half), high: atMost(mean + half) });
  }
  return [...line.values()];
}

/** Whoever comes of age until then must be recorded too. */
function reachedOn(planned: Progress['planned'], eligibleOn: (date: LocalDate) => number): Progress['reached'] {
  const first = (of: 'mean' | 'low' | 'high') =>
    planned.find((point) => Math.round(point[of]) >= eligibleOn(point.date))?.date;
  const date = first('mean');
  return date === undefined ? null : { date, low: first('high') ?? date, high: first('low') ?? null };
}
