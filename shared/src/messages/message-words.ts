import { isoWeekday, type LocalDate } from '../calendar/local-date.ts';
import type { MessageKind } from './message.ts';
import { en } from './words/en.ts';
import { id } from './words/id.ts';
import { jv } from './words/jv.ts';
import { su } from './words/su.ts';
import { type WordKey, type WordLanguage, type Words, wordLanguages } from './words/word-keys.ts';

const allWords: Record<WordLanguage, Words> = { id, en, jv, su };

/** A day and, where it is known, an hour on the office's wall clock. */
export interface When {
  date: LocalDate;
  /** `HH:mm` */
  time: string | null;
  /** `HH:mm`: until when to come, where it is a window that begins at `time`. */
  to?: string;
}

/** What a message tells of, nobody's name or address among it. */
export interface MessageFacts {
  /** `A-057`; null where no number is given. */
  label: string | null;
  venue: string;
  /** Where the place in time is; the start of the session where none is. */
  when: When;
  /** Until when an answer is awaited. */
  until: When | null;
  /** What is kept in place of what fell away. */
  other: { venue: string; when: When } | null;
  /** Name of the followed area, and sessions that are new or changed there. */
  area: string | null;
  count: number | null;
  /** On the waiting list, and not in a draw. */
  waiting: boolean;
  /** On the waiting list of `other`, to which it came because its own session was cancelled; 1 is the next. */
  waitingPlace: number | null;
}

export interface SaidMessage {
  title: string;
  text: string;
}

/** `Sab 21 Nov`; `Sab 21 Nov pukul 16.40` where the hour is known; `Sab 21 Nov, datang 16.05–16.30` where it is a window. */
export function sayWhen({ date, time, to }: When, language: WordLanguage): string {
  const { weekdays, months, dayAndTime, dayAndWindow } = allWords[language];
  const weekday = weekdays.split(' ')[isoWeekday(date) - 1] ?? '';
  const day = `${weekday} ${Number(date.slice(8, 10))} ${months.split(' ')[Number(date.slice(5, 7)) - 1] ?? ''}`;
  if (time === null) return day;
  const window = to === undefined ? time : `${time}–${to}`;
  return fill(to === undefined ? dayAndTime : dayAndWindow, { date: day, time: clock(window, language) });
}

function clock(time: string, language: WordLanguage): string {
  return language === 'en' ? time : time.replaceAll(':', '.');
}

/** `16.05–16.30` */
export function sayHours({ time, to }: When, language: WordLanguage): string {
  return clock([time, to].filter(Boolean).join('–'), language);
}

function fill(template: string, facts: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? '–');
}

function keyOf(kind: MessageKind, { waiting, other, waitingPlace }: MessageFacts): WordKey {
  if (kind === 'entered' && waiting) return 'waiting';
  if (kind === 'cancelled' && waitingPlace !== null) return 'cancelled_waiting';
  return kind === 'cancelled' && other ? 'cancelled_with_offer' : kind;
}

/** Any other language is told in Indonesian. */
export function wordLanguageOf(language: string): WordLanguage {
  return wordLanguages.find((known) => known === language) ?? 'id';
}

/** Title and text of a message in its reader's language. */
export function sayMessage(kind: MessageKind, language: WordLanguage, facts: MessageFacts): SaidMessage {
  const { title, text } = allWords[language].said[keyOf(kind, facts)];
  const { when, until, other } = facts;
  const said: Record<string, string> = {
    venue: facts.venue,
    when: sayWhen(when, language),
    hour: sayHours(when, language),
    day: sayWhen({ ...when, time: null }, language),
    ...(facts.label === null ? {} : { label: facts.label }),
    ...(until ? { until: sayWhen(until, language) } : {}),
    ...(facts.waitingPlace === null ? {} : { place: String(facts.waitingPlace) }),
    ...(other ? { other: `${other.venue}, ${sayWhen(other.when, language)}` } : {}),
    ...(facts.area === null ? {} : { area: facts.area }),
    ...(facts.count === null ? {} : { count: String(facts.count) }),
  };
  return { title: fill(title, said), text: fill(text, said) };
}

/** Words around a mail's message. */
export function mailWords(language: WordLanguage): Words['mail'] {
  return allWords[language].mail;
}
