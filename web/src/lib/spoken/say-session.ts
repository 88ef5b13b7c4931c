import { isoWeekday } from '@jemput/shared/calendar/local-date';
import type { IncidentKind } from '@jemput/shared/field/field-report';
import type { Pause, Room, Service } from '@jemput/shared/sessions/session';
import { isOver, restAt, type SessionState } from '@jemput/shared/sessions/session-state';
import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/paraglide/runtime.js';
import { pauseReasons } from '#lib/timetable/state-words.ts';
import { numberWord } from './number-words.ts';

export interface Spoken {
  state: SessionState;
  venue: string;
  address: string;
  date: string;
  today: string;
  /** ISO 8601 with the office's offset. */
  startsAt: string;
  endsAt: string;
  /** WIB, WITA or WIT. */
  zoneName: string;
  /** ISO 8601 with the office's offset. */
  now: string;
  service: Service;
  room: Room | null;
  pauses: Pause[];
  /** What a session that is paused waits for. */
  pausedBy: IncidentKind | null;
}

/** Of a session that is simply to come there is nothing to say but where and when. */
const stateWords: Partial<Record<SessionState, typeof m.finder_state_open>> = {
  due: m.finder_state_due,
  resting: m.finder_state_resting,
  open: m.finder_state_open,
  filling: m.finder_state_filling,
  last: m.finder_state_last,
  full: m.finder_state_full,
  paused: m.finder_state_paused,
  done: m.finder_state_done,
  moved: m.finder_state_moved,
  cancelled: m.finder_state_cancelled,
  ended: m.finder_state_ended,
};

const parts = {
  dawn: m.common_spoken_dawn,
  morning: m.common_spoken_morning,
  lateMorning: m.common_spoken_late_morning,
  midday: m.common_spoken_midday,
  afternoon: m.common_spoken_afternoon,
  night: m.common_spoken_night,
};

function partOf(hour: number): keyof typeof parts {
  if (hour < 4) return 'dawn';
  if (hour < 11) return 'morning';
  if (hour < 12) return 'lateMorning';
  if (hour < 15) return 'midday';
  return hour < 18 ? 'afternoon' : 'night';
}

/** "pukul empat sore", "pukul tujuh lewat tiga puluh menit malam" of `HH:mm`. */
export function sayTime(time: string, locale: Locale): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const part = parts[partOf(hour)]({}, { locale });
  const spoken = { hour: numberWord(hour % 12 || 12, locale), part };
  if (minute === 0) return m.common_spoken_hour(spoken, { locale });
  return m.common_spoken_minutes({ ...spoken, minutes: numberWord(minute, locale) }, { locale });
}

function sayDate(date: string, today: string, evening: boolean, locale: Locale): string {
  const [, month = 1, day = 1] = date.split('-').map(Number);
  const named = (list: string, place: number) => list.split(' ')[place - 1] ?? '';
  const spoken = m.common_spoken_date(
    {
      weekday: named(m.common_weekdays({}, { locale }), isoWeekday(date)),
      day: numberWord(day, locale),
      month: named(m.common_months({}, { locale }), month),
    },
    { locale },
  );
  if (date !== today) return spoken;
  return `${(evening ? m.common_tonight : m.common_today)({}, { locale })}, ${spoken}`;
}

function sayZone(zoneName: string, locale: Locale): string {
  if (zoneName === 'WITA') return m.common_spoken_central({}, { locale });
  return (zoneName === 'WIT' ? m.common_spoken_eastern : m.common_spoken_western)({}, { locale });
}

/** That nothing can be had, or not now, and why. */
function sayState({ state, pausedBy, ...session }: Spoken, locale: Locale): string[] {
  const name = stateWords[state]?.({}, { locale });
  if (!name) return [];
  if (state === 'full') return [name, m.common_spoken_full({}, { locale })];
  if (state === 'paused' && pausedBy) return [`${name}, ${pauseReasons[pausedBy]({}, { locale })}`];
  const rest = state === 'resting' ? restAt(session, session.now) : undefined;
  if (!rest) return [name];
  const until = { end: sayTime(rest.end, locale) };
  const resting = (rest.what === 'maghrib' ? m.finder_resting_maghrib : m.finder_resting_isya)(until, { locale });
  return session.room === 'filling' ? [resting, m.finder_state_filling({}, { locale })] : [resting];
}

/** The breaks that are still to come; none where nobody is to come. */
function sayRests({ state, pauses, date, now }: Spoken, locale: Locale): string[] {
  if (isOver(state) || state === 'cancelled' || state === 'full') return [];
  const clock = now.slice(0, 10) === date ? now.slice(11, 16) : '';
  return pauses
    .filter(({ start }) => clock < start)
    .map(({ what, start, end }) =>
      (what === 'maghrib' ? m.common_spoken_rest_maghrib : m.common_spoken_rest_isya)(
        { start: sayTime(start, locale), end: sayTime(end, locale) },
        { locale },
      ),
    );
}

/** Where and when, as one would tell it on the telephone: no digits, nothing shortened. */
export function saySession(session: Spoken, locale: Locale): string {
  const [start, end] = [session.startsAt, session.endsAt].map((instant) => instant.slice(11, 16));
  const hours = m.common_spoken_hours(
    {
      start: sayTime(start ?? '', locale),
      end: sayTime(end ?? '', locale),
      zone: sayZone(session.zoneName, locale),
    },
    { locale },
  );
  const day = sayDate(session.date, session.today, Number(start?.slice(0, 2)) >= 15, locale);
  const address = session.address.replace(/\bJl\.?\s/g, 'Jalan ').replace(/\bKel\.?\s/g, 'Kelurahan ');
  const service = session.service === 'printing' ? [m.common_spoken_printing({}, { locale })] : [];
  const sentences = [
    ...sayState(session, locale),
    session.venue,
    ...service,
    day,
    hours,
    ...sayRests(session, locale),
    address,
  ].filter(Boolean);
  return sentences.map((said) => `${said.charAt(0).toUpperCase()}${said.slice(1).replace(/\.$/, '')}.`).join(' ');
}
