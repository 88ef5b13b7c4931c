import { addDays } from '@jemput/shared/calendar/local-date';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { hasRoom } from '@jemput/shared/sessions/takes-people';
import type { Context } from '../context.ts';
import { NotFound } from '../errors.ts';
import { movedAway } from './former-promise.ts';
import { spotOf } from './near-spot.ts';
import { sayDateList, sayDates, sayWeekdayList } from './say-dates.ts';
import type { Row, Sheet, SheetAsked } from './sheet.ts';
import { frameOf, serviceOf } from './sheet-frame.ts';
import { addressOf } from './sheet-of-session.ts';
import { type StandingHours, standingHours } from './standing-hours.ts';
import { rowsOf } from './table-rows.ts';
import { isToCome, lookedAt, sayZoned, type Telling, tellingOf } from './telling.ts';
import { fillIn } from './words/sheet-words.ts';

/** Days for which counters are promised (counters/counter-days.ts). */
const DAYS = 28;

/**
 * What holds at a venue in the coming four weeks, merged into rules where it repeats; a day of a rule on which nobody is to come stands
 * beside it. @throws NotFound
 */
export async function sheetOfVenue(ctx: Context, id: string, asked: SheetAsked): Promise<Sheet> {
  const telling = await tellingOf(ctx, asked);
  const { timetable, words, now, nowAt } = telling;
  const venue = timetable.venueById.get(id);
  if (!venue) throw new NotFound(`There is no venue ${id}.`);
  const today = localDateAt(now, ctx.zone);
  const last = addDays(today, DAYS - 1);
  const entries = timetable.standIns.ofVenue(id).filter((entry) => isToCome(entry, now) && entry.session.date <= last);
  const rules = standingHours(entries.map(({ session }) => session));
  const ruled = new Set(rules.flatMap(({ sessions }) => sessions));
  const others = entries.filter(({ session }) => !ruled.has(session) || !hasRoom(session, nowAt));
  const away = movedAway(telling, ({ venueId, date }) => venueId === id && date <= last);
  const service = serviceOf(entries);
  const dates = sayDates(today, last, words);
  const rows = [
    ...rules.map((rule) => ruleRow(rule, telling)),
    ...rowsOf(telling, others, away).map((row) =>
      atPlace(row, { venue, words, plain: words.services[serviceOf(others)] }),
    ),
  ];
  return {
    ...frameOf(telling, {
      ...{ service, code: null, areaCode: venue.area.code, place: venue.name, when: dates, path: `/lokasi/${id}` },
      checkedMillis: lookedAt(telling, entries),
    }),
    address: addressOf(venue, words),
    alarm: null,
    evening: null,
    table: { dates: fillIn(words.standing.dates, { dates }), rows, none: words.standing.none },
    spot: spotOf(venue, timetable.venues, words),
    bring: words.bring[service],
  };
}

function ruleRow({ weekdays, start, end, except, sessions }: StandingHours, telling: Telling): Row {
  const { words } = telling;
  const days = sayWeekdayList(weekdays, words);
  return {
    weekday: days,
    date: '',
    short: days,
    hours: sayZoned({ start, end }, telling),
    place: words.services[serviceOf(sessions)],
    details: except.length > 0 ? [fillIn(words.standing.except, { dates: sayDateList(except, words) })] : [],
    ...{ notes: [], state: '', tone: 'good', struck: false },
  };
}

/** On the venue's own sheet its name and address say nothing new: what is done stands in their place. */
function atPlace(
  row: Row,
  { venue, words, plain }: { venue: { address: string }; words: Telling['words']; plain: string },
): Row {
  const services = Object.values(words.services);
  const place = row.details.find((text) => services.includes(text)) ?? plain;
  return { ...row, place, details: row.details.filter((text) => text !== place && text !== venue.address) };
}
