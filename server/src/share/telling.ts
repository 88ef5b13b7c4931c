import { instantOf, zoneAbbreviation } from '@jemput/shared/calendar/time-zone';
import type { Context } from '../context.ts';
import { currentTimetable, type ListedSession, type Timetable } from '../sessions/timetable-snapshot.ts';
import { sayHours } from './say-dates.ts';
import type { SheetAsked } from './sheet.ts';
import { type SheetWords, sheetWords } from './words/sheet-words.ts';

/** What a sheet is made of: the timetable as it stands, the moment, and the words of who asks. */
export interface Telling extends SheetAsked {
  timetable: Timetable;
  words: SheetWords;
  secret: string;
  zone: string;
  /** Unix milliseconds. */
  now: number;
  /** The same, ISO 8601 with the office's offset. */
  nowAt: string;
}

export async function tellingOf(ctx: Context, asked: SheetAsked): Promise<Telling> {
  const timetable = await currentTimetable(ctx);
  const { secret, zone } = ctx;
  const now = ctx.now();
  return { ...asked, timetable, secret, zone, now, nowAt: instantOf(now, zone), words: sheetWords[asked.language] };
}

/** `16.00–21.00 WIB` */
export function sayZoned(hours: { start: string; end: string }, { words, zone }: Telling): string {
  return `${sayHours(hours, words)} ${zoneAbbreviation(zone)}`;
}

/** When the office last looked at any of these, Unix milliseconds: a look elsewhere draws nothing anew. */
export function lookedAt({ timetable }: Telling, entries: readonly ListedSession[]): number {
  return entries.length === 0
    ? timetable.checkedMillis
    : Math.max(...entries.map(({ checkedMillis }) => checkedMillis));
}

/** True until its hours end or its crew closes it. @param now Unix milliseconds */
export function isToCome({ status, endsMillis }: Pick<ListedSession, 'status' | 'endsMillis'>, now: number): boolean {
  return endsMillis > now && status !== 'done';
}
