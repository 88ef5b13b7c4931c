import { localDateAt } from '@jemput/shared/calendar/time-zone';
import type { Context } from '../context.ts';
import { currentTimetable } from '../sessions/timetable-snapshot.ts';
import { sayLongDay } from './say-dates.ts';
import type { Sheet, SheetAsked } from './sheet.ts';
import { frameOf, serviceOf } from './sheet-frame.ts';
import { rowsOf } from './table-rows.ts';
import { fillIn, sheetWords } from './words/sheet-words.ts';

/** What is still to come today in the whole city. */
export async function sheetOfToday(ctx: Context, asked: SheetAsked): Promise<Sheet> {
  const timetable = await currentTimetable(ctx);
  const words = sheetWords[asked.language];
  const today = localDateAt(ctx.now(), ctx.zone);
  const sessions = timetable.sessions
    .filter(({ session, endsMillis }) => session.date === today && endsMillis > ctx.now())
    .map(({ session }) => session);
  const areaCode = timetable.office?.regencyCode ?? '';
  const city = timetable.areaByCode.get(areaCode)?.name ?? timetable.office?.name ?? '';
  const date = `${sayLongDay(today, words)} ${today.slice(0, 4)}`;
  const service = serviceOf(sessions);
  return {
    ...frameOf(ctx, {
      ...asked,
      ...{ timetable, service, code: null, areaCode, place: fillIn(words.today.title, { city }), when: date },
      path: '/',
      checkedMillis: Math.min(timetable.checkedMillis, ...sessions.map(({ checkedAt }) => Date.parse(checkedAt))),
    }),
    address: '',
    alarm: null,
    evening: null,
    table: {
      dates: date,
      rows: rowsOf(sessions, { words, zone: ctx.zone }).map((row) => ({ ...row, weekday: '', date: '', short: '' })),
      none: words.today.none,
    },
    spot: null,
    bring: words.bring[service],
  };
}
