import { instantOf } from '@jemput/shared/calendar/time-zone';
import { type Area, parentOf } from '@jemput/shared/places/area';
import type { PublicVenue } from '@jemput/shared/places/public-venue';
import { type StandIn, StandIns } from '@jemput/shared/sessions/nearest-session';
import type { Session, SessionChange } from '@jemput/shared/sessions/session';
import { and, asc, gt, notLike, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import { areas, venues } from '../db/schema/places.ts';
import { sessionChanges, sessions } from '../db/schema/sessions.ts';
import { acts } from '../db/schema/staff.ts';
import { NameSearch } from './name-search.ts';

/** A session with what is searched by; `session` has neither distance nor alternatives yet. */
export interface ListedSession extends StandIn {
  session: Session;
  /** Goes on after 18.00 local time. */
  evening: boolean;
  /** Where and when it stood before it moved, latest last: promises that people may still rely on. */
  former: { venueId: string; date: string; slot: string }[];
}

/** All that the office has promised, in memory, for finder, feeds and API alike. */
export interface Timetable {
  /** By start, then venue. */
  sessions: ListedSession[];
  byId: Map<string, ListedSession>;
  standIns: StandIns<ListedSession>;
  /** Active ones only, by name. */
  venues: PublicVenue[];
  /** Inactive ones too: a session promised there is still true. */
  venueById: Map<string, PublicVenue>;
  areas: Area[];
  names: NameSearch;
  changes: SessionChange[];
  /** Last number of the log of changes. */
  seq: number;
  /** Unix milliseconds of the office's last look at any session; 0 where there is none. */
  checkedMillis: number;
}

/** Last numbers of what only ever grows: cheap to ask, and another process's writes show in them too. */
interface Marks {
  act: number;
  change: number;
  session: number;
}

interface Held {
  marks: Marks;
  zone: string;
  timetable: Promise<Timetable>;
}

const held = new WeakMap<Database, Held>();

/**
 * The timetable as of the last committed change of this or any other process: every act that is audited, other than on
 * plans and accounts, makes it read again.
 */
export async function currentTimetable(ctx: Context): Promise<Timetable> {
  const marks = await readMarks(ctx.db);
  const known = held.get(ctx.db);
  if (known && known.zone === ctx.zone && (await isCurrent(ctx.db, known.marks, marks))) {
    known.marks = marks;
    return known.timetable;
  }
  const timetable = readTimetable(ctx.db, ctx.zone);
  held.set(ctx.db, { marks, zone: ctx.zone, timetable });
  timetable.catch(() => held.delete(ctx.db));
  return timetable;
}

function readMarks(db: Database): Promise<Marks> {
  return db.get<Marks>(sql`select
    (select coalesce(max(${acts.id}), 0) from ${acts}) as act,
    (select coalesce(max(${sessionChanges.seq}), 0) from ${sessionChanges}) as change,
    (select coalesce(max(rowid), 0) from ${sessions}) as session`);
}

async function isCurrent(db: Database, known: Marks, now: Marks): Promise<boolean> {
  if (known.change !== now.change || known.session !== now.session) return false;
  return known.act === now.act || !(await touchesTimetable(db, known.act));
}

async function touchesTimetable(db: Database, sinceActId: number): Promise<boolean> {
  const elsewhere = ['planning.%', 'auth.%', 'staff.%'].map((pattern) => notLike(acts.act, pattern));
  const found = await db
    .select({ id: acts.id })
    .from(acts)
    .where(and(gt(acts.id, sinceActId), ...elsewhere))
    .limit(1);
  return found.length > 0;
}

async function readTimetable(db: Database, zone: string): Promise<Timetable> {
  const [areaRows, venueRows, sessionRows, changeRows] = await Promise.all([
    db.select().from(areas).orderBy(asc(areas.code)),
    db.select().from(venues).orderBy(asc(venues.name), asc(venues.id)),
    db.select().from(sessions).orderBy(asc(sessions.startsAt), asc(sessions.venueId), asc(sessions.id)),
    db.select().from(sessionChanges).orderBy(asc(sessionChanges.seq)),
  ]);
  const listVenue = venueLister(areaRows);
  const venueById = new Map(venueRows.map((row) => [row.id, listVenue(row)]));
  const active = venueRows.flatMap((row) => (row.active ? [listVenue(row)] : []));
  const iso = instantReader(zone);
  const changes = changeRows.map((row) => ({ ...row, at: iso(row.at) }));
  const changesOf = Map.groupBy(changes, (change) => change.sessionId);
  const listed = sessionRows.flatMap((row) => {
    const venue = venueById.get(row.venueId);
    return venue ? [listSession(row, venue, changesOf.get(row.id) ?? [], iso)] : [];
  });
  return {
    sessions: listed,
    byId: new Map(listed.map((entry) => [entry.id, entry])),
    standIns: new StandIns(listed),
    venues: active,
    venueById,
    areas: areaRows,
    names: new NameSearch(active, areaRows),
    changes,
    seq: changes.at(-1)?.seq ?? 0,
    checkedMillis: sessionRows.reduce((latest, row) => Math.max(latest, row.checkedAt), 0),
  };
}

function venueLister(areaRows: Area[]) {
  const nameOf = new Map(areaRows.map((area) => [area.code, area.name]));
  return ({ id, name, kind, address, lat, lon, areaCode }: typeof venues.$inferSelect): PublicVenue => {
    const area = nameOf.get(areaCode) ?? areaCode;
    const district = nameOf.get(parentOf(areaCode) ?? '') ?? area;
    return { id, name, kind, address, lat, lon, area: { code: areaCode, name: area, district } };
  };
}

/** Sessions share their starts and ends, so each instant is written once. */
function instantReader(zone: string): (epochMillis: number) => string {
  const known = new Map<number, string>();
  return (epochMillis) => {
    const text = known.get(epochMillis) ?? instantOf(epochMillis, zone);
    known.set(epochMillis, text);
    return text;
  };
}

function listSession(
  row: typeof sessions.$inferSelect,
  venue: PublicVenue,
  changes: SessionChange[],
  iso: (epochMillis: number) => string,
): ListedSession {
  const endsAt = iso(row.endsAt * 1000);
  const session: Session = {
    id: row.id,
    sequence: row.sequence,
    status: row.status,
    date: row.date,
    slot: row.slotId,
    startsAt: iso(row.startsAt * 1000),
    endsAt,
    venue,
    kits: row.kits,
    capacity: row.capacity,
    expected: {
      mean: row.expectedMean,
      low: row.expectedLow,
      high: row.expectedHigh,
      crowd: row.crowd,
      model: row.expectedModel,
    },
    room: row.room,
    pauses: row.pauses,
    queue: null,
    checkedAt: iso(row.checkedAt),
    changes,
    alternatives: [],
  };
  const former = changes.flatMap(({ what, from }) => {
    const [venueId, date, slot] = what === 'moved' ? (from ?? '').split('|') : [];
    return venueId && date && slot ? [{ venueId, date, slot }] : [];
  });
  return {
    id: row.id,
    venueId: row.venueId,
    lat: venue.lat,
    lon: venue.lon,
    status: row.status,
    startsMillis: row.startsAt * 1000,
    endsMillis: row.endsAt * 1000,
    session,
    evening: endsAt.slice(0, 10) > row.date || endsAt.slice(11, 16) > '18:00',
    former,
  };
}
