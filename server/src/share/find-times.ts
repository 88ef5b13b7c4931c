/** Hours that a line names, in minutes since midnight. */
export interface FoundTime {
  /** Place in the line. */
  at: number;
  end: number;
  /** All that it may mean: "jam 7" is 07.00 or 19.00; empty where only an end is said. */
  starts: number[];
  /** Empty where no end is said, or "selesai". */
  ends: number[];
  /** It says when it begins ("mulai jam 4", "16.00 - selesai"), not an hour at which to come. */
  begins: boolean;
  /** The zone named beside it, in minutes ahead of WIB; null where none is. */
  aheadMinutes: number | null;
}

const aheadOfWib: Record<string, number> = { wib: 0, wita: 60, wit: 120 };
const begin =
  /(?:\b(?:mulai|dimulai|mulainya|dari|sejak|buka|dibuka|from|starts?|starting|wiwit|mimiti|ti)\b)[\s:]*(?:(?:pukul|jam|pkl\.?|tabuh|at)\s*:?\s*)?$/i;

/** An end without its beginning: "tutup jam 18.00". */
const until =
  /\b(?:tutup|ditutup|berakhir|sampai|s\/d|sd|hingga|until|till|dumugi|ngantos|nepi ka|dugi ka)[\s:]*(?:(?:pukul|jam|pkl\.?|tabuh|at)\s*:?\s*)?$/i;

/** The same hours on the clocks of a zone, `WIB`, `WITA` or `WIT`. */
export function onClocksOf(zone: string, time: FoundTime): FoundTime {
  const own = aheadOfWib[zone.toLowerCase()];
  if (time.aheadMinutes === null || own === undefined) return time;
  const later = own - time.aheadMinutes;
  return {
    ...time,
    starts: time.starts.map((minute) => minute + later),
    ends: time.ends.map((minute) => minute + later),
    aheadMinutes: own,
  };
}

const PART = '(?:\\s*(pagi|siang|sore|petang|malam|mlm|am|pm)\\b)?';
const ZONE = '(?:\\s*(wib|wita|wit)\\b)?';
const CLOCK = '(\\d{1,2})(?:[.:](\\d{2}))?';
const CUE = '(?:\\b(pukul|jam|pkl\\.?|tabuh|mulai|at)\\s*:?\\s*)?';
const TO =
  '(?:-|–|—|~|s\\/d|s\\.d\\.?|sd|sampai(?:\\s+dengan)?|hingga|to|until|till|dumugi|ngantos|tekan|du?gi(?:\\s+ka)?|nepi(?:\\s+ka)?|,?\\s*(?:dan\\s+)?(?:di)?tutup(?=\\s*:?\\s*(?:pukul|jam|pkl|\\d))\\s*:?)';
const BEFORE = '(?<![\\d.,:/])(?<!rp\\.?\\s?)';
const AFTER = '(?![\\d/]|[.:]\\d)';

const range = new RegExp(
  `${CUE}${BEFORE}${CLOCK}${PART}${ZONE}\\s*${TO}\\s*(?:(?:pukul|jam|pkl\\.?|tabuh)\\s*)?(?:${CLOCK}${AFTER}${PART}|selesai|habis|tutup)${ZONE}`,
  'gi',
);
const single = new RegExp(`${CUE}${BEFORE}${CLOCK}${AFTER}${PART}${ZONE}`, 'gi');

/** What follows tells of a rest for prayer, or since when it is full or paused, not of the session's hours. */
const rest =
  /\b(istirahat|ishoma|jeda|ma[g]h?rib|isya'?|sh?alat|sholat|tarawih|taraweh)\b|\b(penuh sejak|kebak wiwit|pinuh ti|full since|(kabar|pawartos|wartos|news) (pukul|jam|tabuh|at))\b/i;

/** The hours that a line names, as Indonesians write them. */
export function findTimes(line: string): FoundTime[] {
  const cut = rest.exec(line)?.index ?? line.length;
  const text = line.slice(0, cut);
  const found: FoundTime[] = [];
  for (const match of text.matchAll(range)) {
    const [, cue, hour1, minute1, part1, zone1, hour2, minute2, part2, zone2] = match;
    if (!cue && !minute1 && !minute2 && !part1 && !part2 && !zone1 && !zone2) continue;
    const starts = minutesOf(hour1, minute1, part1 ?? guess(part2, hour1, hour2));
    const ends = hour2 === undefined ? [] : minutesOf(hour2, minute2, part2 ?? part1);
    add(found, match, { starts, ends, zone: zone2 ?? zone1, begins: true });
  }
  for (const match of text.matchAll(single)) {
    const [, cue, hour, minute, part, zone] = match;
    if (!cue && !minute && !part && !zone) continue;
    if (until.test(text.slice(0, match.index))) {
      add(found, match, { starts: [], ends: minutesOf(hour, minute, part), zone, begins: false });
      continue;
    }
    const begins = begin.test(text.slice(0, match.index)) || cue?.toLowerCase() === 'mulai';
    add(found, match, { starts: minutesOf(hour, minute, part), ends: [], zone, begins });
  }
  return found.sort((a, b) => a.at - b.at);
}

function add(
  found: FoundTime[],
  match: RegExpMatchArray,
  { starts, ends, zone, begins }: Pick<FoundTime, 'starts' | 'ends' | 'begins'> & { zone: string | undefined },
): void {
  const at = match.index ?? 0;
  const end = at + match[0].length;
  if (starts.length + ends.length === 0 || found.some((other) => at < other.end && other.at < end)) return;
  found.push({ at, end, starts, ends, begins, aheadMinutes: aheadOfWib[zone?.toLowerCase() ?? ''] ?? null });
}

/** "4-9 malam" begins in the same half of the day, "9-1 siang" does not say. */
function guess(part: string | undefined, from: string | undefined, to: string | undefined): string | undefined {
  return part && Number(from) < Number(to) ? 'half' : undefined;
}

function minutesOf(hourText: string | undefined, minuteText: string | undefined, part: string | undefined): number[] {
  const hour = Number(hourText);
  const minute = Number(minuteText ?? 0);
  if (hourText === undefined || hour > 24 || minute > 59) return [];
  return hoursMeant(hour, hourText, part?.toLowerCase()).map((one) => one * 60 + minute);
}

function hoursMeant(hour: number, text: string, part: string | undefined): number[] {
  if (hour > 12 || hour === 0) return [hour];
  switch (part) {
    case 'pagi':
    case 'am':
      return [hour % 12];
    case 'siang':
      return [hour <= 4 ? hour + 12 : hour];
    case 'sore':
    case 'petang':
    case 'pm':
      return [(hour % 12) + 12];
    case 'malam':
    case 'mlm':
      return [hour === 12 ? 24 : hour >= 5 ? hour + 12 : hour];
    default:
      return text.startsWith('0') ? [hour] : [hour, hour === 12 ? 12 : hour + 12];
  }
}
