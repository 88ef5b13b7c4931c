import { addDays, isoWeek, isoWeekday } from '@jemput/shared/calendar/local-date';
import type { Session } from '@jemput/shared/sessions/session';
import { DateTime } from 'luxon';
import type { ListedSession, Timetable } from '../sessions/timetable-snapshot.ts';
import { alternativesTo } from '../sessions/with-alternatives.ts';
import { formerPromise } from './former-promise.ts';
import type { IssuedCodes } from './issued-codes.ts';
import { type Standing, saidOf, standingOf, type Told } from './said.ts';
import { isHalted } from './soonest.ts';

/** A kelurahan's week as it was promised once, beside what holds today. */
export interface WeekStanding {
  verdict: 'true' | 'changed';
  /** What was promised, and what had moved away before, by its date then. */
  lines: WeekLine[];
  /** Promised since. */
  added: Session[];
}

interface WeekLine {
  session: Session;
  standing: Standing;
  /** Where to go in its place; null where nothing is within reach, or people can still come. */
  instead: (Session & { distanceM: number }) | null;
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
  const meets = isOfWeek(timetable, { area, ...datesOfWeek(week) });
  return entriesOf(timetable, codes, area, week).filter((entry) => meets(saidOf(entry, () => true)));
}

/** Whether what was said of a session is of a kelurahan and of the days from Monday to Sunday. */
export function isOfWeek(
  { venueById }: Timetable,
  { area, from, to }: { area: string; from: string; to: string },
): (said: Pick<Told, 'venueId' | 'date'>) => boolean {
  return ({ venueId, date }) => venueById.get(venueId)?.area.code === area && date >= from && date <= to;
}

/** @param seq number of the log after which the week was promised so */
export function weekStanding(
  timetable: Timetable,
  codes: IssuedCodes,
  { area, week, seq }: { area: string; week: string; seq: number },
  now: number,
): WeekStanding {
  const meets = isOfWeek(timetable, { area, ...datesOfWeek(week) });
  const lines: WeekLine[] = [];
  const added: Session[] = [];
  let holds = true;
  for (const entry of entriesOf(timetable, codes, area, week)) {
    const { session } = entry;
    const said = wasPromised(entry, seq) ? saidOf(entry, (change) => change.seq <= seq) : null;
    if (said && meets(said)) {
      const line = lineOf(timetable, entry, said, now);
      holds &&= line.standing.verdict === 'true' || line.standing.verdict === 'over';
      lines.push(line);
    } else if (entry.status !== 'cancelled' && meets(saidOf(entry, () => true))) added.push(session);
    else {
      const former = formerPromise(entry, meets, seq);
      if (former) lines.push(lineOf(timetable, entry, former, now));
    }
  }
  lines.sort((a, b) => a.standing.said.date.localeCompare(b.standing.said.date));
  return { verdict: holds && added.length === 0 ? 'true' : 'changed', lines, added };
}

function lineOf(timetable: Timetable, entry: ListedSession, said: Told, now: number): WeekLine {
  const standing = standingOf(timetable, entry, said, now);
  const { session } = entry;
  const inVain = session.status === 'cancelled' || (standing.verdict === 'true' && isHalted(session));
  const [instead = null] = inVain ? alternativesTo(timetable, entry, now) : [];
  return { session, standing, instead };
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

/** Sessions older than the log were always promised. */
function wasPromised({ session: { changes } }: ListedSession, seq: number): boolean {
  const first = changes.find(({ what }) => what === 'published');
  return first === undefined || first.seq <= seq;
}
