import type { Area } from '@jemput/shared/places/area';
import type { PublicVenue } from '@jemput/shared/places/public-venue';
import { StandIns } from '@jemput/shared/sessions/nearest-session';
import type { SessionChange } from '@jemput/shared/sessions/session';
import { Slice } from '../clock/slice.ts';
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

/** The timetable with what was read anew in place of what it had; the one given stays as it is. Others are served meanwhile. */
export async function patchTimetable(before: Timetable, fresh: FreshRows, zone: string): Promise<Timetable> {
  const slice = new Slice();
  const places = await patchPlaces(before, fresh, slice);
  const entries = await listEntries(before, fresh, { venueById: places.venueById, zone }, slice);
  return {
    office: fresh.office === undefined ? before.office : fresh.office,
    slots: fresh.slots ?? before.slots,
    calendarDays: fresh.calendarDays ?? before.calendarDays,
    marketRules: fresh.marketRules ?? before.marketRules,
    ...places,
    ...(await patchSessions(before, entries, fresh.sessions, slice)),
    progress: patchProgress(before.progress, fresh),
  };
}

type Places = Pick<Timetable, 'areas' | 'areaByCode' | 'venues' | 'venueById' | 'names'>;

async function patchPlaces(before: Timetable, fresh: FreshRows, slice: Slice): Promise<Places> {
  const { areas, areaByCode, venues, venueById, names } = before;
  if (!fresh.venues) return { areas, areaByCode, venues, venueById, names };
  const areasNow = fresh.areas ?? areas;
  const byCode = fresh.areas ? new Map(fresh.areas.map((area) => [area.code, area])) : areaByCode;
  const listed = fresh.venues.map((row) => ({ row, venue: listVenue(row, byCode, venueById.get(row.id)) }));
  if (slice.isOver) await slice.next();
  const active = listed.flatMap(({ row, venue }) => (row.active ? [venue] : []));
  const isSame = !fresh.areas && active.length === venues.length && active.every((venue, at) => venue === venues[at]);
  const nowById = new Map(listed.map(({ venue }) => [venue.id, venue]));
  const namesNow = isSame ? names : new NameSearch(active, areasNow);
  if (slice.isOver) await slice.next();
  return { areas: areasNow, areaByCode: byCode, venues: isSame ? venues : active, venueById: nowById, names: namesNow };
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

/** What is shown anew, by id; undefined is gone. */
type Entries = ReadonlyMap<string, ListedSession | undefined>;

async function listEntries(
  before: Timetable,
  fresh: FreshRows,
  { venueById, zone }: Pick<Timetable, 'venueById'> & { zone: string },
  slice: Slice,
): Promise<{ entries: Entries; changes: SessionChange[] }> {
  const wording = wordingOf(zone);
  const changes = fresh.changes.map((row) => listChange(row, wording));
  const changesOf = Map.groupBy(changes, (change) => change.sessionId);
  const entries = new Map<string, ListedSession | undefined>();
  for (const [id, row] of fresh.sessions) {
    if (slice.isOver) await slice.next();
    const venue = row && venueById.get(row.venueId);
    // One that was moved to a new place after that was read is read again, and does not vanish until then.
    if (row && !venue) entries.set(id, before.byId.get(id));
    else entries.set(id, row && venue && listSession(row, venue, changesOf.get(id) ?? [], wording));
  }
  for (const entry of movedVenues(before, venueById)) if (!entries.has(entry.id)) entries.set(entry.id, entry);
  return { entries, changes };
}

async function patchSessions(
  before: Timetable,
  { entries, changes }: { entries: Entries; changes: SessionChange[] },
  touched: FreshRows['sessions'],
  slice: Slice,
): Promise<OfSessions> {
  if (entries.size === 0) {
    const { sessions, byId, moved, standIns, checkedMillis, changes, seq } = before;
    return { sessions, byId, moved, standIns, checkedMillis, changes, seq };
  }
  return { ...(await withEntries(before, entries, slice)), ...withChanges(before, changes, touched) };
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
export async function withEntries(
  before: Timetable,
  entries: Entries,
  slice = new Slice(),
): Promise<Omit<OfSessions, 'changes' | 'seq'>> {
  const rest = async () => (slice.isOver ? await slice.next() : undefined);
  const old = [...entries.keys()].flatMap((id) => before.byId.get(id) ?? []);
  const unordered = [...entries.values()].filter((entry) => entry !== undefined);
  await rest();
  const added = unordered.sort(byStart);
  await rest();
  const sessions = withReplaced(before.sessions, { old, added }, byStart);
  const hasMoved = [...old, ...added].some(({ former }) => former.length > 0);
  const moved = hasMoved ? sessions.filter(({ former }) => former.length > 0) : before.moved;
  await rest();
  const byId = before.byId.with(entries);
  await rest();
  const standIns = withVenues(before.standIns, { old, added });
  await rest();
  const checkedMillis = lastChecked(before.checkedMillis, { old, added }, sessions);
  return { sessions, byId, moved, standIns, checkedMillis };
}

interface Replaced {
  old: readonly ListedSession[];
  /** In order. */
  added: readonly ListedSession[];
}

function withVenues(standIns: Timetable['standIns'], { old, added }: Replaced): Timetable['standIns'] {
  const ids = new Set([...old, ...added].map(({ id }) => id));
  const addedAt = Map.groupBy(added, ({ venueId }) => venueId);
  const venueIds = new Set([...old, ...added].map(({ venueId }) => venueId));
  const changed = [...venueIds].map((venueId): [string, ListedSession[]] => [
    venueId,
    [...standIns.ofVenue(venueId).filter(({ id }) => !ids.has(id)), ...(addedAt.get(venueId) ?? [])],
  ]);
  return standIns.with(new Map(changed));
}

function lastChecked(before: number, { old, added }: Replaced, sessions: readonly ListedSession[]): number {
  const latest = added.reduce((latest, { checkedMillis }) => Math.max(latest, checkedMillis), 0);
  const isSure = latest >= before || old.every(({ checkedMillis }) => checkedMillis < before);
  if (isSure) return Math.max(before, latest);
  return sessions.reduce((last, { checkedMillis }) => Math.max(last, checkedMillis), 0);
}

/** @param touched sessions all of whose changes are given, in order of `seq` */
export function withChanges(
  before: Timetable,
  changes: readonly SessionChange[],
  touched: { keys(): Iterable<string>; size: number },
): Pick<Timetable, 'changes' | 'seq'> {
  const old = [...touched.keys()].flatMap((id) => before.byId.get(id)?.session.changes ?? []);
  if (old.length === changes.length && JSON.stringify(old.toSorted(bySeq)) === JSON.stringify(changes)) {
    return { changes: before.changes, seq: before.seq };
  }
  const all = withReplaced(before.changes, { old, added: changes }, bySeq);
  return { changes: all, seq: all.at(-1)?.seq ?? 0 };
}

function bySeq(a: SessionChange, b: SessionChange): number {
  return a.seq - b.seq;
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

/** Above as many a walk through the whole list is quicker than finding the place of each. */
const FEW = 200;

/** A list in order, with some taken out and others put in; what takes the very place of another costs no walk. */
function withReplaced<Entry>(
  list: readonly Entry[],
  { old, added }: { old: readonly Entry[]; added: readonly Entry[] },
  compare: (a: Entry, b: Entry) => number,
): Entry[] {
  const replaced = list.slice();
  const taken = new Set<number>();
  const found = (entry: Entry) => {
    const at = placeOf(list, entry, compare);
    const other = list[at];
    return other !== undefined && compare(other, entry) === 0 ? at : -1;
  };
  const fresh = added.filter((entry) => {
    const at = found(entry);
    if (at < 0) return true;
    replaced[at] = entry;
    taken.add(at);
    return false;
  });
  const gone = old.flatMap((entry) => {
    const at = found(entry);
    return at < 0 || taken.has(at) ? [] : [at];
  });
  if (gone.length + fresh.length <= FEW) {
    for (const at of gone.sort((a, b) => b - a)) replaced.splice(at, 1);
    for (const entry of fresh) replaced.splice(placeOf(replaced, entry, compare), 0, entry);
    return replaced;
  }
  const without = new Set(gone);
  return merge(
    replaced.filter((_, at) => !without.has(at)),
    fresh,
    compare,
  );
}

/** Index of the first that does not come before the entry. */
function placeOf<Entry>(list: readonly Entry[], entry: Entry, compare: (a: Entry, b: Entry) => number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = list[middle];
    if (other !== undefined && compare(other, entry) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Two lists in order become one. */
function merge<Entry>(
  long: readonly Entry[],
  short: readonly Entry[],
  compare: (a: Entry, b: Entry) => number,
): Entry[] {
  if (long.length === 0) return [...short];
  const merged: Entry[] = [];
  let next = 0;
  for (const entry of long) {
    for (let other = short[next]; other !== undefined && compare(other, entry) < 0; other = short[++next]) {
      merged.push(other);
    }
    merged.push(entry);
  }
  for (const entry of short.slice(next)) merged.push(entry);
  return merged;
}
