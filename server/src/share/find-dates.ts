import {
  addDays,
  dateRange,
  daysBetween,
  isLocalDate,
  isoWeekday,
  type LocalDate,
} from '@jemput/shared/calendar/local-date';
import { pasaranOf } from '@jemput/shared/calendar/pasaran';

/** A date, a run or a list of dates that a text names. */
export interface FoundDate {
  /** Place in the line. */
  at: number;
  end: number;
  /** Empty where no such day exists, and where only "malam ini" or a weekday is said. */
  dates: LocalDate[];
  /** `named`: a date; `impossible`: 31 November; `relative`: a day that only its writer knew. */
  kind: 'named' | 'impossible' | 'relative';
  /** The weekday written beside it is another day's. */
  wrongWeekday: boolean;
}

const months = [
  'januari|january|jan',
  'februari|pebruari|february|feb',
  'maret|march|mar',
  'april|apr',
  'mei|may',
  'juni|june|jun',
  'juli|july|jul',
  'agustus|august|agust|agt|ags|aug',
  'september|sept|sep',
  'oktober|october|okt|oct',
  'november|nopember|nov|nop',
  'desember|december|des|dec',
].map((names) => new RegExp(`^(${names})$`, 'i'));
const MONTH =
  '(jan(?:uari|uary)?|[fp]eb(?:ruari|ruary)?|mar(?:et|ch)?|apr(?:il)?|mei|may|jun[ie]?|jul[iy]?|agustus|august|agust|agt|ags|aug|sept?(?:ember)?|o[kc]t(?:ober)?|no[vp](?:ember)?|de[sc](?:ember)?)\\b\\.?';
/** "20 November, 21 November": two days, not the year 2021. */
const ANOTHER = `\\s*${MONTH.replace('(', '(?:')}`;
const YEAR = `(?:[\\s,]+(20\\d{2})|[\\s,]+'?(\\d{2})(?![\\d.:\\-–/]|\\s*(?:wib|wita|wit|pagi|siang|sore|malam)|${ANOTHER}))?`;
const TO = '(?:-|–|—|s\\/d|s\\.d\\.?|sd|sampai(?:\\s+dengan)?|hingga|to)';
const AND = '(?:,|&|dan|and|\\+)';
const START = '(?<![\\d.,:/\\-])';

const acrossMonths = new RegExp(
  `${START}(\\d{1,2})\\s+${MONTH}${YEAR}\\s*${TO}\\s*(\\d{1,2})\\s+${MONTH}${YEAR}`,
  'gi',
);
const withMonth = new RegExp(
  `${START}(\\d{1,2}(?:\\s*(?:${TO}|${AND})\\s*\\d{1,2})*)(?:st|nd|rd|th)?\\s+${MONTH}${YEAR}`,
  'gi',
);
const iso = /(?<!\d)(20\d{2})-(\d{2})-(\d{2})(?!\d)/g;
const numeric = /(?<![\d.,:/-])(\d{1,2})([/.-])(\d{1,2})\2(20\d{2}|\d{2})(?![\d/])/g;
const dayAndMonth = /(?<![\d.,:/-])(\d{1,2})([/-])(\d{1,2})(?![\d/.:-])/g;
const relative =
  /\b(malam ini|nanti malam|nanti sore|sore ini|siang ini|hari ini|besok(?: malam| sore| pagi| siang)?|lusa|minggu ini|pekan ini|minggu depan|tonight|today|tomorrow)\b|\b(senin|selasa|rabu|kamis|jum'?at|sabtu|ahad)\b/gi;

const dayNames = [
  'sen(?:in|en|én)|senèn|mon(?:day)?',
  'sel(?:asa)?|sal(?:asa)?|seloso|slasa|tue(?:sday)?',
  'rab(?:u)?|reb(?:o)?|wed(?:nesday)?',
  'kam(?:is)?|kemis|thu(?:rsday)?',
  "jum(?:['’]?at|aat|a['’]?ah|aah)?|jem(?:u['’]?w?ah)?|jumuah|fri(?:day)?",
  'sab(?:tu)?|set(?:u)?|sap(?:tu)?|sebtu|sat(?:urday)?',
  'min(?:ggu)?|ahad|ngahad|sun(?:day)?',
];
const weekdays = dayNames.map((names) => new RegExp(`^(?:${names})$`, 'i'));
const DAY = `(?:${dayNames.join('|')})`;
const PASARAN = '(legi|pahing|paing|pon|wage|kliwon)';
const TIME_OF_DAY = '(?:[\\s,]+(?:pagi|siang|sore|malam))?';
const weekdayBefore = new RegExp(
  `(malam\\s+)?(?<![\\p{L}])(?:(${DAY})\\.?\\s*(?:${TO}|${AND})\\s*)?(${DAY})\\.?(?:[\\s,(]+${PASARAN})?[\\s,()]*${TIME_OF_DAY}[\\s,]*(?:tanggal|tgl\\.?)?[\\s,:/]*$`,
  'iu',
);
/** Beside another number it is the next date's. */
const weekdayAfter = new RegExp(
  `^[\\s,(]{0,3}(${DAY})(?![\\p{L}])(?:\\s+${PASARAN})?(?![\\s,]*(?:tanggal|tgl)?[\\s,]*\\d)`,
  'iu',
);

/**
 * The dates that a line names, as Indonesians write them.
 *
 * @param today a date without a year is the one nearest to it
 */
export function findDates(line: string, today: LocalDate): FoundDate[] {
  const found: FoundDate[] = [];
  const take = (match: RegExpMatchArray, dates: (LocalDate | null)[]) => {
    const at = match.index ?? 0;
    const end = at + match[0].length;
    if (found.some((other) => at < other.end && other.at < end)) return;
    const known = dates.filter((date) => date !== null);
    const impossible = known.length < dates.length || known.length === 0;
    found.push({
      at,
      end,
      dates: impossible ? [] : known,
      kind: impossible ? 'impossible' : 'named',
      wrongWeekday: !impossible && isWrongWeekday({ before: line.slice(0, at), after: line.slice(end) }, known),
    });
  };
  for (const match of line.matchAll(acrossMonths)) take(match, acrossRange(match, today));
  for (const match of line.matchAll(withMonth)) take(match, listOf(match, today));
  for (const match of line.matchAll(iso)) take(match, [dateOf(match[3], match[2], match[1], today)]);
  for (const match of line.matchAll(numeric)) take(match, [dateOf(match[1], match[3], match[4], today)]);
  for (const match of line.matchAll(dayAndMonth)) {
    if (isDayAndMonth(line, match)) take(match, [dateOf(match[1], match[3], undefined, today)]);
  }
  if (found.length === 0) addRelative(line, found);
  return found.sort((a, b) => a.at - b.at);
}

function addRelative(line: string, found: FoundDate[]): void {
  for (const match of line.matchAll(relative)) {
    const at = match.index;
    found.push({ at, end: at + match[0].length, dates: [], kind: 'relative', wrongWeekday: false });
  }
}

function acrossRange(match: RegExpMatchArray, today: LocalDate): (LocalDate | null)[] {
  const [, day1, month1, year1, short1, day2, month2, year2, short2] = match;
  const to = dateOf(day2, numberOf(month2), year2 ?? short2, today);
  const from = dateOf(day1, numberOf(month1), year1 ?? short1 ?? year2 ?? short2, today);
  return from && to && from <= to ? shortRange(from, to) : [from, to];
}

function listOf(match: RegExpMatchArray, today: LocalDate): (LocalDate | null)[] {
  const [, days = '', month, year, short] = match;
  const read = (day: string | undefined) => dateOf(day, numberOf(month), year ?? short, today);
  return days.split(new RegExp(AND, 'i')).flatMap((part) => {
    const [first, last] = part.match(/\d{1,2}/g) ?? [];
    const [from, to] = [read(first), read(last ?? first)];
    return from && to && from <= to ? shortRange(from, to) : [null];
  });
}

const LONGEST_RANGE_DAYS = 31;

function shortRange(from: LocalDate, to: LocalDate): LocalDate[] {
  return dateRange(from, daysBetween(from, to) < LONGEST_RANGE_DAYS ? to : addDays(from, LONGEST_RANGE_DAYS - 1));
}

function numberOf(month: string | undefined): string {
  return String(months.findIndex((names) => names.test((month ?? '').replace('.', ''))) + 1);
}

function dateOf(
  day: string | undefined,
  month: string | undefined,
  year: string | undefined,
  today: LocalDate,
): LocalDate | null {
  const of = (inYear: number) => `${inYear}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`;
  const thisYear = Number(today.slice(0, 4));
  if (year !== undefined) {
    const date = of(year.length === 2 ? 2000 + Number(year) : Number(year));
    return isLocalDate(date) ? date : null;
  }
  const near = [thisYear - 1, thisYear, thisYear + 1].map(of).filter(isLocalDate);
  const away = (date: LocalDate) => Math.abs(daysBetween(today, date));
  return near.sort((a, b) => away(a) - away(b))[0] ?? null;
}

/** `20-11` and `20/11` are days and months; `16-21` are hours, `RT 5/3` is an address. */
function isDayAndMonth(line: string, match: RegExpMatchArray): boolean {
  const [text, day, sign, month] = match;
  const before = line.slice(0, match.index);
  const after = line.slice((match.index ?? 0) + text.length);
  if (/(pukul|jam|pkl\.?|rt\.?|rw\.?|no\.?|nomor|gg\.?|gang)\s*$/i.test(before)) return false;
  if (/^\s*(wib|wita|wit|pagi|siang|sore|malam|orang|tahun|th)\b/i.test(after)) return false;
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return false;
  return (
    sign === '/' ||
    Number(day) > Number(month) ||
    /(tgl\.?|tanggal)\s*:?\s*$/i.test(before) ||
    weekdayBefore.test(before)
  );
}

function isWrongWeekday(around: { before: string; after: string }, dates: readonly LocalDate[]): boolean {
  const [, eve, from, name, pasaran] = weekdayBefore.exec(around.before) ?? [];
  const [first, last] = [dates[0], dates.at(-1)];
  // "Malam Minggu" is Saturday's evening.
  if (eve || !first || !last) return false;
  if (from && name) return !isDay(from, first) || !isDay(name, last);
  // Beside a run of dates a day alone may be any of them.
  if (dates.length > 1) return name !== undefined && !dates.some((date) => isDay(name, date));
  const [, later, laterPasaran] = name ? [] : (weekdayAfter.exec(around.after) ?? []);
  const market = (pasaran ?? laterPasaran)?.toLowerCase().replace('paing', 'pahing');
  const day = name ?? later;
  return (day !== undefined && !isDay(day, first)) || (market !== undefined && market !== pasaranOf(first));
}

function isDay(name: string, date: LocalDate): boolean {
  return weekdays[isoWeekday(date) - 1]?.test(name) ?? false;
}
