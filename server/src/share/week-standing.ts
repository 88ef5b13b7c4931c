import { addDays, isoWeek, isoWeekday } from '@jemput/shared/calendar/local-date';
import type { Session } from '@jemput/shared/sessions/session';
import { DateTime } from 'luxon';
import type { ListedSession, Timetable } from '../sessions/timetable-snapshot.ts';
import type { IssuedCodes } from './issued-codes.ts';
import { type Standing, saidOf, standingOf } from './said.ts';

/** A kelurahan's week as it was promised once, beside what holds today. */
export interface WeekStanding {
  verdict: 'true' | 'changed';
  /** What was promised, soonest first. */
  lines: { sessionId: string; standing: Standing }[];
  /** Promised since. */
  added: Session[];
}

/** Monday and Sunday of an ISO week, `2026-W48`. */
export function datesOfWeek(week: string): { from: string; to: string } {
  const from = DateTime.fromISO(week, { zone: 'utc' }).toFormat('yyyy-MM-dd');
  return { from, to: addDays(from, 6) };
}

/** True for a week that exists, written as ISO 8601 does. */
export function isWeek(text: string): boolean {
  return /^\d{4}-W\d{2}$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid;
}

/** Sessions of a kelurahan that take, or were to take, place in a week, soonest first. */
export function sessionsOfWeek(timetable: Timetable, codes: IssuedCodes, area: string, week: string): ListedSession[] {
  const dates = datesOfWeek(week);
  return entriesOf(timetable, codes, area, week).filter(({ session }) => liesInWeek(session, area, dates));
}

/** @param seq number of the log after which the week was promised so */
export function weekStanding(
  timetable: Timetable,
  codes: IssuedCodes,
  { area, week, seq }: { area: string; week: string; seq: number },
  now: number,
): WeekStanding {
  const dates = datesOfWeek(week);
  const lines: WeekStanding['lines'] = [];
  const added: Session[] = [];
  for (const entry of entriesOf(timetable, codes, area, week)) {
    const said = wasPromised(entry, seq) ? saidOf(entry, (change) => change.seq <= seq) : null;
    const venue = said && timetable.venueById.get(said.venueId);
    if (said && venue?.area.code === area && said.date >= dates.from && said.date <= dates.to) {
      lines.push({ sessionId: entry.id, standing: standingOf(timetable, entry, said, now) });
    } else if (liesInWeek(entry.session, area, dates) && entry.status !== 'cancelled') added.push(entry.session);
  }
  lines.sort((a, b) => a.standing.said.date.localeCompare(b.standing.said.date));
  const holds = lines.every(({ standing: { verdict } }) => verdict === 'true' || verdict === 'over');
  return { verdict: holds && added.length === 0 ? 'true' : 'changed', lines, added };
}

/** This ISO week and those after it. */
export function comingWeeks(today: string, count: number): string[] {
  const monday = addDays(today, 1 - isoWeekday(today));
  return Array.from({ length: count }, (_, at) => isoWeek(addDays(monday, 7 * at)));
}

function entriesOf(timetable: Timetable, codes: IssuedCodes, area: string, week: string): ListedSession[] {
  const ids = codes.week(area, week)?.sessionIds ?? new Set();
  const entries = [...ids].flatMap((id) => timetable.byId.get(id) ?? []);
  return entries.sort((a, b) => a.startsMillis - b.startsMillis || (a.venueId < b.venueId ? -1 : 1));
}

function liesInWeek({ venue, date }: Session, area: string, dates: { from: string; to: string }): boolean {
  return venue.area.code === area && date >= dates.from && date <= dates.to;
}

/** Sessions older than the log were always promised. */
function wasPromised({ session: { changes } }: ListedSession, seq: number): boolean {
  const first = changes.find(({ what }) => what === 'published');
  return first === undefined || first.seq <= seq;
}
