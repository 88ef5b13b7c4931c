import { addDays, isoWeekday, type LocalDate } from '@jemput/shared/calendar/local-date';
import type { Pause, Service, Session } from '@jemput/shared/sessions/session';
import type { ListedSession } from '../sessions/timetable-snapshot.ts';
import type { MovedAway } from './former-promise.ts';
import type { Promised } from './said.ts';
import { runsOf, sayDays, sayInstead, sayShort, sayWeekdays } from './say-dates.ts';
import { sayWhen, sentence, sessionNews } from './session-news.ts';
import type { Row } from './sheet.ts';
import { serviceOf } from './sheet-frame.ts';
import { sayRests } from './sheet-of-session.ts';
import { sayZoned, type Telling } from './telling.ts';
import { fillIn } from './words/sheet-words.ts';

type Mark = Pick<Row, 'notes' | 'state' | 'tone' | 'struck'>;

/** What a row tells of one session. */
interface Line {
  date: LocalDate;
  hours: Promised['hours'];
  venue: { id: string; name: string; address: string };
  service: Service;
  pauses: Pause[];
  mark: Mark;
}

/** Sessions of one place and time, whatever is done there. */
interface Meeting {
  date: LocalDate;
  lines: [Line, ...Line[]];
}

/** From so many days in a row on, the same place and hours are told once. */
const RUN = 3;

/**
 * Rows of sessions, soonest first: what is done at the same place in the same hours is one row, and so are three or more
 * days in a row of it.
 *
 * @param away sessions that were promised among these and stand elsewhere now: told where they were promised
 */
export function rowsOf(telling: Telling, entries: readonly ListedSession[], away: readonly MovedAway[] = []): Row[] {
  const lines = [...entries.map((entry) => lineOf(entry, telling)), ...away.map((one) => awayLine(one, telling))];
  const meetings = [...Map.groupBy(lines, (line) => `${line.date} ${kindOf(line)}`).values()]
    .map((group): Meeting => ({ date: group[0]?.date ?? '', lines: group as Meeting['lines'] }))
    .sort((a, b) => whenOf(a).localeCompare(whenOf(b)));
  const mixed = serviceOf(lines) === 'both';
  const told = new Set<string>();
  return runsOfMeetings(meetings).map((run) => {
    const venueId = run[0]?.lines[0].venue.id ?? '';
    const row = rowOf(run, telling, { mixed, withAddress: !told.has(venueId) });
    told.add(venueId);
    return row;
  });
}

function lineOf(entry: ListedSession, telling: Telling): Line {
  const { date, startsAt, endsAt, venue, service, pauses } = entry.session;
  const hours = { start: startsAt.slice(11, 16), end: endsAt.slice(11, 16) };
  return { date, hours, venue, service, pauses, mark: markOf(entry, telling) };
}

function markOf(entry: ListedSession, telling: Telling): Mark {
  const { words } = telling;
  const { alarm, news, instead } = sessionNews(telling, entry);
  if (alarm?.kind === 'over') return { state: alarm.word, tone: 'soft', struck: true, notes: [] };
  const struck = alarm?.kind === 'cancelled';
  const elsewhere = instead ? sayInstead(instead, words) : struck ? words.instead.none : '';
  const crew = news ? sentence(raised([news.why, news.at].filter(Boolean).join(', '))) : '';
  return {
    state: news?.state ?? alarm?.word ?? '',
    tone: news?.tone ?? (struck ? 'danger' : 'warm'),
    struck,
    notes: [crew, alarm?.text ?? '', elsewhere].filter(Boolean),
  };
}

function raised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Where it was promised, told as moved, with where and when it is held instead. */
function awayLine({ entry, standing: { said, now, change } }: MovedAway, telling: Telling): Line {
  const { words, timetable } = telling;
  const { venue, service } = entry.session;
  const known = timetable.venueById.get(said.venue.id) ?? { ...said.venue, address: '' };
  const place = { date: said.date, hours: said.hours, venue: known, service, pauses: [] };
  if (now.cancelled) return { ...place, mark: markOf(entry, telling) };
  const held = fillIn(words.nowAt, { when: sayWhen(now, telling), place: venue.name });
  const notes = [held, sentence(change?.reason ?? '')].filter(Boolean);
  return { ...place, mark: { state: words.alarms.away, tone: 'danger', struck: true, notes } };
}

/** Rows stand where their first day does. */
function runsOfMeetings(meetings: readonly Meeting[]): Meeting[][] {
  const byKind = [...Map.groupBy(meetings, ({ lines }) => `${kindOf(lines[0])} ${serviceOf(lines)}`).values()];
  return byKind
    .flatMap((same) => runsOf(same, (a, b) => addDays(a.date, 1) === b.date))
    .flatMap((run) => (run.length < RUN ? run.map((one) => [one]) : [run]))
    .sort(([a], [b]) => whenOf(a).localeCompare(whenOf(b)));
}

function whenOf(meeting: Meeting | undefined): string {
  return `${meeting?.date ?? ''} ${meeting?.lines[0].hours?.start ?? ''}`;
}

/** Place, hours and what is told of it beside. */
function kindOf({ venue, hours, mark }: Line): string {
  return JSON.stringify([venue.id, hours, mark]);
}

function rowOf(
  run: readonly Meeting[],
  telling: Telling,
  { mixed, withAddress }: { mixed: boolean; withAddress: boolean },
): Row {
  const { words } = telling;
  const lines = run.flatMap((meeting) => meeting.lines);
  const first = lines[0];
  if (!first) throw new Error('A row has at least one session.');
  const [from, to] = [first.date, run.at(-1)?.date ?? first.date];
  const rests = first.mark.struck ? '' : sayRests({ pauses: widest(lines) }, words);
  return {
    weekday: sayWeekdays(isoWeekday(from), isoWeekday(to), words),
    date: sayDays(from, to, words),
    short: sayShort(from, to, words),
    hours: first.hours ? sayZoned(first.hours, telling) : '',
    place: first.venue.name,
    details: [mixed ? words.services[serviceOf(lines)] : '', withAddress ? first.venue.address : '', rests].filter(
      Boolean,
    ),
    ...first.mark,
  };
}

/** Rests shift by a minute from day to day: of several days, from the first beginning to the last end. */
function widest(sessions: readonly Pick<Session, 'pauses'>[]): Pause[] {
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
