import type { LocalDate } from '@jemput/shared/calendar/local-date';
import type { HistoryRow, TargetRow } from '@jemput/shared/forecast/history';
import type { TurnoutForecast } from '@jemput/shared/forecast/turnout-model';
import type { Kit } from '@jemput/shared/kits/kit';
import type { Venue } from '@jemput/shared/places/venue';
import type { PoolFile, StintFile } from '@jemput/shared/planning/problem-file';

/** One session that was held, as planning must remember it. */
export interface HeldSession {
  venue: string;
  pool: string;
  date: LocalDate;
  kits: readonly string[];
}

/** All that the office knows on the morning on which it plans; nothing of it comes from the hidden turnout but by reports. */
export interface OfficeKnowledge {
  today: LocalDate;
  deadline: LocalDate;
  slots: readonly { id: string; startTime: string; endTime: string }[];
  venues: readonly Venue[];
  kits: readonly Kit[];
  pools: readonly PoolFile[];
  /** Dates from today on which a kit is known to be away. */
  away: Readonly<Record<string, readonly LocalDate[]>>;
  reports: readonly HistoryRow[];
  held: readonly HeldSession[];
  /** Announced and not over; what they promise until `publishedThrough` stays as it is. */
  published: readonly StintFile[];
  publishedThrough: LocalDate;
}

/** A way to run the office. */
export interface Policy {
  /** Stints from the first date on that nothing is published for; asked every Monday. */
  plan(known: OfficeKnowledge): StintFile[];
  /** What is expected at today's sessions; only of policies that forecast. */
  expect?(targets: readonly TargetRow[]): TurnoutForecast[];
  /** A crew's report of the evening. */
  hear?(report: HistoryRow): void;
}
