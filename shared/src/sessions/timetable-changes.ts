import { daysBetween, type LocalDate } from '../calendar/local-date.ts';
import { greatCircleKm, type Position } from '../places/distance.ts';
import type { Pause } from './session.ts';

/** A session as a plan wants it. */
export interface WantedSession {
  venueId: string;
  poolId: string;
  /** Where its venue is; what is not known to be near is not. */
  at?: Position;
  date: LocalDate;
  slotId: string;
  kitIds: string[];
  /** Unix seconds, and the rests between; left out where only place, date and slot are compared. */
  startsAt?: number;
  endsAt?: number;
  pauses?: Pause[];
}

/** A session as it stands promised. */
export interface PromisedSession extends WantedSession {
  id: string;
}

/**
 * A session put off by more days than this is not moved: it is cancelled, and another is added. Within a fortnight whoever holds the old
 * date can still use the new one, the same weekday once or twice later; beyond it they need to be told that theirs does not take place, and
 * what does nearby.
 */
export const MOVED_AT_MOST_DAYS = 14;

/** An evening whose kits go farther than this, to people of another pool, is not moved either: beyond it residents no longer call a place near. */
export const MOVED_AT_MOST_KM = 3;

/**
 * Every promised session is in one of `moved`, `cancelled`, `changedKits`, `changedHours` and `unchanged`, every wanted one in one of all but
 * `cancelled`; one with both other kits and other hours is in both lists.
 */
export interface TimetableChanges<Promised extends PromisedSession, Wanted extends WantedSession> {
  added: Wanted[];
  moved: { from: Promised; to: Wanted }[];
  cancelled: Promised[];
  /** Same place and time, other kits. */
  changedKits: { from: Promised; to: Wanted }[];
  /** Same place, date and slot, other hours or other rests for prayer. */
  changedHours: { from: Promised; to: Wanted }[];
  unchanged: { from: Promised; to: Wanted }[];
}

/** `venue|YYYY-MM-DD|slot`, as in the public log of changes. */
export function placeAndTime({ venueId, date, slotId }: Pick<WantedSession, 'venueId' | 'date' | 'slotId'>): string {
  return `${venueId}|${date}|${slotId}`;
}

/**
 * What publishing `wanted` does to what is `promised`.
 *
 * A promised session that is not wanted at its place and time moves to a wanted one of its own venue, else of its own
 * pool, at most `MOVED_AT_MOST_DAYS` earlier or later. Those nearest in date find each other first; which of them move is settled by that.
 * Else it goes with its kits: to where the very same stand on its date in its slot, at most `MOVED_AT_MOST_KM` away.
 * Those that move from one venue to one venue then keep their order in time, the first to the first: a Friday and a Saturday put off to a
 * Tuesday and a Wednesday do not cross. No pair becomes longer by that than the longest was, so the limit holds. What finds no partner is
 * cancelled, or added.
 *
 * @param promised at most one a venue, date and slot; `wanted` likewise
 */
export function timetableChanges<Promised extends PromisedSession, Wanted extends WantedSession>(
  promised: readonly Promised[],
  wanted: readonly Wanted[],
): TimetableChanges<Promised, Wanted> {
  const changes: TimetableChanges<Promised, Wanted> = {
    added: [],
    moved: [],
    cancelled: [],
    changedKits: [],
    changedHours: [],
    unchanged: [],
  };
  const open = new Map(wanted.map((session) => [placeAndTime(session), session]));
  let left: Promised[] = [];
  for (const from of promised) {
    const to = open.get(placeAndTime(from));
    if (to) {
      open.delete(placeAndTime(from));
      const [kits, hours] = [sameKits(from, to), sameHours(from, to)];
      if (!kits) changes.changedKits.push({ from, to });
      if (!hours) changes.changedHours.push({ from, to });
      if (kits && hours) changes.unchanged.push({ from, to });
    } else left.push(from);
  }
  let free = [...open.values()];
  for (const group of ['venueId', 'poolId'] as const) {
    const pairs = inOrder(nearestPairs(left, free, group));
    changes.moved.push(...pairs);
    const from = new Set(pairs.map((pair) => pair.from));
    const to = new Set(pairs.map((pair) => pair.to));
    left = left.filter((session) => !from.has(session));
    free = free.filter((session) => !to.has(session));
  }
  return { ...changes, ...withTheirKits(left, free, changes.moved) };
}

function withTheirKits<Promised extends PromisedSession, Wanted extends WantedSession>(
  left: readonly Promised[],
  free: readonly Wanted[],
  moved: readonly { from: Promised; to: Wanted }[],
) {
  const evening = ({ date, slotId, kitIds }: WantedSession) => `${date} ${slotId} ${[...kitIds].sort().join()}`;
  const there = new Map(free.map((to) => [evening(to), to]));
  const pairs = left.flatMap((from) => {
    const to = from.kitIds.length > 0 ? there.get(evening(from)) : undefined;
    return to?.at && from.at && greatCircleKm(from.at, to.at) <= MOVED_AT_MOST_KM ? [{ from, to }] : [];
  });
  const gone = new Set<WantedSession>(pairs.flatMap(({ from, to }) => [from, to]));
  return {
    moved: [...moved, ...pairs],
    added: free.filter((to) => !gone.has(to)),
    cancelled: left.filter((from) => !gone.has(from)),
  };
}

/** True where two sessions have the same kits. */
export function sameKits(a: WantedSession, b: WantedSession): boolean {
  return [...a.kitIds].sort().join() === [...b.kitIds].sort().join();
}

/** True where two sessions begin and end together; their rests may differ. */
export function sameTimes(a: WantedSession, b: WantedSession): boolean {
  return a.startsAt === b.startsAt && a.endsAt === b.endsAt;
}

function sameHours(a: WantedSession, b: WantedSession): boolean {
  const rests = ({ pauses = [] }: WantedSession) => pauses.map(({ what, start, end }) => `${what} ${start}-${end}`);
  return sameTimes(a, b) && rests(a).join() === rests(b).join();
}

function nearestPairs<Promised extends PromisedSession, Wanted extends WantedSession>(
  left: readonly Promised[],
  free: readonly Wanted[],
  group: 'venueId' | 'poolId',
): { from: Promised; to: Wanted }[] {
  const freeOf = Map.groupBy(free, (session) => session[group]);
  const pairs = left.flatMap((from) =>
    (freeOf.get(from[group]) ?? [])
      .map((to) => ({ from, to, days: Math.abs(daysBetween(from.date, to.date)) }))
      .filter(({ days }) => days <= MOVED_AT_MOST_DAYS),
  );
  const order = (pair: (typeof pairs)[number]) => `${placeAndTime(pair.from)} ${placeAndTime(pair.to)}`;
  pairs.sort(
    (a, b) =>
      a.days - b.days ||
      a.from.date.localeCompare(b.from.date) ||
      a.to.date.localeCompare(b.to.date) ||
      (order(a) < order(b) ? -1 : 1),
  );
  const taken = new Set<WantedSession>();
  return pairs.flatMap(({ from, to }) => {
    if (taken.has(from) || taken.has(to)) return [];
    taken.add(from).add(to);
    return [{ from, to }];
  });
}

/**
 * The same sessions, paired anew between each two venues: first with first. Of all ways to pair points on a line, this has the least
 * longest distance.
 */
function inOrder<Promised extends PromisedSession, Wanted extends WantedSession>(
  pairs: readonly { from: Promised; to: Wanted }[],
): { from: Promised; to: Wanted }[] {
  const between = Map.groupBy(pairs, ({ from, to }) => `${from.venueId}|${to.venueId}`);
  return [...between.values()].flatMap((group) => {
    const sorted = group.map(({ to }) => to).sort(byTime);
    return group
      .map(({ from }) => from)
      .sort(byTime)
      .flatMap((from, place) => {
        const to = sorted[place];
        return to ? [{ from, to }] : [];
      });
  });
}

function byTime(a: WantedSession, b: WantedSession): number {
  return a.date.localeCompare(b.date) || a.slotId.localeCompare(b.slotId);
}
