import type { LocalDate } from '@jemput/shared/calendar/local-date';
import type { Area } from '@jemput/shared/places/area';
import type { PublicVenue } from '@jemput/shared/places/public-venue';
import type { Slot } from '@jemput/shared/places/slot';
import type { Opening } from '@jemput/shared/places/venue';
import type { StandIn, StandIns } from '@jemput/shared/sessions/nearest-session';
import type { Session, SessionChange } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import type { comingOfAge } from '../db/schema/field.ts';
import type { calendarDays, office } from '../db/schema/places.ts';
import { upToDate } from './held-timetable.ts';
import type { Lookup } from './lookup.ts';
import type { NameSearch } from './name-search.ts';

/** A session with what is searched by; `session` has neither distance nor alternatives yet. */
export interface ListedSession extends StandIn {
  session: Session;
  /** Goes on after 18.00 local time. */
  evening: boolean;
  /** Unix milliseconds. */
  checkedMillis: number;
  /** Where and when it stood before it moved, latest last: promises that people may still rely on. */
  former: { venueId: string; date: string; slot: string }[];
}

/** People of a pool: how many must hold a card, and how many of them are not yet recorded. */
export interface PoolCount {
  id: string;
  areaCode: string;
  eligible: number;
  remaining: number;
}

/** What the office's progress is counted from, beside the sessions themselves. */
export interface ProgressFacts {
  pools: Lookup<PoolCount>;
  /** Not yet added to their pools. */
  comingOfAge: (typeof comingOfAge.$inferSelect)[];
  servedOn: ReadonlyMap<LocalDate, number>;
}

/**
 * All that residents' pages, feeds and the public API say, in memory. Never changed: whatever is written makes a new
 * one, which shares what stayed the same.
 */
export interface Timetable {
  /** Null before the office has a name. */
  office: typeof office.$inferSelect | null;
  /** By start. */
  slots: Slot[];
  /** By first date. */
  calendarDays: (typeof calendarDays.$inferSelect)[];
  /** Opening rules by days of the Javanese market week, by venue; a venue that goes by weekdays alone has none here. */
  marketRules: ReadonlyMap<string, readonly Opening[]>;
  /** By start, then venue. */
  sessions: ListedSession[];
  byId: Lookup<ListedSession>;
  /** Those that stood elsewhere before, in the same order. */
  moved: ListedSession[];
  standIns: StandIns<ListedSession>;
  /** Active ones only, by name. */
  venues: PublicVenue[];
  /** Inactive ones too: a session promised there is still true. */
  venueById: ReadonlyMap<string, PublicVenue>;
  /** By code. */
  areas: Area[];
  areaByCode: ReadonlyMap<string, Area>;
  names: NameSearch;
  /** By `seq`. */
  changes: SessionChange[];
  /** Last number of the log of changes. */
  seq: number;
  /** Unix milliseconds of the office's last look at any session; 0 where there is none. */
  checkedMillis: number;
  progress: ProgressFacts;
}

/**
 * The timetable as of the last committed write of this or any other process; while the database cannot be read, the last
 * one that could. `timetableSource` tells which.
 *
 * @throws where the database cannot be read and nothing was read or kept before
 */
export async function currentTimetable(ctx: Context): Promise<Timetable> {
  return (await upToDate(ctx)).timetable;
}
