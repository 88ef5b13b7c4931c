import { localDateAt } from '@jemput/shared/calendar/time-zone';
import type { Session } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import { NotFound } from '../errors.ts';
import { currentTimetable } from '../sessions/timetable-snapshot.ts';
import { type CheckCode, codeOf } from './check-code.ts';
import { issuedCodes } from './issued-codes.ts';
import { comingWeeks, datesOfWeek, isWeek, sessionsOfWeek } from './week-standing.ts';

/** A kelurahan's week as it is passed on. */
export interface SharedWeek {
  week: string;
  /** Monday and Sunday. */
  from: string;
  to: string;
  code: CheckCode;
  /** Soonest first; cancelled ones too. */
  sessions: Session[];
}

/** The 28 days of the finder reach into five weeks at most. */
const WEEKS = 5;

/** The code of a session as it stands. @throws NotFound */
export async function codeOfSession(
  ctx: Context,
  { id }: { id: string },
): Promise<{ session: Session; code: CheckCode }> {
  const entry = (await currentTimetable(ctx)).byId.get(id);
  if (!entry) throw new NotFound(`There is no session ${id}.`);
  const { session } = entry;
  return { session, code: codeOf(ctx.secret, { kind: 'session', id, sequence: session.sequence }) };
}

/** Who passes a week on has no use for days that are over; a week that is over is told whole. */
export function fromToday<Told extends { date: string }>(all: readonly Told[], today: string): Told[] {
  const left = all.filter(({ date }) => date >= today);
  return left.length > 0 ? left : [...all];
}

/** A kelurahan's week as it stands. @throws NotFound where nothing was ever promised there in that week */
export async function weekOfArea(
  ctx: Context,
  { area: code, week }: { area: string; week: string },
): Promise<SharedWeek & { area: { code: string; name: string; district: string } }> {
  const timetable = await currentTimetable(ctx);
  const codes = issuedCodes(ctx, timetable);
  const known = isWeek(week) ? codes.week(code, week) : undefined;
  const area = timetable.areaByCode.get(code);
  if (!known || !area) throw new NotFound(`There is no timetable of ${code} in the week ${week}.`);
  const district = timetable.areaByCode.get(area.parentCode ?? '')?.name ?? '';
  return {
    week,
    ...datesOfWeek(week),
    code: codeOf(ctx.secret, { kind: 'week', area: code, week, seq: known.seq }),
    sessions: sessionsOfWeek(timetable, codes, code, week).map(({ session }) => session),
    area: { code, name: area.name, district },
  };
}

/** A kelurahan's week in a message: pages have its sessions whole already. */
export interface WeekToTell extends Omit<SharedWeek, 'sessions'> {
  lines: (Pick<Session, 'date' | 'startsAt' | 'endsAt' | 'status'> & { venue: string })[];
}

/** The weeks from this one on in which a kelurahan has sessions. */
export async function comingWeeksOf(ctx: Context, { area }: { area: string }): Promise<WeekToTell[]> {
  const today = localDateAt(ctx.now(), ctx.zone);
  const weeks = comingWeeks(today, WEEKS);
  const found = await Promise.all(
    weeks.map((week) =>
      weekOfArea(ctx, { area, week }).catch((error: unknown) => {
        if (error instanceof NotFound) return null;
        throw error;
      }),
    ),
  );
  return found.flatMap((shared) => {
    if (!shared || shared.sessions.length === 0) return [];
    const { week, from, to, code, sessions } = shared;
    const lines = fromToday(sessions, today).map(({ date, startsAt, endsAt, status, venue }) => ({
      ...{ date, startsAt, endsAt, status },
      venue: venue.name,
    }));
    return [{ week, from, to, code, lines }];
  });
}
