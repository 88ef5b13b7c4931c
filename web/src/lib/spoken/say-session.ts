import { isoWeekday } from '@jemput/shared/calendar/local-date';
import type { SessionState } from '@jemput/shared/sessions/session-state';
import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/paraglide/runtime.js';
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
  const state = stateWords[session.state]?.({}, { locale }) ?? '';
  const sentences = [state, session.venue, day, hours, address].filter(Boolean);
  return sentences.map((said) => `${said.charAt(0).toUpperCase()}${said.slice(1).replace(/\.$/, '')}.`).join(' ');
}
