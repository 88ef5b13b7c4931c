import { localDateAt } from '@jemput/shared/calendar/time-zone';
import type { Session } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import { NotFound } from '../errors.ts';
import { currentTimetable, type ListedSession } from '../sessions/timetable-snapshot.ts';
import { type CheckCode, codeOf } from './check-code.ts';
import { issuedCodes } from './issued-codes.ts';
import { isToCome } from './telling.ts';
import { comingWeeks, datesOfWeek, isWeek, sessionsOfWeek } from './week-standing.ts';

/** A kelurahan's week as it is passed on. */
export interface SharedWeek {
  week: string;
  /** Monday and Sunday. */
  from: string;
  to: string;
  code: CheckCode;
  /** Soonest first; cancelled ones too. */
  entries: ListedSession[];
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
    entries: sessionsOfWeek(timetable, codes, code, week),
    area: { code, name: area.name, district },
  };
}

/** A kelurahan's week in a message: pages have its sessions whole already. */
export interface WeekToTell extends Omit<SharedWeek, 'entries'> {
  lines: (Pick<Session, 'date' | 'startsAt' | 'endsAt' | 'status'> & { venue: string })[];
}

/** What is still to come of the weeks from this one on in which a kelurahan has sessions. */
export async function comingWeeksOf(ctx: Context, { area }: { area: string }): Promise<WeekToTell[]> {
  const now = ctx.now();
  const weeks = comingWeeks(localDateAt(now, ctx.zone), WEEKS);
  const found = await Promise.all(
    weeks.map((week) =>
      weekOfArea(ctx, { area, week }).catch((error: unknown) => {
        if (error instanceof NotFound) return null;
        throw error;
      }),
    ),
  );
  return found.flatMap((shared) => {
    const left = shared?.entries.filter((entry) => isToCome(entry, now)) ?? [];
    if (!shared || left.length === 0) return [];
    const { week, from, to, code } = shared;
    const lines = left.map(({ session: { date, startsAt, endsAt, status, venue } }) => ({
      ...{ date, startsAt, endsAt, status },
      venue: venue.name,
    }));
    return [{ week, from, to, code, lines }];
  });
}
