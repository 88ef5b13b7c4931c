import type { IncidentKind } from '@jemput/shared/field/field-report';
import { type WordLanguage, wordLanguages } from '@jemput/shared/messages/words/word-keys';
import type { Pause, Room, Service, Session, SessionStatus } from '@jemput/shared/sessions/session';
import { en } from './en.ts';
import { id } from './id.ts';
import { jv } from './jv.ts';
import { su } from './su.ts';

export { type WordLanguage, wordLanguages };

/** What calendars and news say; states, rests and crowds as residents' pages call them. Braces take facts. */
export interface FeedWords {
  /** Seven from Monday, twelve from January. */
  weekdays: string;
  months: string;
  services: Record<Service, string>;
  /** `{what} di {place}` */
  at: string;
  /** Before a title that must be read first. */
  alarms: Partial<Record<SessionStatus, string>>;
  states: Record<SessionStatus, string>;
  rooms: Record<Room, string>;
  incidents: Record<IncidentKind, string>;
  crowds: Record<Session['expected']['crowd'], string>;
  /** `Jeda magrib {start}–{end}.` */
  rests: Record<Pause['what'], string>;
  /** `{date} pukul {time}` */
  dateAndTime: string;
  /** `Keadaan: {state} (diperiksa {when})` */
  state: string;
  /** With several kits, and with one. */
  capacity: string;
  capacityOfOne: string;
  people: string;
  /** Of a moved session: `Semula: {when}`, and `{when} di {place}` where it was elsewhere. */
  formerly: string;
  formerPlace: string;
  formerHours: string;
  formerRests: string;
  noRests: string;
  reason: string;
  /** `Jadwal lain terdekat: {place}, {distance}, {when}` */
  instead: string;
  samePlace: string;
  noInstead: string;
  /** Names of calendars and of RSS channels. */
  everywhere: string;
  somewhere: string;
  channel: string;
}

const allWords: Record<WordLanguage, FeedWords> = { id, en, jv, su };

export function feedWords(language: WordLanguage): FeedWords {
  return allWords[language];
}
