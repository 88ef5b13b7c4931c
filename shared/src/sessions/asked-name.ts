import type { VenueKind } from '../places/venue-kind.ts';

/** What somebody typed to find a place, told apart. */
export interface AskedName {
  /** Without words of time; empty where no place is named. */
  name: string;
  /** Named alone, a kind of place means all of that kind. */
  kind?: VenueKind;
}

/** When, in Indonesian, English, Javanese and Sundanese: the longer first. */
const timeWords = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${[
    '(?:nanti|besok|hari) (?:malam|sore|siang|pagi)',
    '(?:malam|sore|siang|pagi|hari|minggu) (?:ini|nanti)',
    '(?:this|tomorrow) (?:evening|morning|afternoon|week)',
    'tonight|today|tomorrow|besok|sekarang|nanti',
    '(?:mengko|sesuk) bengi|bengi iki|dalu punika|peuting ieu|wengi ieu',
  ].join('|')})(?![\\p{L}\\p{N}])`,
  'giu',
);

const kindWords: Record<string, VenueKind> = {
  kelurahan: 'kelurahan',
  kel: 'kelurahan',
  pasar: 'market',
  psr: 'market',
  market: 'market',
  peken: 'market',
  sekolah: 'school',
  sakola: 'school',
  school: 'school',
  sma: 'school',
  smk: 'school',
  smp: 'school',
};

/** `jebres malam ini` names Jebres; `pasar` alone means every market. */
export function readAskedName(text: string): AskedName {
  const name = text.replace(/\s+/g, ' ').replace(timeWords, ' ').trim().replace(/ {2,}/g, ' ');
  const word = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  const kind = Object.hasOwn(kindWords, word) ? kindWords[word] : undefined;
  return kind ? { name: '', kind } : { name };
}
