import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import {
  type EventRun,
  RAMADAN,
  RAMADAN_BEFORE_ISYA,
  ramadansOfCalendar,
} from '@jemput/shared/forecast/event-calendar';
import { type EventEffect, eventEffect } from '@jemput/shared/forecast/event-effects';
import { asc, count, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { datedEvents, turnout } from '../db/schema/field.ts';
import { venues } from '../db/schema/places.ts';
import { newestModel } from './newest-model.ts';
import { readCircumstances } from './read-circumstances.ts';

export interface ListedRun extends EventRun {
  /** Null: by the calendar, until the office has a run of its own in that year. */
  id: string | null;
}

export interface ListedEvent {
  name: string;
  effect: EventEffect;
  /** In order of date. */
  runs: ListedRun[];
}

/** How far before and after today the calendar's own events are told. */
const CALENDAR_DAYS = 400;

/** Every event that the office has dates of, the calendar has, or the model knows, in order of name. */
export async function listEvents(ctx: Context): Promise<ListedEvent[]> {
  const today = localDateAt(ctx.now(), ctx.zone);
  const own = await ctx.db.select().from(datedEvents).orderBy(asc(datedEvents.startDate), asc(datedEvents.id));
  const model = await newestModel(ctx.db);
  const runs = [...own, ...calendarRuns(own, today)].toSorted((a, b) => (a.startDate < b.startDate ? -1 : 1));
  const learnt = model.common.names
    .filter((name) => name.startsWith('event:'))
    .map((name) => name.slice('event:'.length));
  const names = new Set([RAMADAN, RAMADAN_BEFORE_ISYA, ...runs.map(({ name }) => name), ...learnt]);
  const sessions = await countSessions(ctx);
  return [...names].sort().map((name) => ({
    name,
    effect: eventEffect(model, name, sessions.get(name) ?? 0),
    runs: runs.filter((run) => run.name === name),
  }));
}

function calendarRuns(own: readonly EventRun[], today: LocalDate): ListedRun[] {
  return ramadansOfCalendar(own, addDays(today, -CALENDAR_DAYS), addDays(today, CALENDAR_DAYS)).map((run) => {
    return { ...run, id: null };
  });
}

async function countSessions({ db }: Context): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const { eventsAt } = await readCircumstances(db);
  const place = { date: turnout.date, slot: turnout.slotId, kind: venues.kind, areaCode: venues.areaCode };
  const rows = await db
    .select({ ...place, sessions: count() })
    .from(turnout)
    .innerJoin(venues, eq(venues.id, turnout.venueId))
    .groupBy(place.date, place.slot, place.kind, place.areaCode);
  for (const { sessions, ...at } of rows) {
    for (const name of eventsAt(at)) counts.set(name, (counts.get(name) ?? 0) + sessions);
  }
  return counts;
}
