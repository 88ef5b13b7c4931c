import type { Context } from '../context.ts';
import { movedAway } from './former-promise.ts';
import { sayDates } from './say-dates.ts';
import { weekOfArea } from './share-of.ts';
import type { Sheet, SheetAsked } from './sheet.ts';
import { frameOf, serviceOf, villageName } from './sheet-frame.ts';
import { rowsOf } from './table-rows.ts';
import { isToCome, lookedAt, tellingOf } from './telling.ts';
import { isOfWeek } from './week-standing.ts';
import { fillIn } from './words/sheet-words.ts';

/** What is still to come of a kelurahan's week; one that is over is told whole, as over. @throws NotFound */
export async function sheetOfWeek(
  ctx: Context,
  { area: areaCode, week }: { area: string; week: string },
  asked: SheetAsked,
): Promise<Sheet> {
  const telling = await tellingOf(ctx, asked);
  const { timetable, words, now } = telling;
  const { area, entries, code, from, to } = await weekOfArea(ctx, { area: areaCode, week });
  const left = entries.filter((entry) => isToCome(entry, now));
  const away = movedAway(telling, isOfWeek(timetable, { area: areaCode, from, to }));
  const over = left.length + away.length === 0 && entries.length > 0;
  const cancelled = left.length > 0 && away.length === 0 && left.every(({ status }) => status === 'cancelled');
  const told = over ? entries : left;
  const service = serviceOf(told);
  const dates = sayDates(from, to, words);
  const { alarms, allCancelled, lookOn } = words;
  return {
    ...frameOf(telling, {
      ...{ service, code, areaCode, place: villageName(area, words), when: dates, path: `/wilayah/${areaCode}` },
      checkedMillis: lookedAt(telling, told),
    }),
    address: area.district ? fillIn(words.address, area) : '',
    alarm: over
      ? { kind: 'over', word: alarms.over, text: lookOn }
      : cancelled
        ? { kind: 'cancelled', word: alarms.cancelled, text: allCancelled }
        : null,
    evening: null,
    table: { dates, rows: rowsOf(telling, told, away), none: words.week.none },
    spot: null,
    bring: over || cancelled ? null : words.bring[service],
  };
}
