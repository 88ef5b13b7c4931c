import type { WordLanguage } from '@jemput/shared/messages/words/word-keys';
import type { SheetWords } from './words/sheet-words.ts';

/** Who asks for a sheet. */
export interface SheetAsked {
  /** The public address without a slash at the end. */
  origin: string;
  language: WordLanguage;
}

/** What a picture or a poster says, in one language; drawing it needs nothing else. */
export interface Sheet {
  /** BCP 47 */
  tag: string;
  /** Of the document. */
  title: string;
  office: string;
  /** What is offered: `Rekam KTP-el`, and that it is free. */
  service: string;
  free: string;
  /** The same in a second language and an invitation; empty where there is none. */
  second: string;
  /** Where it happens: a venue, a kelurahan for its week, a city today. */
  place: string;
  address: string;
  /** Set large over everything else; null where all is as it was first said. */
  alarm: { kind: 'cancelled' | 'changed' | 'over'; word: string; text: string } | null;
  /** One session; null on a sheet of several. */
  evening: Evening | null;
  table: Table | null;
  /** Null where it is not one place, or nobody is to come. */
  spot: Spot | null;
  /** Null where nobody is to come. */
  bring: { title: string; items: readonly string[]; short: string } | null;
  money: string;
  check: Check;
  /** How old it is, and that it may change. */
  foot: string;
  pageUrl: string;
  /** Unix milliseconds of the last look at what it tells; the document is as old as that. */
  checkedMillis: number;
  words: Pick<SheetWords, 'week' | 'map' | 'instead' | 'check'>;
}

export interface Evening {
  weekday: string;
  /** `20 November 2026` */
  date: string;
  /** `16.00–21.00 WIB` */
  hours: string;
  /** The rests within it; empty where there are none. */
  rests: string;
  cancelled: boolean;
  /** What its crew said last from the place, why it rests where it does, and `kabar 17.33`; null where nothing is to be told. */
  news: { tone: Exclude<Tone, 'soft'>; state: string; why: string; at: string } | null;
  /** Where to go in its place; null where nothing is within reach, or it has room itself. */
  instead: Instead | null;
}

export interface Instead {
  place: string;
  address: string;
  /** `Selasa 24 November` */
  day: string;
  hours: string;
  /** `1,2 km dari Pasar Depok` */
  far: string;
  check: Check;
}

/** Where a venue lies among others that people know. */
export interface Spot {
  /** RFC 5870 */
  geo: string;
  /** `-7.57030, 110.78290` */
  coordinates: string;
  /** `1,2 km di timur laut Pasar Kleco`, and the way from there, in degrees from the north. */
  near: { text: string; bearing: number }[];
  alt: string;
}

/** What a QR code holds, and what is written beside it. */
export interface Check {
  /** Null where the link alone tells what holds. */
  code: string | null;
  url: string;
  /** What people type who cannot scan. */
  address: string;
  ask: string;
  how: string;
  alt: string;
}

export interface Table {
  /** `23–29 November 2026` */
  dates: string;
  rows: Row[];
  /** Said where there are no rows. */
  none: string;
}

/** One line of a table: days in a row with the same hours at the same place are one. */
export interface Row {
  /** `Jumat`, `Senin–Jumat` */
  weekday: string;
  /** `20 November`, `23–27 November`; empty for days of every week. */
  date: string;
  /** `Jum 20 Nov`, for pictures. */
  short: string;
  hours: string;
  place: string;
  /** What is done there, its address, its rests. */
  details: string[];
  /** Why, what it was before, where to go instead: a sentence each. */
  notes: string[];
  /** `DIBATALKAN`, `JADWAL BARU`, `Penuh`, or nothing. */
  state: string;
  tone: Tone;
  /** Nobody is to come there and then. */
  struck: boolean;
}

/** How much it matters to who is about to set out: `soft` is over. */
export type Tone = 'good' | 'warm' | 'danger' | 'soft';
