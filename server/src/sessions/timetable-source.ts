import { addDays } from '@jemput/shared/calendar/local-date';
import { epochMillisAt, instantOf, localDateAt } from '@jemput/shared/calendar/time-zone';
import { turnsAt } from '@jemput/shared/sessions/turns-at';
import type { Context } from '../context.ts';
import { type HeldTimetable, lastHeld, upToDate } from './held-timetable.ts';
import { firstFrom } from './list-session.ts';
import type { ListedSession, Timetable } from './timetable-snapshot.ts';

/** What pages and feeds are made from; as long as `timetable` is the same object and `until` lies ahead, they say the same. */
export interface TimetableSource {
  timetable: Timetable;
  /** Unix milliseconds of the office's clock: when something that is said changes though nobody writes. */
  until: number;
  /** Unix milliseconds since which the database cannot be read; null where it can. */
  outageSince: number | null;
  /** Unix milliseconds when `timetable` was last known to be what the office says: now, outside an outage. */
  asOf: number;
}

/** Sessions that began longer ago than this have said all that time alone can change. */
const PAST_MILLIS = 48 * 3_600_000;

const turnsKnown = new WeakMap<ListedSession, number[]>();
const turns = new WeakMap<Timetable, { from: number; until: number }>();

/** Asked for every request; cheap where nothing was written. @throws where nothing was ever read or kept */
export async function timetableSource(ctx: Context): Promise<TimetableSource> {
  const held = await upToDate(ctx);
  return { ...held, until: untilOf(held.timetable, ctx) };
}

/** Whole seconds since what is said was known to be true, while the database cannot be read; null where it can. */
export function outageAgeSeconds({ db, now }: Pick<Context, 'db' | 'now'>): number | null {
  const held = lastHeld(db);
  if (held === null || held.outageSince === null) return null;
  return Math.max(0, Math.floor((now() - held.asOf) / 1000));
}

/** To the second; null outside an outage. */
export function asOfText({ asOf, outageSince }: HeldTimetable, zone: string): string | null {
  return outageSince === null ? null : instantOf(Math.floor(asOf / 1000) * 1000, zone);
}

/** ISO 8601: as of when what is said is, while the database cannot be read; null where it is of now. */
export async function outageAsOf(ctx: Context): Promise<string | null> {
  return asOfText(await upToDate(ctx), ctx.zone);
}

function untilOf(timetable: Timetable, { now: clock, zone }: Pick<Context, 'now' | 'zone'>): number {
  const now = clock();
  const known = turns.get(timetable);
  if (known && known.from <= now && now < known.until) return known.until;
  const midnight = epochMillisAt(addDays(localDateAt(now, zone), 1), '00:00', zone);
  const until = Math.min(midnight, nextTurn(timetable.sessions, now));
  turns.set(timetable, { from: now, until });
  return until;
}

function turnsOf(entry: ListedSession): number[] {
  const known = turnsKnown.get(entry) ?? turnsAt(entry.session);
  turnsKnown.set(entry, known);
  return known;
}

/** @param sessions by start */
function nextTurn(sessions: readonly ListedSession[], now: number): number {
  let next = Infinity;
  for (let at = firstFrom(sessions, now - PAST_MILLIS); at < sessions.length; at++) {
    const entry = sessions[at];
    if (!entry || entry.startsMillis >= next) break;
    if (entry.endsMillis <= now) continue;
    for (const turn of turnsOf(entry)) if (turn > now && turn < next) next = turn;
  }
  return next;
}
