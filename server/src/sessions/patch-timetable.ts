import type { Area } from '@jemput/shared/places/area';
import type { PublicVenue } from '@jemput/shared/places/public-venue';
import { StandIns } from '@jemput/shared/sessions/nearest-session';
import type { SessionChange } from '@jemput/shared/sessions/session';
import { asListed, byStart, listChange, listSession, wordingOf } from './list-session.ts';
import { Lookup } from './lookup.ts';
import { NameSearch } from './name-search.ts';
import type { FreshRows, VenueRow } from './read-timetable-rows.ts';
import type { ListedSession, PoolCount, ProgressFacts, Timetable } from './timetable-snapshot.ts';

/** Of an office that has nothing yet; everything else is a patch of it. */
export function emptyTimetable(): Timetable {
  return {
    office: null,
    slots: [],
    calendarDays: [],
    marketRules: new Map(),
    sessions: [],
    byId: new Lookup([]),
    moved: [],
    standIns: new StandIns([]),
    venues: [],
    venueById: new Map(),
    areas: [],
    areaByCode: new Map(),
    names: new NameSearch([], []),
    changes: [],
    seq: 0,
    checkedMillis: 0,
    progress: { pools: new Lookup([]), comingOfAge: [], servedOn: new Map() },
  };
}

/** The timetable with what was read anew in place of what it had; the one given stays as it is. */
export function patchTimetable(before: Timetable, fresh: FreshRows, zone: string): Timetable {
  const places = patchPlaces(before, fresh);
  return {
    office: fresh.office === undefined ? before.office : fresh.office,
    slots: fresh.slots ?? before.slots,
    calendarDays: fresh.calendarDays ?? before.calendarDays,
    marketRules: fresh.marketRules ?? before.marketRules,
    ...places,
    ...patchSessions(before, fresh, places.venueById, zone),
    progress: patchProgress(before.progress, fresh),
  };
}

type Places = Pick<Timetable, 'areas' | 'areaByCode' | 'venues' | 'venueById' | 'names'>;

function patchPlaces(before: Timetable, fresh: FreshRows): Places {
  const { areas, areaByCode, venues, venueById, names } = before;
  if (!fresh.venues) return { areas, areaByCode, venues, venueById, names };
  const areasNow = fresh.areas ?? areas;
  const byCode = fresh.areas ? new Map(fresh.areas.map((area) => [area.code, area])) : areaByCode;
  const listed = fresh.venues.map((row) => ({ row, venue: listVenue(row, byCode, venueById.get(row.id)) }));
  const active = listed.flatMap(({ row, venue }) => (row.active ? [venue] : []));
  const isSame = !fresh.areas && active.length === venues.length && active.every((venue, at) => venue === venues[at]);
  return {
    areas: areasNow,
    areaByCode: byCode,
    venues: isSame ? venues : active,
    venueById: new Map(listed.map(({ venue }) => [venue.id, venue])),
    names: isSame ? names : new NameSearch(active, areasNow),
  };
}

/** @returns the object known before where it says the same */
function listVenue(row: VenueRow, areaByCode: ReadonlyMap<string, Area>, known: PublicVenue | undefined): PublicVenue {
  const { id, name, kind, address, lat, lon, areaCode } = row;
  const area = areaByCode.get(areaCode);
  const parent = areaByCode.get(area?.parentCode ?? '');
  const areaName = area?.name ?? areaCode;
  const district = parent?.level === 'district' ? parent.name : areaName;
  const venue = { id, name, kind, address, lat, lon, area: { code: areaCode, name: areaName, district } };
  return known && JSON.stringify(known) === JSON.stringify(venue) ? known : venue;
}

type OfSessions = Pick<Timetable, 'sessions' | 'byId' | 'moved' | 'standIns' | 'changes' | 'seq' | 'checkedMillis'>;

function patchSessions(
  before: Timetable,
  fresh: FreshRows,
  venueById: Timetable['venueById'],
  zone: string,
): OfSessions {
  const wording = wordingOf(zone);
  const changes = fresh.changes.map((row) => listChange(row, wording));
  const changesOf = Map.groupBy(changes, (change) => change.sessionId);
  const entries = new Map<string, ListedSession | undefined>();
  for (const [id, row] of fresh.sessions) {
    const venue = row && venueById.get(row.venueId);
    entries.set(id, row && venue && listSession(row, venue, changesOf.get(id) ?? [], wording));
  }
  for (const entry of movedVenues(before, venueById)) if (!entries.has(entry.id)) entries.set(entry.id, entry);
  if (entries.size === 0) {
    const { sessions, byId, moved, standIns, checkedMillis, changes, seq } = before;
    return { sessions, byId, moved, standIns, checkedMillis, changes, seq };
  }
  return { ...withEntries(before, entries), ...withChanges(before, changes, fresh.sessions) };
}

/** Sessions at venues of which something else is said than before. */
function movedVenues({ standIns, venueById: before }: Timetable, now: Timetable['venueById']): ListedSession[] {
  if (before === now) return [];
  return [...now.values()].flatMap((venue) => {
    if (before.get(venue.id) === venue) return [];
    return standIns.ofVenue(venue.id).map(({ session, startsMillis, endsMillis, checkedMillis }) => {
      const millis = { starts: startsMillis, ends: endsMillis, checked: checkedMillis };
      return asListed({ ...session, venue }, millis);
    });
  });
}

/** Puts entries in place of those with the same id; undefined takes one out. */
export function withEntries(
  before: Timetable,
  entries: ReadonlyMap<string, ListedSession | undefined>,
): Omit<OfSessions, 'changes' | 'seq'> {
  const added = [...entries.values()].filter((entry) => entry !== undefined).sort(byStart);
  const sessions = merge(
    before.sessions.filter(({ id }) => !entries.has(id)),
    added,
    byStart,
  );
  const venueIds = new Set(added.map(({ venueId }) => venueId));
  for (const id of entries.keys()) {
    const venueId = before.byId.get(id)?.venueId;
    if (venueId !== undefined) venueIds.add(venueId);
  }
  const addedAt = Map.groupBy(added, ({ venueId }) => venueId);
  const atVenue = [...venueIds].map((venueId): [string, ListedSession[]] => [
    venueId,
    [...before.standIns.ofVenue(venueId).filter(({ id }) => !entries.has(id)), ...(addedAt.get(venueId) ?? [])],
  ]);
  return {
    sessions,
    byId: before.byId.with(entries),
    moved: sessions.filter(({ former }) => former.length > 0),
    standIns: before.standIns.with(new Map(atVenue)),
    checkedMillis: sessions.reduce((latest, { checkedMillis }) => Math.max(latest, checkedMillis), 0),
  };
}

/** @param touched sessions all of whose changes are given */
export function withChanges(
  before: Timetable,
  changes: SessionChange[],
  touched: { has(sessionId: string): boolean },
): Pick<Timetable, 'changes' | 'seq'> {
  const others = before.changes.filter(({ sessionId }) => !touched.has(sessionId));
  const all = merge(others, changes, (a, b) => a.seq - b.seq);
  return { changes: all, seq: all.at(-1)?.seq ?? 0 };
}

function patchProgress(before: ProgressFacts, fresh: FreshRows): ProgressFacts {
  const { pools, comingOfAge, servedOn } = fresh;
  if (pools.size === 0 && servedOn.size === 0 && !comingOfAge) return before;
  const served = new Map(before.servedOn);
  for (const [date, count] of servedOn) {
    if (count === undefined) served.delete(date);
    else served.set(date, count);
  }
  return {
    pools: before.pools.with(pools satisfies Map<string, PoolCount | undefined>),
    comingOfAge: comingOfAge ?? before.comingOfAge,
    servedOn: served,
  };
}

/** Two lists in order become one. */
function merge<Entry>(
  long: readonly Entry[],
  short: readonly Entry[],
  compare: (a: Entry, b: Entry) => number,
): Entry[] {
  const merged: Entry[] = [];
  let next = 0;
  for (const entry of long) {
    for (let other = short[next]; other !== undefined && compare(other, entry) < 0; other = short[++next]) {
      merged.push(other);
    }
    merged.push(entry);
  }
  for (; next < short.length; next++) merged.push(short[next] as Entry);
  return merged;
}
