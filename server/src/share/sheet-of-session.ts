import { isoWeekday } from '@jemput/shared/calendar/local-date';
import type { Session } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import { NotFound } from '../errors.ts';
import { codeOf } from './check-code.ts';
import { spotOf } from './near-spot.ts';
import { sayDate, sayHours, sayWeekdays } from './say-dates.ts';
import { sessionNews } from './session-news.ts';
import type { Sheet, SheetAsked } from './sheet.ts';
import { frameOf, villageName } from './sheet-frame.ts';
import { sayZoned, tellingOf } from './telling.ts';
import { fillIn, type SheetWords } from './words/sheet-words.ts';

/** @throws NotFound */
export async function sheetOfSession(ctx: Context, id: string, asked: SheetAsked): Promise<Sheet> {
  const telling = await tellingOf(ctx, asked);
  const { timetable, words, secret } = telling;
  const entry = timetable.byId.get(id);
  if (!entry) throw new NotFound(`There is no session ${id}.`);
  const { session } = entry;
  const { venue, service, date, sequence, startsAt, endsAt } = session;
  const { alarm, news, instead } = sessionNews(telling, entry);
  const coming = alarm === null || alarm.kind === 'changed';
  const weekday = sayWeekdays(isoWeekday(date), isoWeekday(date), words);
  return {
    ...frameOf(telling, {
      ...{ service, areaCode: venue.area.code, place: venue.name, path: `/jadwal/${id}` },
      code: codeOf(secret, { kind: 'session', id, sequence }),
      when: `${weekday} ${sayDate(date, words)}`,
      checkedMillis: entry.checkedMillis,
    }),
    address: addressOf(venue, words),
    alarm,
    evening: {
      weekday,
      date: sayDate(date, words),
      hours: sayZoned({ start: startsAt.slice(11, 16), end: endsAt.slice(11, 16) }, telling),
      rests: coming && session.pauses.length > 0 ? fillIn(words.resting, { rests: sayRests(session, words) }) : '',
      cancelled: alarm?.kind === 'cancelled',
      news,
      instead,
    },
    table: null,
    spot: coming ? spotOf(venue, timetable.venues, words) : null,
    bring: coming ? words.bring[service] : null,
  };
}

/** `Jeda magrib 17.41–17.56` */
export function sayRests({ pauses }: Pick<Session, 'pauses'>, words: SheetWords): string {
  return pauses.map((pause) => fillIn(words.rests[pause.what], { hours: sayHours(pause, words) })).join(', ');
}

/** What the venue's own name already says is not repeated. */
export function addressOf({ name, address, area }: Session['venue'], words: SheetWords): string {
  const village = villageName(area, words);
  const said = `${name} ${address}`.toLowerCase();
  const district = area.district && fillIn(words.address, { district: area.district });
  const known = (place: string) => said.includes(place.toLowerCase());
  return [address, known(area.name) ? '' : village, known(area.district) ? '' : district].filter(Boolean).join(', ');
}
