import type { IncidentKind } from '@jemput/shared/field/field-report';
import type { WordLanguage } from '@jemput/shared/messages/words/word-keys';
import { en } from './en.ts';
import { id } from './id.ts';
import { jv } from './jv.ts';
import { su } from './su.ts';

/** What is done at the sessions that a sheet tells of. */
export type SheetService = 'recording' | 'printing' | 'both';

/** What a crew reported from the place, as far as a picture tells it. */
export type ReportedState = 'open' | 'filling' | 'last' | 'full' | 'paused';

/** Why not all is as it was first said. */
type AlarmWord = 'away' | 'cancelled' | 'moved' | 'hours' | 'over';

interface BringWords {
  title: string;
  items: readonly string[];
  /** All of it in one line. */
  short: string;
}

/** The words of pictures and posters; braces take facts. */
export interface SheetWords {
  /** BCP 47 */
  tag: string;
  /** Monday and January first. */
  weekdays: string;
  months: string;
  shortWeekdays: string;
  shortMonths: string;
  /** Between hours and minutes, and before tenths. */
  clockMark: string;
  decimalMark: string;
  and: string;
  /** `{date} pukul {time}` */
  moment: string;
  services: Record<SheetService, string>;
  free: string;
  come: string;
  /** Of the document. */
  title: string;
  /** A kelurahan, and a desa. */
  village: string;
  hamlet: string;
  address: string;
  rests: { maghrib: string; isya: string };
  /** `{rests}, lalu buka lagi` */
  resting: string;
  alarms: Record<AlarmWord, string>;
  formerly: string;
  formerlyAt: string;
  /** Where what moved away is held. */
  nowAt: string;
  allCancelled: string;
  lookOn: string;
  instead: { title: string; picture: string; far: string; none: string };
  states: Record<ReportedState, string>;
  news: string;
  pauseReasons: Record<IncidentKind, string>;
  bring: Record<SheetService, BringWords>;
  money: string;
  /** Beside a code of one's own. */
  check: { ask: string; how: string; own: string; alt: string; foot: string };
  /** Beside a link to what holds now, without a code. */
  live: { ask: string; alt: string; foot: string };
  /** Eight directions with commas between, from the north on with the sun. */
  map: { title: string; scan: string; alt: string; line: string; directions: string };
  week: { none: string; more: string; page: string };
  standing: { dates: string; except: string; none: string };
  today: { title: string; none: string };
}

export const sheetWords: Record<WordLanguage, SheetWords> = { id, en, jv, su };

/** What most people speak at home, by province (BPS, Sensus Penduduk 2010), as far as these words are written in it. */
const homeLanguages: Readonly<Record<string, WordLanguage>> = { 32: 'su', 33: 'jv', 34: 'jv', 35: 'jv' };
/** Regencies of East Java on Madura, where it is Madurese. */
const madura = /^35\.(26|27|28|29)/;

/** The second language of a sheet: Indonesian, and on Indonesian ones what people there speak at home; null where that is not known. */
export function secondLanguage(language: WordLanguage, areaCode: string): WordLanguage | null {
  if (language !== 'id') return 'id';
  return madura.test(areaCode) ? null : (homeLanguages[areaCode.slice(0, 2)] ?? null);
}

/** `text` with each `{name}` replaced. */
export function fillIn(text: string, facts: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''));
}
