import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { plainBaselines } from '@jemput/shared/forecast/baselines';
import type { HistoryRow } from '@jemput/shared/forecast/history';
import { type ForecastVerdict, judgeForecasts } from '@jemput/shared/forecast/judge-forecasts';
import type { TurnoutForecast } from '@jemput/shared/forecast/turnout-model';
import { asc, eq, lte } from 'drizzle-orm';
import type { Database } from '../db/open.ts';
import { turnout } from '../db/schema/field.ts';
import { venues } from '../db/schema/places.ts';
import { historyRow } from './read-history.ts';

/** Rules that a planner could use without any model. */
const shownRules = ['last visit', 'site mean by weekday'];

export function sessionKey({ venue, date, slot }: HistoryRow): string {
  return `${venue} ${date} ${slot}`;
}

/**
 * What plain rules would have forecast of these sessions from what came on the dates before, judged as the kept forecasts are.
 *
 * @param to the last date among the sessions
 */
export async function plainForecasts(
  db: Database,
  judged: readonly { key: string; row: HistoryRow }[],
  to: LocalDate,
): Promise<{ name: string; verdict: ForecastVerdict }[]> {
  const rows = await db
    .select({ turnout, venue: { id: venues.id, kind: venues.kind, areaCode: venues.areaCode } })
    .from(turnout)
    .innerJoin(venues, eq(venues.id, turnout.venueId))
    .where(lte(turnout.date, to))
    .orderBy(asc(turnout.date), asc(turnout.id));
  const history = rows.map((row) => historyRow({ ...row.turnout, reason: null }, row.venue));
  const judgedOn = Map.groupBy(judged, ({ row }) => row.date);
  const rules = plainBaselines().filter(({ name }) => shownRules.includes(name));
  const pairs = rules.map((): { row: HistoryRow; forecast: TurnoutForecast }[] => []);
  for (const [date, held] of Map.groupBy(history, (row) => row.date)) {
    rules.forEach((rule, at) => {
      for (const { row } of judgedOn.get(date) ?? []) pairs[at]?.push({ row, forecast: rule.forecast(row) });
      for (const row of held) rule.learn(row);
    });
  }
  return rules.map(({ name }, at) => ({ name, verdict: judgeForecasts(pairs[at] ?? []) }));
}
