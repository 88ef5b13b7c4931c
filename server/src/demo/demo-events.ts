import { addDays, dateRange, type LocalDate } from '@jemput/shared/calendar/local-date';
import { monthOf } from '@jemput/shared/calendar/month';
import { pasaranOf } from '@jemput/shared/calendar/pasaran';
import type { EventRun } from '@jemput/shared/forecast/event-calendar';
import type { Pool } from '@jemput/shared/places/venue';
import { schoolYears } from '../calendar/school-years.ts';

/** Of the people who must hold a card, those who come of age in one month: a seventieth a year. */
const MONTHLY_SHARE = 1 / 840;
const MONTHS_KNOWN = 6;
/** Of the demo's past, and of the plans that are made in it. */
const [DAYS_BACK, DAYS_AHEAD] = [20, 70];

function aRun(id: string, name: string, dates: [LocalDate, LocalDate], venueKind: string | null = null) {
  return { id, name, startDate: dates[0], endDate: dates[1], slotId: null, venueKind, areaCode: null };
}

/** Examinations of a shipped school year are as the calendar has them; elsewhere they lie in the third week from now. */
function exams(today: LocalDate): (EventRun & { id: string })[] {
  const shipped = schoolYears
    .flatMap(({ days }) => days)
    .filter(({ kind, startDate, endDate }) => {
      return kind === 'exam' && startDate <= addDays(today, DAYS_AHEAD) && endDate >= addDays(today, -DAYS_BACK);
    });
  if (shipped.length === 0) return [aRun('demo-ujian', 'exams', [addDays(today, 17), addDays(today, 24)], 'school')];
  return shipped.map(({ startDate, endDate }) =>
    aRun(`demo-ujian-${startDate}`, 'exams', [startDate, endDate], 'school'),
  );
}

/** Made-up dates of what moves turnout around `today`; Ramadan and, where it has them, examinations are the calendar's. */
export function demoEvents(today: LocalDate): (EventRun & { id: string })[] {
  const on = (days: number) => addDays(today, days);
  const marketDays = dateRange(on(-20), on(20)).filter((date) => pasaranOf(date) === 'legi');
  return [
    ...[-16, -10, -4].map((days) => aRun(`demo-hujan${days}`, 'rain', [on(days), on(days)])),
    ...exams(today),
    // 31 December 2013, the last day of the old card, as far from today as from 25 October.
    aRun('demo-tenggat', 'deadline_week', [on(61), on(67)]),
    ...marketDays.map((date) => aRun(`demo-legi-${date}`, 'market_day', [date, date], 'market')),
  ];
}

/** Made up: who of each pool comes of age in this month and those that follow. */
export function demoComingOfAge(today: LocalDate, pools: readonly Pool[]) {
  const first = `${monthOf(today)}-15`;
  const months = Array.from({ length: MONTHS_KNOWN }, (_, at) => monthOf(addDays(first, Math.round(at * 30.4))));
  return pools.flatMap(({ id: poolId, eligible }) =>
    months.map((month, at) => ({ poolId, month, people: Math.round(eligible * MONTHLY_SHARE * (1 + (at % 3) / 10)) })),
  );
}
