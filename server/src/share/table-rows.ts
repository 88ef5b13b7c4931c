import { addDays, isoWeekday, type LocalDate } from '@jemput/shared/calendar/local-date';
import { zoneAbbreviation } from '@jemput/shared/calendar/time-zone';
import type { Pause, Session } from '@jemput/shared/sessions/session';
import { runsOf, sayDays, sayHours, sayShort, sayWeekdays } from './say-dates.ts';
import type { Row } from './sheet.ts';
import { serviceOf } from './sheet-frame.ts';
import { sayRests } from './sheet-of-session.ts';
import type { SheetWords } from './words/sheet-words.ts';

/** Sessions of one place and time, whatever is done there. */
interface Meeting {
  date: LocalDate;
  sessions: [Session, ...Session[]];
}

/** From so many days in a row on, the same place and hours are told once. */
const RUN = 3;

/**
 * Rows of sessions, soonest first: what is done at the same place in the same hours is one row, and so are three or more
 * days in a row of it.
 */
export function rowsOf(sessions: readonly Session[], { words, zone }: { words: SheetWords; zone: string }): Row[] {
  const meetings = [...Map.groupBy(sessions, (session) => `${session.date} ${kindOf(session)}`).values()]
    .map((group): Meeting => ({ date: group[0]?.date ?? '', sessions: group as Meeting['sessions'] }))
    .sort((a, b) => a.date.localeCompare(b.date) || a.sessions[0].startsAt.localeCompare(b.sessions[0].startsAt));
  const mixed = serviceOf(sessions) === 'both';
  const told = new Set<string>();
  return runsOfMeetings(meetings).map((run) => {
    const first = run[0]?.sessions[0];
    const row = rowOf(run, { words, zone, mixed, withAddress: first !== undefined && !told.has(first.venue.id) });
    if (first) told.add(first.venue.id);
    return row;
  });
}

/** Rows stand where their first day does. */
function runsOfMeetings(meetings: readonly Meeting[]): Meeting[][] {
  const byKind = [...Map.groupBy(meetings, ({ sessions }) => `${kindOf(sessions[0])} ${serviceOf(sessions)}`).values()];
  return byKind
    .flatMap((same) => runsOf(same, (a, b) => addDays(a.date, 1) === b.date))
    .flatMap((run) => (run.length < RUN ? run.map((one) => [one]) : [run]))
    .sort(([a], [b]) => whenOf(a).localeCompare(whenOf(b)));
}

function whenOf(meeting: Meeting | undefined): string {
  return meeting?.sessions[0].startsAt ?? '';
}

/** Place, hours and whether it holds. */
function kindOf({ venue, startsAt, endsAt, status, changes }: Session): string {
  return [venue.id, startsAt.slice(11, 16), endsAt.slice(11, 16), stateWord({ status, changes })].join('|');
}

function stateWord({ status, changes }: Pick<Session, 'status' | 'changes'>): 'cancelled' | 'moved' | 'hours' | '' {
  if (status === 'cancelled') return 'cancelled';
  const change = changes.findLast(({ what }) => what === 'moved' || what === 'hours');
  return change?.what === 'moved' || change?.what === 'hours' ? change.what : '';
}

function rowOf(
  run: readonly Meeting[],
  { words, zone, mixed, withAddress }: { words: SheetWords; zone: string; mixed: boolean; withAddress: boolean },
): Row {
  const sessions = run.flatMap((meeting) => meeting.sessions);
  const first = sessions[0];
  if (!first) throw new Error('A row has at least one session.');
  const [from, to] = [first.date, run.at(-1)?.date ?? first.date];
  const state = stateWord(first);
  const hours = { start: first.startsAt.slice(11, 16), end: first.endsAt.slice(11, 16) };
  const rests = state === 'cancelled' ? '' : sayRests({ pauses: widest(sessions) }, words);
  return {
    weekday: sayWeekdays(isoWeekday(from), isoWeekday(to), words),
    date: sayDays(from, to, words),
    short: sayShort(from, to, words),
    hours: `${sayHours(hours, words)} ${zoneAbbreviation(zone)}`,
    place: first.venue.name,
    details: [mixed ? words.services[serviceOf(sessions)] : '', withAddress ? first.venue.address : '', rests].filter(
      Boolean,
    ),
    state: state ? words.alarms[state] : '',
    cancelled: state === 'cancelled',
  };
}

/** Rests shift by a minute from day to day: of several days, from the first beginning to the last end. */
function widest(sessions: readonly Session[]): Pause[] {
  const byPrayer = Map.groupBy(
    sessions.flatMap(({ pauses }) => pauses),
    ({ what }) => what,
  );
  return [...byPrayer].map(([what, pauses]) => ({
    what,
    start: pauses.map(({ start }) => start).sort()[0] ?? '',
    end:
      pauses
        .map(({ end }) => end)
        .sort()
        .at(-1) ?? '',
  }));
}
