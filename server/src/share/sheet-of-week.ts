import { localDateAt } from '@jemput/shared/calendar/time-zone';
import type { Context } from '../context.ts';
import { currentTimetable } from '../sessions/timetable-snapshot.ts';
import { sayDates } from './say-dates.ts';
import { fromToday, weekOfArea } from './share-of.ts';
import type { Sheet, SheetAsked } from './sheet.ts';
import { frameOf, serviceOf, villageName } from './sheet-frame.ts';
import { rowsOf } from './table-rows.ts';
import { fillIn, sheetWords } from './words/sheet-words.ts';

/** @throws NotFound */
export async function sheetOfWeek(
  ctx: Context,
  { area: areaCode, week }: { area: string; week: string },
  asked: SheetAsked,
): Promise<Sheet> {
  const timetable = await currentTimetable(ctx);
  const { area, sessions, code, from, to } = await weekOfArea(ctx, { area: areaCode, week });
  const words = sheetWords[asked.language];
  const told = fromToday(sessions, localDateAt(ctx.now(), ctx.zone));
  const allCancelled = told.length > 0 && told.every(({ status }) => status === 'cancelled');
  const service = serviceOf(told);
  const dates = sayDates(from, to, words);
  const checked = sessions.map(({ checkedAt }) => Date.parse(checkedAt));
  return {
    ...frameOf(ctx, {
      ...asked,
      ...{ timetable, service, code, areaCode, place: villageName(area, words), when: dates },
      path: `/wilayah/${areaCode}`,
      checkedMillis: checked.length > 0 ? Math.min(...checked) : timetable.checkedMillis,
    }),
    address: area.district ? fillIn(words.address, area) : '',
    alarm: allCancelled ? { kind: 'cancelled', word: words.alarms.cancelled, text: words.allCancelled } : null,
    evening: null,
    table: { dates, rows: rowsOf(told, { words, zone: ctx.zone }), none: words.week.none },
    spot: null,
    bring: allCancelled ? null : words.bring[service],
  };
}
