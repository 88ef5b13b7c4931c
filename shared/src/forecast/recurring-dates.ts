import { hijriDate } from '../calendar/hijri.ts';
import { daysInMonth, isoWeekday, type LocalDate } from '../calendar/local-date.ts';

/** Ways in which feasts come round: on a fixed date, on the nth or the last such weekday of a month, on a date of the Hijri year. */
const CALENDARS = ['solar', 'nthWeekday', 'lastWeekday', 'hijri'] as const;
type FeastCalendar = (typeof CALENDARS)[number];

/** A past date that was not like others, and what it did to all venues alike, on the log scale. */
export interface Feast {
  date: LocalDate;
  shift: number;
  variance: number;
  /** Calendars by which it does not come round: they were wrong, or another one had told it. */
  missed: FeastCalendar[];
}

/** What is known of feasts; plain JSON. */
export interface Recurrence {
  feasts: Feast[];
  /** How often a feast came round by each calendar, and how often the date was a feast again. */
  tries: Record<FeastCalendar, number>;
  hits: Record<FeastCalendar, number>;
}

/** A date to come that may be a feast: N(shift, variance) on the log scale if it is. */
export interface ExpectedFeast {
  chance: number;
  shift: number;
  variance: number;
}

export function noFeasts(): Recurrence {
  const none = { solar: 0, nthWeekday: 0, lastWeekday: 0, hijri: 0 };
  return { feasts: [], tries: { ...none }, hits: { ...none } };
}

export function copyRecurrence({ feasts, tries, hits }: Recurrence): Recurrence {
  return { feasts: feasts.map((feast) => ({ ...feast })), tries: { ...tries }, hits: { ...hits } };
}

/** A feast moves venues unevenly: variance of a venue's own share in it, as a share of the square of the shift. */
const UNEVEN = 0.1;

/** Variance on the log scale by which a venue strays from what a date did to all. */
export function unevenness(shift: number): number {
  return UNEVEN * shift ** 2;
}

/** Before any feast has come round: one in three does, worth three tries. */
const PRIOR_TRIES = 3;
const PRIOR_HITS = 1;

/** How far the same feast differs from year to year. */
const YEARLY_VARIANCE = 0.02;

/** What earlier feasts say of a date: the calendar that has proved best tells. */
export function expectFeast(recurrence: Recurrence, date: LocalDate): ExpectedFeast | undefined {
  if (recurrence.feasts.length === 0) return undefined;
  let best: ExpectedFeast | undefined;
  for (const calendar of CALENDARS) {
    const feasts = cameRound(recurrence, calendar, date).filter(({ missed }) => !missed.includes(calendar));
    if (feasts.length === 0) continue;
    const chance = (recurrence.hits[calendar] + PRIOR_HITS) / (recurrence.tries[calendar] + PRIOR_TRIES);
    if (best && best.chance >= chance) continue;
    const shift = feasts.reduce((sum, feast) => sum + feast.shift, 0) / feasts.length;
    const variance = feasts.reduce((sum, feast) => sum + feast.variance, 0) / feasts.length ** 2;
    best = { chance, shift, variance: variance + YEARLY_VARIANCE };
  }
  return best;
}

/**
 * Takes note of a date once it is over.
 *
 * @param feast what it did, where it was not like others
 */
export function noteDate(
  recurrence: Recurrence,
  date: LocalDate,
  feast: { shift: number; variance: number } | undefined,
): void {
  const missed: FeastCalendar[] = [];
  for (const calendar of CALENDARS) {
    const before = cameRound(recurrence, calendar, date).filter((one) => !one.missed.includes(calendar));
    if (before.length === 0) {
      missed.push(calendar);
      continue;
    }
    recurrence.tries[calendar] += 1;
    if (feast) recurrence.hits[calendar] += 1;
    else for (const one of before) one.missed.push(calendar);
  }
  if (feast) recurrence.feasts.push({ date, ...feast, missed: missed.length < CALENDARS.length ? missed : [] });
}

function cameRound({ feasts }: Recurrence, calendar: FeastCalendar, date: LocalDate): Feast[] {
  if (feasts.length === 0) return [];
  const key = keysOf(date)[calendar];
  return feasts.filter((feast) => feast.date < date && keysOf(feast.date)[calendar] === key);
}

const keys = new Map<LocalDate, Record<FeastCalendar, string>>();

/** Where a date stands in each calendar; reading them is slow, and what they say never changes. */
function keysOf(date: LocalDate): Record<FeastCalendar, string> {
  const known = keys.get(date);
  if (known) return known;
  const [month, day] = [date.slice(5, 7), Number(date.slice(8))];
  const weekday = isoWeekday(date);
  const { month: hijriMonth, day: hijriDay } = hijriDate(date);
  const told = {
    solar: date.slice(5),
    nthWeekday: `${month} ${weekday} ${Math.ceil(day / 7)}`,
    lastWeekday: day > daysInMonth(date) - 7 ? `${month} ${weekday}` : date,
    hijri: `${hijriMonth} ${hijriDay}`,
  };
  keys.set(date, told);
  return told;
}
