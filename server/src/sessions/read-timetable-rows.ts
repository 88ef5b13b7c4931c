import { setImmediate } from 'node:timers/promises';
import type { LocalDate } from '@jemput/shared/calendar/local-date';
import type { Area } from '@jemput/shared/places/area';
import type { Slot } from '@jemput/shared/places/slot';
import { and, asc, getTableColumns, inArray, isNull, like, ne, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Database } from '../db/open.ts';
import { readPacked } from '../db/read-packed.ts';
import { queues } from '../db/schema/bookings.ts';
import { counters } from '../db/schema/counters.ts';
import { comingOfAge, turnout } from '../db/schema/field.ts';
import { areas, calendarDays, office, openings, pools, slots, venues } from '../db/schema/places.ts';
import { sessionChanges, sessions } from '../db/schema/sessions.ts';
import { written } from '../db/schema/written.ts';
import type { ChangeRow, SessionRow } from './list-session.ts';
import type { PoolCount, ProgressFacts, Timetable } from './timetable-snapshot.ts';

/** A venue without contacts, which residents never see. */
export type VenueRow = Pick<
  typeof venues.$inferSelect,
  'id' | 'name' | 'kind' | 'address' | 'lat' | 'lon' | 'areaCode' | 'active'
>;

/** What was read anew; undefined where nothing of the kind was written. */
export interface FreshRows {
  office?: Timetable['office'];
  slots?: Slot[];
  calendarDays?: Timetable['calendarDays'];
  marketRules?: Timetable['marketRules'];
  areas?: Area[];
  venues?: VenueRow[];
  comingOfAge?: ProgressFacts['comingOfAge'];
  /** Undefined values are gone. */
  pools: Map<string, PoolCount | undefined>;
  servedOn: Map<LocalDate, number | undefined>;
  sessions: Map<string, SessionRow | undefined>;
  /** Of the sessions above, by `seq`. */
  changes: ChangeRow[];
}

/** Rows of one query: libSQL reads while nothing else runs, so that a request waits some milliseconds at most. */
const SLICE = 2000;
/** Bound values of one query. */
const CHUNK = 500;

const publicVenue = {
  id: venues.id,
  name: venues.name,
  kind: venues.kind,
  address: venues.address,
  lat: venues.lat,
  lon: venues.lon,
  areaCode: venues.areaCode,
  active: venues.active,
};
const poolCount = { id: pools.id, areaCode: pools.areaCode, eligible: pools.eligible, remaining: pools.remaining };

/** Grows with every write of what residents see, whichever process writes. */
export async function readRevision(db: Database): Promise<number> {
  const row = await db.get<{ revision: number }>(
    sql`select coalesce(max(${written.revision}), 0) as revision from ${written}`,
  );
  return row.revision;
}

const printers = alias(venues, 'printers');
const { sealedSeed: _sealed, lastNumbers: _given, ...toldOfQueue } = getTableColumns(queues);

/** Sessions with their queues and printers, on the condition and in the order that `rest` says. */
function readSessions(db: Database, rest: SQL): Promise<SessionRow[]> {
  const joined = { queue: toldOfQueue, printsAt: { id: printers.id, name: printers.name } };
  return readPacked(
    db,
    { own: getTableColumns(sessions), joined },
    sql`from ${sessions} left join ${queues} on ${queues.sessionId} = ${sessions.id}
      left join ${counters} on ${counters.id} = ${sessions.counterId}
      left join ${venues} ${sql.identifier('printers')} on ${printers.id} = ${counters.printsAtVenueId} ${rest}`,
  );
}

function readChanges(db: Database, rest: SQL): Promise<ChangeRow[]> {
  return readPacked(db, { own: getTableColumns(sessionChanges), joined: {} }, sql`from ${sessionChanges} ${rest}`);
}

function noRows(): FreshRows {
  return { pools: new Map(), servedOn: new Map(), sessions: new Map(), changes: [] };
}

/** All that there is, read in slices. What is written meanwhile has a higher revision than the one read before. */
export async function* readAllRows(db: Database): AsyncGenerator<FreshRows> {
  const fresh = noRows();
  await readTables(db, new Set(Object.keys(tables)), fresh);
  for (const row of await db.select(poolCount).from(pools)) fresh.pools.set(row.id, row);
  for (const { date, served } of await readServed(db)) fresh.servedOn.set(date, served);
  await readSlices(
    (from) => readSessions(db, sql`where ${sessions.id} > ${from} order by ${sessions.id} limit ${SLICE}`),
    (row) => {
      fresh.sessions.set(row.id, row);
      return row.id;
    },
    '',
  );
  await readSlices(
    (from) => readChanges(db, sql`where ${sessionChanges.seq} > ${from} order by ${sessionChanges.seq} limit ${SLICE}`),
    (row) => {
      fresh.changes.push(row);
      return row.seq;
    },
    -1,
  );
  yield fresh;
}

/**
 * What was written after a revision and up to another, in parts: first all but sessions, which name it, then some sessions at a time. What is
 * written meanwhile has a higher revision and is left to the next.
 */
export async function* readRowsBetween(db: Database, known: number, latest: number): AsyncGenerator<FreshRows> {
  const since = sql`${written.revision} > ${known} and ${written.revision} <= ${latest}`;
  const others = await db
    .select()
    .from(written)
    .where(and(since, ne(written.what, 'sessions')));
  if (others.length > 0) yield await readOthers(db, others);
  const touched = await readPacked(
    db,
    { own: { id: written.id }, joined: {} },
    sql`from ${written} where ${since} and ${written.what} = 'sessions'`,
  );
  for (let start = 0; start < touched.length; start += CHUNK) {
    await setImmediate();
    const ids = touched.slice(start, start + CHUNK).map(({ id }) => id);
    const fresh = { ...noRows(), sessions: missing<SessionRow>(ids) };
    for (const row of await readSessions(db, sql`where ${inArray(sessions.id, ids)}`)) fresh.sessions.set(row.id, row);
    const changes = await readChanges(db, sql`where ${inArray(sessionChanges.sessionId, ids)}`);
    fresh.changes = changes.sort((a, b) => a.seq - b.seq);
    yield fresh;
  }
}

async function readOthers(db: Database, touched: (typeof written.$inferSelect)[]): Promise<FreshRows> {
  const idsOf = (what: string) => touched.flatMap((row) => (row.what === what ? [row.id] : []));
  const fresh = { ...noRows(), pools: missing<PoolCount>(idsOf('pools')), servedOn: missing<number>(idsOf('turnout')) };
  await readTables(db, new Set(touched.map(({ what }) => what)), fresh);
  for (const ids of chunksOf(fresh.pools.keys())) {
    for (const row of await db.select(poolCount).from(pools).where(inArray(pools.id, ids)))
      fresh.pools.set(row.id, row);
  }
  for (const dates of chunksOf(fresh.servedOn.keys())) {
    for (const { date, served } of await readServed(db, dates)) fresh.servedOn.set(date, served);
  }
  return fresh;
}

const tables: Record<string, (db: Database, fresh: FreshRows) => Promise<void>> = {
  async office(db, fresh) {
    const [row] = await db.select().from(office).limit(1);
    fresh.office = row ?? null;
  },
  async slots(db, fresh) {
    fresh.slots = await db.select().from(slots).orderBy(asc(slots.startTime), asc(slots.id));
  },
  async calendar_days(db, fresh) {
    fresh.calendarDays = await db
      .select()
      .from(calendarDays)
      .orderBy(asc(calendarDays.startDate), asc(calendarDays.id));
  },
  async openings(db, fresh) {
    const rows = await db
      .select({ venueId: openings.venueId, rule: openings.rule })
      .from(openings)
      .where(like(openings.rule, '%"pasaran"%'))
      .orderBy(asc(openings.venueId), asc(openings.slotId));
    const keeping = rows.filter(({ rule }) => (rule.pasaran ?? []).length > 0);
    const byVenue = Map.groupBy(keeping, ({ venueId }) => venueId);
    fresh.marketRules = new Map([...byVenue].map(([id, own]) => [id, own.map(({ rule }) => rule)]));
  },
  async coming_of_age(db, fresh) {
    fresh.comingOfAge = await db
      .select()
      .from(comingOfAge)
      .where(isNull(comingOfAge.enteredAt))
      .orderBy(asc(comingOfAge.poolId), asc(comingOfAge.month));
  },
  async venues(db, fresh) {
    fresh.venues ??= await db.select(publicVenue).from(venues).orderBy(asc(venues.name), asc(venues.id));
  },
  async areas(db, fresh) {
    const rows: Area[] = [];
    await readSlices(
      (from) =>
        readPacked(
          db,
          { own: getTableColumns(areas), joined: {} },
          sql`from ${areas} where ${areas.code} > ${from} order by ${areas.code} limit ${SLICE}`,
        ),
      (row) => {
        rows.push(row);
        return row.code;
      },
      '',
    );
    fresh.areas = rows;
    // Venues name their areas.
    await tables.venues?.(db, fresh);
  },
};

async function readTables(db: Database, named: ReadonlySet<string>, fresh: FreshRows): Promise<void> {
  for (const name of named) await tables[name]?.(db, fresh);
}

function readServed(db: Database, dates?: LocalDate[]): Promise<{ date: LocalDate; served: number }[]> {
  return db
    .select({ date: turnout.date, served: sql<number>`sum(${turnout.served})` })
    .from(turnout)
    .where(dates && inArray(turnout.date, dates))
    .groupBy(turnout.date);
}

/** Reads slice after slice, each from where the last ended. @param take keeps a row and returns where the next slice begins */
async function readSlices<Row, Key>(
  read: (after: Key) => Promise<Row[]>,
  take: (row: Row) => Key,
  begin: Key,
): Promise<void> {
  let after = begin;
  for (;;) {
    const rows = await read(after);
    for (const row of rows) after = take(row);
    if (rows.length < SLICE) return;
    await setImmediate();
  }
}

function missing<Entry>(ids: string[]): Map<string, Entry | undefined> {
  return new Map(ids.map((id) => [id, undefined]));
}

function* chunksOf(ids: Iterable<string>): Generator<string[]> {
  const all = [...ids];
  for (let start = 0; start < all.length; start += CHUNK) yield all.slice(start, start + CHUNK);
}
