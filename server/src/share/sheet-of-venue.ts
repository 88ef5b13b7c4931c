import { addDays } from '@jemput/shared/calendar/local-date';
import { localDateAt, zoneAbbreviation } from '@jemput/shared/calendar/time-zone';
import type { Session } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import { NotFound } from '../errors.ts';
import { currentTimetable } from '../sessions/timetable-snapshot.ts';
import { spotOf } from './near-spot.ts';
import { sayDateList, sayDates, sayHours, sayWeekdayList } from './say-dates.ts';
import type { Row, Sheet, SheetAsked } from './sheet.ts';
import { frameOf, serviceOf } from './sheet-frame.ts';
import { addressOf } from './sheet-of-session.ts';
import { type StandingHours, standingHours } from './standing-hours.ts';
import { rowsOf } from './table-rows.ts';
import { fillIn, type SheetWords, sheetWords } from './words/sheet-words.ts';

/** Days for which counters are promised (counters/counter-days.ts). */
const DAYS = 28;

/** What holds at a venue in the coming four weeks, merged into rules where it repeats. @throws NotFound */
export async function sheetOfVenue(ctx: Context, id: string, asked: SheetAsked): Promise<Sheet> {
  const timetable = await currentTimetable(ctx);
  const venue = timetable.venueById.get(id);
  if (!venue) throw new NotFound(`There is no venue ${id}.`);
  const words = sheetWords[asked.language];
  const today = localDateAt(ctx.now(), ctx.zone);
  const last = addDays(today, DAYS - 1);
  const sessions = timetable.standIns
    .ofVenue(id)
    .filter(({ session, endsMillis }) => endsMillis > ctx.now() && session.date <= last)
    .map(({ session }) => session);
  const { rules, others } = standingHours(sessions);
  const service = serviceOf(sessions);
  const dates = sayDates(today, last, words);
  const rows = [
    ...rules.map((rule) => ruleRow(rule, { words, zone: ctx.zone })),
    ...rowsOf(others, { words, zone: ctx.zone }).map((row) => atPlace(row, others, words)),
  ];
  return {
    ...frameOf(ctx, {
      ...asked,
      ...{ timetable, service, code: null, areaCode: venue.area.code, place: venue.name, when: dates },
      path: `/lokasi/${id}`,
      checkedMillis: Math.min(timetable.checkedMillis, ...sessions.map(({ checkedAt }) => Date.parse(checkedAt))),
    }),
    address: addressOf(venue, words),
    alarm: null,
    evening: null,
    table: { dates: fillIn(words.standing.dates, { dates }), rows, none: words.standing.none },
    spot: spotOf(venue, timetable.venues, words),
    bring: words.bring[service],
  };
}

function ruleRow(
  { weekdays, start, end, except, sessions }: StandingHours,
  { words, zone }: { words: SheetWords; zone: string },
): Row {
  const days = sayWeekdayList(weekdays, words);
  return {
    weekday: days,
    date: '',
    short: days,
    hours: `${sayHours({ start, end }, words)} ${zoneAbbreviation(zone)}`,
    place: words.services[serviceOf(sessions)],
    details: except.length > 0 ? [fillIn(words.standing.except, { dates: sayDateList(except, words) })] : [],
    state: '',
    cancelled: false,
  };
}

/** On the venue's own sheet its name and address say nothing new: the service stands in their place. */
function atPlace(row: Row, others: readonly Session[], words: SheetWords): Row {
  const [service = words.services[serviceOf(others)]] = row.details.filter((text) =>
    Object.values(words.services).includes(text),
  );
  const known = new Set([service, ...others.map(({ venue }) => venue.address)]);
  return { ...row, place: service, details: row.details.filter((text) => !known.has(text)) };
}
