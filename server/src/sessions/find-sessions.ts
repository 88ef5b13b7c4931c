import { epochMillisAt, instantOf, localDateAt } from '@jemput/shared/calendar/time-zone';
import { liesIn, parentOf } from '@jemput/shared/places/area';
import type { PublicVenue } from '@jemput/shared/places/public-venue';
import { readAskedName } from '@jemput/shared/sessions/asked-name';
import type { FindSessions } from '@jemput/shared/sessions/find-sessions';
import { metresAndDays } from '@jemput/shared/sessions/nearest-session';
import type { Service, Session } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import { type Fault, Invalid } from '../errors.ts';
import { upToDate } from './held-timetable.ts';
import { readCursor, writeCursor } from './page-cursor.ts';
import { pageOf } from './page-of-sessions.ts';
import { placesNamed } from './places-named.ts';
import { inOrder, type PlaceCondition } from './sessions-in-order.ts';
import type { ListedSession, Timetable } from './timetable-snapshot.ts';
import { asOfText } from './timetable-source.ts';
import { withAlternatives } from './with-alternatives.ts';

export interface FoundSessions {
  sessions: Session[];
  /** Of all pages together. */
  total: number;
  nextCursor: string | null;
  /** ISO 8601: when the office last looked at any session; null before the first. */
  checkedAt: string | null;
  /** ISO 8601: as of when all this is, while the office's system fails; null where it is of now. */
  asOf: string | null;
  /** False where the office has never published a schedule: then nothing is found because nothing was promised yet. */
  hasPublished: boolean;
  /** Last number of the log of changes. */
  seq: number;
  /** Sessions that were promised for what is asked and have moved out of it, with where they are now. */
  movedAway: Session[];
  /** Sessions that meet what is asked now, and were promised for it on another date or at another place before. */
  movedWithin: Session[];
  /** Where nothing is found near a point or in an area: the nearest sessions that are; those that print cards only where none records. */
  nearby: Session[];
}

const DEFAULT_LIMIT = 50;
const NEARBY_LIMIT = 3;
const MOVED_LIMIT = 50;

/**
 * Sessions that meet every condition: nearest first where a point is given, else soonest first.
 *
 * @param tally is told each that meets the conditions, on every page
 * @throws Invalid naming each parameter that contradicts another, and a cursor that is none of ours
 */
export async function findSessions(
  ctx: Context,
  input: FindSessions,
  tally?: (entry: ListedSession) => void,
): Promise<FoundSessions> {
  const faults = contradictions(input);
  const after = input.cursor === undefined ? null : readCursor(input.cursor, input, faults);
  if (faults.length > 0) throw new Invalid('The question contradicts itself.', faults);
  const held = await upToDate(ctx);
  const { timetable } = held;
  if (input.q !== undefined) await timetable.names.ready();
  const now = ctx.now();
  const from = input.from ?? localDateAt(now, ctx.zone);
  const isPlace = placeCondition(timetable, input);
  const { page, total, next } = pageOf(inOrder(timetable, input, isPlace), {
    fromMillis: epochMillisAt(from, '00:00', ctx.zone),
    untilMillis: input.to === undefined ? Infinity : epochMillisAt(input.to, '24:00', ctx.zone),
    meets: sessionCondition(input),
    after,
    limit: input.limit ?? DEFAULT_LIMIT,
    tally,
  });
  const { away, within } = movesOf(timetable, input, { from, isPlace });
  const complete = (entry: ListedSession) => withAlternatives(timetable, entry, now);
  return {
    sessions: page.map(({ entry, distanceM }) => ({ ...complete(entry), ...(input.near ? { distanceM } : {}) })),
    total,
    nextCursor: next && writeCursor(next, input),
    checkedAt: timetable.checkedMillis ? instantOf(timetable.checkedMillis, ctx.zone) : null,
    asOf: asOfText(held, ctx.zone),
    hasPublished: timetable.sessions.length > 0,
    seq: timetable.seq,
    movedAway: away.slice(0, MOVED_LIMIT).map(complete),
    movedWithin: within.slice(0, MOVED_LIMIT).map(complete),
    nearby: total === 0 ? nearby(timetable, input, now) : [],
  };
}

/** What is asked of a session beside its place and date; null where nothing is. */
function sessionCondition({ slot, status, evening }: FindSessions): ((entry: ListedSession) => boolean) | null {
  if (slot === undefined && status === undefined && evening !== true) return null;
  return (entry) =>
    (slot === undefined || entry.session.slot === slot) &&
    (status === undefined || entry.status === status) &&
    (evening !== true || entry.evening);
}

/** Sessions that met the conditions where they stood before they moved: those that no longer do, and those that still do. */
function movesOf(
  { moved, venueById }: Timetable,
  { to, slot, status, evening }: FindSessions,
  { from, isPlace }: { from: string; isPlace: PlaceCondition | null },
): { away: ListedSession[]; within: ListedSession[] } {
  const isAsked = (venue: PublicVenue | undefined, date: string, inSlot: string) =>
    venue !== undefined &&
    date >= from &&
    (to === undefined || date <= to) &&
    (slot === undefined || inSlot === slot) &&
    (isPlace === null || isPlace(venue));
  const away: ListedSession[] = [];
  const within: ListedSession[] = [];
  for (const entry of moved) {
    if (status !== undefined && entry.status !== status) continue;
    if (evening === true && !entry.evening) continue;
    const { venue, date, slot: now } = entry.session;
    const promised = entry.former.filter((before) => isAsked(venueById.get(before.venueId), before.date, before.slot));
    if (!isAsked(venue, date, now)) {
      if (promised.length > 0) away.push(entry);
    } else if (promised.some((before) => before.date !== date || before.venueId !== venue.id)) within.push(entry);
  }
  return { away, within };
}

/** Each venue is looked at once, however many sessions it has. */
function placeCondition(timetable: Timetable, input: FindSessions): PlaceCondition | null {
  const { venue, area, kind, q } = input;
  const named = readAskedName(q ?? '');
  const isNamed = named.name ? namedPlaces(timetable, named.name) : null;
  const kinds = [kind, named.kind].filter((one) => one !== undefined);
  if (venue === undefined && area === undefined && kinds.length === 0 && !isNamed) return null;
  const known = new Map<string, boolean>();
  return (place) => {
    const before = known.get(place.id);
    if (before !== undefined) return before;
    const meets =
      (venue === undefined || place.id === venue) &&
      (area === undefined || liesIn(place.area.code, area)) &&
      kinds.every((one) => place.kind === one) &&
      (isNamed === null || isNamed(place));
    known.set(place.id, meets);
    return meets;
  };
}

/** Venues of that name, and those in areas of it. */
function namedPlaces(timetable: Timetable, q: string): (venue: Session['venue']) => boolean {
  const places = placesNamed(timetable.names, q);
  const venueIds = new Set(places.flatMap(({ kind, id }) => (kind === 'venue' ? [id] : [])));
  const codes = new Set(places.flatMap(({ kind, id }) => (kind === 'area' ? [id] : [])));
  return (venue) => {
    if (venueIds.has(venue.id)) return true;
    for (let code: string | null = venue.area.code; code !== null; code = parentOf(code)) {
      if (codes.has(code)) return true;
    }
    return false;
  };
}

function nearby(timetable: Timetable, input: FindSessions, now: number): Session[] {
  const asked = input.near ?? placeAsked(timetable, input);
  if (!asked) return [];
  const from = { lat: asked.lat, lon: asked.lon, notId: '' };
  const anywhere = { withinKm: Infinity, withinDays: Infinity, aroundMillis: now };
  const of = (service: Service | null) =>
    timetable.standIns.inPlaceOf({ ...from, service }, now, NEARBY_LIMIT, anywhere);
  const recording = of('recording');
  return (recording.length > 0 ? recording : of(null))
    .sort((a, b) => metresAndDays(a, now) - metresAndDays(b, now))
    .map(({ session, distanceM }) => ({ ...session, distanceM }));
}

function placeAsked(timetable: Timetable, { venue, area }: FindSessions) {
  if (venue !== undefined) return timetable.venueById.get(venue);
  if (area === undefined) return undefined;
  const found = timetable.areaByCode.get(area);
  if (found && found.lat !== null && found.lon !== null) return { lat: found.lat, lon: found.lon };
  return timetable.venues.find(({ area: { code } }) => liesIn(code, area));
}

/** Parameters that cannot stand together; a cursor is looked at apart. */
export function contradictions({ from, to, near, radiusKm }: FindSessions): Fault[] {
  const faults: Fault[] = [];
  if (from !== undefined && to !== undefined && to < from) {
    faults.push({ field: 'to', value: to, code: 'order', message: `must not be before from, ${from}` });
  }
  if (radiusKm !== undefined && !near) {
    faults.push({ field: 'radiusKm', value: radiusKm, code: 'missing', message: 'needs near, the point it is around' });
  }
  return faults;
}
