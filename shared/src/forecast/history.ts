import type { LocalDate } from '../calendar/local-date.ts';

/** What is known of a session before it is held. Absent fields are unknown. */
export interface TargetRow {
  venue: string;
  /** kelurahan, school, market … venues of a kind borrow strength from each other. */
  kind?: string;
  date: LocalDate;
  slot?: string;
  kits?: number;
  /** Recordings that the kits present can finish in the slot. */
  capacity?: number;
  /** People of the venue's pool not yet recorded when the session opens. */
  remaining?: number;
  area?: string;
  /** Names of what moves turnout on that date there: `ramadan`, `exams`, `rain` … Events of one name share one effect. */
  events?: readonly string[];
}

/** One session that was held. Absent fields are unknown. */
export interface HistoryRow extends TargetRow {
  /** People recorded. */
  served: number;
  /** People who came and were sent home; demand = served + turnedAway where it was counted. */
  turnedAway?: number;
}

/** True when demand is only known to be at least `served`: the session was full and nobody counted who was sent home. */
export function isCensored(row: HistoryRow): boolean {
  return row.turnedAway === undefined && row.capacity !== undefined && row.served >= row.capacity;
}

/** People who came, or at least that many where `isCensored`. */
export function demandOf(row: HistoryRow): number {
  return row.served + (row.turnedAway ?? 0);
}
