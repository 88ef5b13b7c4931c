import { addDays } from '@jemput/shared/calendar/local-date';
import { epochMillisAt, localDateAt } from '@jemput/shared/calendar/time-zone';
import { greatCircleKm } from '@jemput/shared/places/distance';
import type { TodayAsked } from '@jemput/shared/sessions/find-sessions';
import {
  ALTERNATIVES_WITHIN_DAYS,
  ALTERNATIVES_WITHIN_KM,
  canBeGoneTo,
  isNearlyFull,
  metresAndDays,
} from '@jemput/shared/sessions/nearest-session';
import type { Session } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import { firstFrom } from './list-session.ts';
import { currentTimetable, type ListedSession } from './timetable-snapshot.ts';

/** Where somebody can go today, in one line; where a point is given, all of it within half an hour's ride. */
export interface Today {
  /** Promised for today and not cancelled, whatever became of it. */
  promised: number;
  /** Those of them that have ended. */
  over: number;
  /** Places of them that can be gone to: under way, and to come elsewhere. */
  open: number;
  /** Places of the ones under way of which a crew has said that it serves. */
  confirmed: number;
  /** Places where service has stopped for a while. */
  paused: number;
  /** Places of the ones under way where few more can be served. */
  nearlyFull: number;
  toCome: number;
  /** ISO 8601: the last end of those that can be gone to, the first start of those to come; null where there are none. */
  until: string | null;
  from: string | null;
  /** The nearest that can be gone to, under way or to come; without a point one that is, or the first to come; one that prints cards, or is nearly full, only where no other is. */
  best: Session | null;
  /** Where nothing can be gone to today: what comes first after it, near a point the one that costs least in way and days. */
  next: Session | null;
}

interface Placed {
  entry: ListedSession;
  distanceM: number;
}

export async function readToday(ctx: Context, asked: TodayAsked): Promise<Today> {
  const { sessions } = await currentTimetable(ctx);
  const now = ctx.now();
  const today = localDateAt(now, ctx.zone);
  const midnight = (date: string) => firstFrom(sessions, epochMillisAt(date, '00:00', ctx.zone));
  const tomorrow = midnight(addDays(today, 1));
  const promised = [...asForAsked(sessions, { from: midnight(today), to: tomorrow }, asked)].filter(
    ({ entry }) => entry.status !== 'cancelled',
  );
  const possible = promised.filter(({ entry }) => canBeGoneTo(entry, now));
  const open = venuesOf(possible.filter(({ entry }) => entry.startsMillis <= now));
  const toCome = possible.filter(({ entry }) => entry.startsMillis > now && !open.has(entry.venueId));
  const wanted = roomFirst(recordingFirst(possible));
  const best = asked.near ? leastBy(wanted, ({ distanceM }) => distanceM) : wanted[0];
  const last = leastBy(possible, ({ entry }) => -entry.endsMillis);
  return {
    promised: promised.length,
    over: promised.filter(({ entry }) => entry.status === 'done' || entry.endsMillis <= now).length,
    open: open.size,
    confirmed: venuesOf(possible.filter(({ entry }) => entry.status === 'open')).size,
    paused: venuesOf(promised.filter(({ entry }) => entry.status === 'paused' && entry.endsMillis > now)).size,
    nearlyFull: venuesOf(possible.filter(({ entry }) => isNearlyFull(entry))).size,
    toCome: venuesOf(toCome).size,
    until: last?.entry.session.endsAt ?? null,
    from: toCome[0]?.entry.session.startsAt ?? null,
    best: sessionOf(best, asked),
    next: best ? null : sessionOf(nextOf(asForAsked(sessions, { from: tomorrow, to: null }, asked), asked, now), asked),
  };
}

/** Those in a stretch of the timetable that are asked for, in order of start. @param to index; null until the end */
function* asForAsked(
  sessions: readonly ListedSession[],
  { from, to }: { from: number; to: number | null },
  { near, kind, evening }: TodayAsked,
): Generator<Placed> {
  for (let at = from; at < (to ?? sessions.length); at++) {
    const entry = sessions[at];
    if (!entry || (kind && entry.session.venue.kind !== kind) || (evening && !entry.evening)) continue;
    const distanceM = near ? Math.round(greatCircleKm(near, entry) * 1000) : 0;
    if (distanceM <= ALTERNATIVES_WITHIN_KM * 1000) yield { entry, distanceM };
  }
}

function nextOf(coming: Iterable<Placed>, { near }: TodayAsked, now: number): Placed | undefined {
  const cost = ({ entry, distanceM }: Placed) => metresAndDays({ distanceM, startsMillis: entry.startsMillis }, now);
  const possible: Placed[] = [];
  for (const placed of coming) {
    if (near && placed.entry.startsMillis > now + ALTERNATIVES_WITHIN_DAYS * 86_400_000) break;
    if (!canBeGoneTo(placed.entry, now)) continue;
    if (!near && placed.entry.service === 'recording') return placed;
    possible.push(placed);
  }
  return near ? leastBy(recordingFirst(possible), cost) : possible[0];
}

function venuesOf(placed: readonly Placed[]): Set<string> {
  return new Set(placed.map(({ entry }) => entry.venueId));
}

/** Those at which people are recorded; all, where there are none. */
function recordingFirst(placed: Placed[]): Placed[] {
  const recording = placed.filter(({ entry }) => entry.service === 'recording');
  return recording.length > 0 ? recording : placed;
}

/** Those at which there is room; all, where there are none. */
function roomFirst(placed: Placed[]): Placed[] {
  const roomy = placed.filter(({ entry }) => !isNearlyFull(entry));
  return roomy.length > 0 ? roomy : placed;
}

/** The first of those whose figure is least. */
function leastBy<T>(all: readonly T[], figure: (one: T) => number): T | undefined {
  return all.reduce<T | undefined>((best, one) => (best && figure(best) <= figure(one) ? best : one), undefined);
}

function sessionOf(placed: Placed | undefined, { near }: TodayAsked): Session | null {
  if (!placed) return null;
  return near ? { ...placed.entry.session, distanceM: placed.distanceM } : placed.entry.session;
}
