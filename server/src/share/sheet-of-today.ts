import { localDateAt } from '@jemput/shared/calendar/time-zone';
import type { Context } from '../context.ts';
import { movedAway } from './former-promise.ts';
import { sayLongDay } from './say-dates.ts';
import type { Sheet, SheetAsked } from './sheet.ts';
import { frameOf, serviceOf } from './sheet-frame.ts';
import { rowsOf } from './table-rows.ts';
import { isToCome, lookedAt, tellingOf } from './telling.ts';
import { fillIn } from './words/sheet-words.ts';

/** What is still to come today in the whole city. */
export async function sheetOfToday(ctx: Context, asked: SheetAsked): Promise<Sheet> {
  const telling = await tellingOf(ctx, asked);
  const { timetable, words, now } = telling;
  const today = localDateAt(now, ctx.zone);
  const entries = timetable.sessions.filter((entry) => entry.session.date === today && isToCome(entry, now));
  const away = movedAway(telling, ({ date }) => date === today);
  const areaCode = timetable.office?.regencyCode ?? '';
  const city = timetable.areaByCode.get(areaCode)?.name ?? timetable.office?.name ?? '';
  const date = `${sayLongDay(today, words)} ${today.slice(0, 4)}`;
  const service = serviceOf(entries);
  return {
    ...frameOf(telling, {
      ...{ service, code: null, areaCode, place: fillIn(words.today.title, { city }), when: date, path: '/' },
      checkedMillis: lookedAt(telling, entries),
    }),
    address: '',
    alarm: null,
    evening: null,
    table: {
      dates: date,
      rows: rowsOf(telling, entries, away).map((row) => ({ ...row, weekday: '', date: '', short: '' })),
      none: words.today.none,
    },
    spot: null,
    bring: words.bring[service],
  };
}
