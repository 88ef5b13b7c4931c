import { instantOf, localDateAt } from '@jemput/shared/calendar/time-zone';
import { liesIn } from '@jemput/shared/places/area';
import { greatCircleKm } from '@jemput/shared/places/distance';
import type { FindSessions } from '@jemput/shared/sessions/find-sessions';
import type { Session } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import { type Fault, Invalid } from '../errors.ts';
import { currentTimetable, type ListedSession, type Timetable } from './timetable-snapshot.ts';
import { withAlternatives } from './with-alternatives.ts';

export interface FoundSessions {
  sessions: Session[];
  /** Of all pages together. */
  total: number;
  nextCursor: string | null;
  /** ISO 8601: when the office last looked at any session; null before the first. */
  checkedAt: string | null;
  /** Last number of the log of changes. */
  seq: number;
  /** Sessions that were promised for what is asked and have moved out of it, with where they are now. */
  movedAway: Session[];
  /** Where nothing is found near a point or in an area: the nearest sessions that are. */
  nearby: Session[];
}

const DEFAULT_LIMIT = 50;
const NEARBY_LIMIT = 3;
const MOVED_AWAY_LIMIT = 50;

/** Place in the order of answers: metres from the point asked for, start, venue, id. */
type OrderKey = [distanceM: number, startsMillis: number, venueId: string, id: string];

interface Found {
  entry: ListedSession;
  key: OrderKey;
}

/**
 * Sessions that meet every condition: nearest first where a point is given, else soonest first.
 *
 * @throws Invalid naming each parameter that contradicts another, and a cursor that is none of ours
 */
export async function findSessions(ctx: Context, input: FindSessions): Promise<FoundSessions> {
  const faults = contradictions(input);
  const after = input.cursor === undefined ? null : readCursor(input.cursor, faults);
  if (faults.length > 0) throw new Invalid('The question contradicts itself.', faults);
  const timetable = await currentTimetable(ctx);
  const now = ctx.now();
  const from = input.from ?? localDateAt(now, ctx.zone);
  const named = input.q?.trim() ? namedPlaces(timetable, input.q) : null;
  const meets = condition(input, from, named);
  const found: Found[] = [];
  const movedAway: ListedSession[] = [];
  for (const entry of timetable.sessions) {
    const { session } = entry;
    if (meets(session.venue, session.date, session.slot, entry)) {
      const distanceM = input.near ? Math.round(greatCircleKm(input.near, entry) * 1000) : 0;
      if (distanceM <= (input.radiusKm ?? Infinity) * 1000) {
        found.push({ entry, key: [distanceM, entry.startsMillis, entry.venueId, entry.id] });
      }
    } else if (formerlyMet(entry, timetable, meets)) movedAway.push(entry);
  }
  found.sort((a, b) => compareKeys(a.key, b.key));
  const start = after ? found.findIndex(({ key }) => compareKeys(key, after) > 0) : 0;
  const limit = input.limit ?? DEFAULT_LIMIT;
  const page = start < 0 ? [] : found.slice(start, start + limit);
  const last = page.at(-1);
  const more = last !== undefined && start + limit < found.length;
  const complete = (entry: ListedSession) => withAlternatives(timetable, entry, now);
  return {
    sessions: page.map(({ entry, key }) => ({ ...complete(entry), ...(input.near ? { distanceM: key[0] } : {}) })),
    total: found.length,
    nextCursor: more ? writeCursor(last.key) : null,
    checkedAt: timetable.checkedMillis ? instantOf(timetable.checkedMillis, ctx.zone) : null,
    seq: timetable.seq,
    movedAway: movedAway.slice(0, MOVED_AWAY_LIMIT).map(complete),
    nearby: found.length === 0 ? nearby(timetable, input, now) : [],
  };
}

type Condition = (venue: Session['venue'], date: string, slot: string, entry: ListedSession) => boolean;

function condition(input: FindSessions, from: string, named: ((venue: Session['venue']) => boolean) | null): Condition {
  const { to, slot, venue, area, kind, status, evening } = input;
  return (place, date, inSlot, entry) =>
    date >= from &&
    (to === undefined || date <= to) &&
    (slot === undefined || inSlot === slot) &&
    (venue === undefined || place.id === venue) &&
    (area === undefined || liesIn(place.area.code, area)) &&
    (kind === undefined || place.kind === kind) &&
    (status === undefined || entry.status === status) &&
    (evening !== true || entry.evening) &&
    (named === null || named(place));
}

function formerlyMet(entry: ListedSession, timetable: Timetable, meets: Condition): boolean {
  return entry.former.some(({ venueId, date, slot }) => {
    const venue = timetable.venueById.get(venueId);
    return venue !== undefined && meets(venue, date, slot, entry);
  });
}

/** Venues of that name, and those in areas of it. */
function namedPlaces(timetable: Timetable, q: string): (venue: Session['venue']) => boolean {
  const places = timetable.names.find(q);
  const venueIds = new Set(places.flatMap(({ kind, id }) => (kind === 'venue' ? [id] : [])));
  const codes = places.flatMap(({ kind, id }) => (kind === 'area' ? [id] : []));
  return (venue) => venueIds.has(venue.id) || codes.some((code) => liesIn(venue.area.code, code));
}

function nearby(timetable: Timetable, input: FindSessions, now: number): Session[] {
  const asked = input.near ?? placeAsked(timetable, input);
  if (!asked) return [];
  const from = { ...asked, notId: '' };
  return timetable.standIns
    .nearest(from, now, NEARBY_LIMIT)
    .map(({ session, distanceM }) => ({ ...session, distanceM }));
}

function placeAsked(timetable: Timetable, { venue, area }: FindSessions) {
  if (venue !== undefined) return timetable.venueById.get(venue);
  if (area === undefined) return undefined;
  const found = timetable.areas.find(({ code }) => code === area);
  if (found && found.lat !== null && found.lon !== null) return { lat: found.lat, lon: found.lon };
  return timetable.venues.find(({ area: { code } }) => liesIn(code, area));
}

function contradictions({ from, to, near, radiusKm }: FindSessions): Fault[] {
  const faults: Fault[] = [];
  if (from !== undefined && to !== undefined && to < from) {
    faults.push({ field: 'to', value: to, code: 'order', message: `must not be before from, ${from}` });
  }
  if (radiusKm !== undefined && !near) {
    faults.push({ field: 'radiusKm', value: radiusKm, code: 'missing', message: 'needs near, the point it is around' });
  }
  return faults;
}

function compareKeys(a: OrderKey, b: OrderKey): number {
  return a[0] - b[0] || a[1] - b[1] || compareText(a[2], b[2]) || compareText(a[3], b[3]);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function writeCursor(key: OrderKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

function readCursor(text: string, faults: Fault[]): OrderKey | null {
  try {
    const key: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (isOrderKey(key)) return key;
  } catch {
    // Not JSON: the fault below says so.
  }
  faults.push({
    field: 'cursor',
    value: text,
    code: 'unknown',
    message: 'must be the nextCursor of an earlier answer',
  });
  return null;
}

function isOrderKey(key: unknown): key is OrderKey {
  if (!Array.isArray(key) || key.length !== 4) return false;
  const [distanceM, startsMillis, venueId, id] = key as unknown[];
  return [distanceM, startsMillis].every(Number.isFinite) && [venueId, id].every((part) => typeof part === 'string');
}
