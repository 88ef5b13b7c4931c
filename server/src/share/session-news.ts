import { type IncidentKind, incidentKinds } from '@jemput/shared/field/field-report';
import type { Session, SessionChange } from '@jemput/shared/sessions/session';
import { isOver, stateOf } from '@jemput/shared/sessions/session-state';
import type { ListedSession } from '../sessions/timetable-snapshot.ts';
import { saidBefore } from './former-promise.ts';
import { insteadOf } from './instead-of.ts';
import { type Promised, standingOf } from './said.ts';
import { sayClock, sayLongDay } from './say-dates.ts';
import type { Evening, Instead, Sheet } from './sheet.ts';
import { sayZoned, type Telling } from './telling.ts';
import { fillIn, type ReportedState } from './words/sheet-words.ts';

/** What keeps people from relying on a session as it was first said, and where they go then. */
export interface SessionNews {
  alarm: Sheet['alarm'];
  news: Evening['news'];
  instead: Instead | null;
}

export function sessionNews(telling: Telling, entry: ListedSession): SessionNews {
  const { words, nowAt } = telling;
  const { session } = entry;
  const over = isOver(stateOf(session, nowAt));
  const alarm = over
    ? { kind: 'over' as const, word: words.alarms.over, text: words.lookOn }
    : (cancellation(session, telling) ?? changeOf(entry, telling));
  return { alarm, news: crewNews(session, telling), instead: insteadOf(telling, entry) };
}

function cancellation({ status, changes }: Session, { words }: Telling): Sheet['alarm'] {
  if (status !== 'cancelled') return null;
  const reason = changes.findLast(({ what }) => what === 'cancelled')?.reason ?? '';
  return { kind: 'cancelled', word: words.alarms.cancelled, text: sentence(reason) };
}

/** Its last move, and other hours since. */
function changeOf(entry: ListedSession, telling: Telling): Sheet['alarm'] {
  const { words, timetable, now } = telling;
  const { changes, date } = entry.session;
  const move = changes.findLast(({ what }) => what === 'moved');
  const last = changes.findLast(({ what }) => what === 'moved' || what === 'hours');
  if (!last) return null;
  const texts = move ? [formerly(standingOf(timetable, entry, saidBefore(entry, move), now).said, move)] : [];
  if (last.what === 'hours') {
    const [start = '', end = ''] = (last.from ?? '').split('-');
    texts.push(formerly({ venue: entry.session.venue, date, hours: { start, end } }, last));
  }
  return { kind: 'changed', word: move ? words.alarms.moved : words.alarms.hours, text: texts.join(' ') };

  function formerly(said: Omit<Promised, 'cancelled'>, { reason }: SessionChange): string {
    const elsewhere = said.venue.id !== entry.session.venue.id;
    const when = sayWhen(said, telling);
    return `${fillIn(elsewhere ? words.formerlyAt : words.formerly, { when, place: said.venue.name })} ${sentence(reason)}`.trim();
  }
}

/** `Jumat 20 November, 16.00–21.00 WIB` */
export function sayWhen({ date, hours }: Pick<Promised, 'date' | 'hours'>, telling: Telling): string {
  const day = sayLongDay(date, telling.words);
  return hours ? `${day}, ${sayZoned(hours, telling)}` : day;
}

const tones: Readonly<Record<ReportedState, NonNullable<Evening['news']>['tone']>> = {
  open: 'good',
  filling: 'warm',
  last: 'warm',
  full: 'danger',
  paused: 'danger',
};

/** Of a session under way: what its crew said last, and when. */
function crewNews(session: Session, { words, nowAt }: Telling): Evening['news'] {
  const state = stateOf({ ...session, pauses: [] }, nowAt);
  const told = session.changes.findLast(({ what }) => what === 'status' || what === 'room');
  if (!isReported(state)) return null;
  return {
    tone: tones[state],
    state: words.states[state],
    why: state === 'paused' ? words.pauseReasons[isIncident(told?.reason) ? told.reason : 'other'] : '',
    at: fillIn(words.news, { time: sayClock((told?.at ?? session.checkedAt).slice(11, 16), words) }),
  };
}

function isReported(state: string): state is ReportedState {
  return Object.hasOwn(tones, state);
}

function isIncident(reason: string | undefined): reason is IncidentKind {
  return incidentKinds.some((kind) => kind === reason);
}

export function sentence(text: string): string {
  return text.trim() === '' ? '' : text.trim().replace(/[.\s]*$/, '.');
}
