import { isoWeekday } from '@jemput/shared/calendar/local-date';
import { instantOf, zoneAbbreviation } from '@jemput/shared/calendar/time-zone';
import { type IncidentKind, incidentKinds } from '@jemput/shared/field/field-report';
import type { Session } from '@jemput/shared/sessions/session';
import { isOver, stateOf } from '@jemput/shared/sessions/session-state';
import type { Context } from '../context.ts';
import { currentTimetable, type Timetable } from '../sessions/timetable-snapshot.ts';
import { insteadOf } from './instead-of.ts';
import { spotOf } from './near-spot.ts';
import { hoursOf } from './said.ts';
import { sayClock, sayDate, sayHours, sayLongDay, sayWeekdays } from './say-dates.ts';
import { codeOfSession } from './share-of.ts';
import type { Evening, Sheet, SheetAsked } from './sheet.ts';
import { frameOf, villageName } from './sheet-frame.ts';
import { fillIn, type ReportedState, type SheetWords, sheetWords } from './words/sheet-words.ts';

/** @throws NotFound */
export async function sheetOfSession(ctx: Context, id: string, asked: SheetAsked): Promise<Sheet> {
  const timetable = await currentTimetable(ctx);
  const { session, code } = await codeOfSession(ctx, { id });
  const { venue, service, date, status } = session;
  const words = sheetWords[asked.language];
  const now = instantOf(ctx.now(), ctx.zone);
  const over = isOver(stateOf(session, now));
  const coming = status !== 'cancelled' && !over;
  const weekday = sayWeekdays(isoWeekday(date), isoWeekday(date), words);
  return {
    ...frameOf(ctx, {
      ...asked,
      ...{ timetable, service, code, areaCode: venue.area.code, place: venue.name, path: `/jadwal/${id}` },
      when: `${weekday} ${sayDate(date, words)}`,
      checkedMillis: Date.parse(session.checkedAt),
    }),
    address: addressOf(venue, words),
    alarm: alarmOf(ctx, timetable, session, { words, over }),
    evening: {
      weekday,
      date: sayDate(date, words),
      hours: `${sayHours(hoursNow(session), words)} ${zoneAbbreviation(ctx.zone)}`,
      rests: coming && session.pauses.length > 0 ? fillIn(words.resting, { rests: sayRests(session, words) }) : '',
      cancelled: status === 'cancelled',
      news: newsOf(session, now, words),
      instead:
        !over && ['cancelled', 'full', 'paused'].includes(status) ? insteadOf(ctx, timetable, session, asked) : null,
    },
    table: null,
    spot: coming ? spotOf(venue, timetable.venues, words) : null,
    bring: coming ? words.bring[service] : null,
  };
}

/** `Jeda magrib 17.41–17.56` */
export function sayRests({ pauses }: Pick<Session, 'pauses'>, words: SheetWords): string {
  return pauses.map((pause) => fillIn(words.rests[pause.what], { hours: sayHours(pause, words) })).join(', ');
}

/** What the venue's own name already says is not repeated. */
export function addressOf({ name, address, area }: Session['venue'], words: SheetWords): string {
  const village = villageName(area, words);
  const said = `${name} ${address}`.toLowerCase();
  const district = area.district && fillIn(words.address, { district: area.district });
  const known = (place: string) => said.includes(place.toLowerCase());
  return [address, known(area.name) ? '' : village, known(area.district) ? '' : district].filter(Boolean).join(', ');
}

function alarmOf(
  { zone }: Context,
  timetable: Timetable,
  session: Session,
  { words, over }: { words: SheetWords; over: boolean },
): Sheet['alarm'] {
  const { status, changes, venue, date } = session;
  if (status === 'cancelled') {
    const reason = changes.findLast(({ what }) => what === 'cancelled')?.reason ?? '';
    return { kind: 'cancelled', word: words.alarms.cancelled, text: sentence(reason) };
  }
  if (over) return { kind: 'over', word: words.alarms.over, text: words.lookOn };
  const change = changes.findLast(({ what }) => what === 'moved' || what === 'hours');
  if (!change) return null;
  const said = (day: string, hours: { start: string; end: string } | null, place: string) => {
    const when = hours ? `${day}, ${sayHours(hours, words)} ${zoneAbbreviation(zone)}` : day;
    const formerly = fillIn(place ? words.formerlyAt : words.formerly, { when, place });
    return `${formerly} ${sentence(change.reason)}`.trim();
  };
  if (change.what === 'hours') {
    const [start = '', end = ''] = (change.from ?? '').split('-');
    return { kind: 'changed', word: words.alarms.hours, text: said(sayLongDay(date, words), { start, end }, '') };
  }
  const [venueId = '', day = '', slot = ''] = (change.from ?? '').split('|');
  const elsewhere = venueId === venue.id ? '' : (timetable.venueById.get(venueId)?.name ?? venueId);
  const text = said(sayLongDay(day, words), hoursOf(timetable, day, slot), elsewhere);
  return { kind: 'changed', word: words.alarms.moved, text };
}

const reportedStates: Readonly<Record<ReportedState, NonNullable<Evening['news']>['tone']>> = {
  open: 'good',
  filling: 'warm',
  last: 'warm',
  full: 'danger',
  paused: 'danger',
};

/** Of a session under way: what its crew said last, and when. */
function newsOf(session: Session, now: string, words: SheetWords): Evening['news'] {
  const state = stateOf({ ...session, pauses: [] }, now);
  const told = session.changes.findLast(({ what }) => what === 'status' || what === 'room');
  if (!told || !isReported(state)) return null;
  const why = state === 'paused' ? `: ${words.pauseReasons[isIncident(told.reason) ? told.reason : 'other']}` : '';
  return {
    tone: reportedStates[state],
    word: words.states[state] + why,
    at: fillIn(words.news, { time: sayClock(told.at.slice(11, 16), words) }),
  };
}

function isReported(state: string): state is ReportedState {
  return Object.hasOwn(reportedStates, state);
}

function isIncident(reason: string): reason is IncidentKind {
  return incidentKinds.some((kind) => kind === reason);
}

function hoursNow({ startsAt, endsAt }: Session): { start: string; end: string } {
  return { start: startsAt.slice(11, 16), end: endsAt.slice(11, 16) };
}

function sentence(text: string): string {
  return text.trim() === '' ? '' : text.trim().replace(/[.\s]*$/, '.');
}
