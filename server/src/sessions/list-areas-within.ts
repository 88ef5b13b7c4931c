import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { liesIn } from '@jemput/shared/places/area';
import type { Context } from '../context.ts';
import type { AreaName } from './list-served-areas.ts';
import { currentTimetable } from './timetable-snapshot.ts';

export interface AreaWithNext extends AreaName {
  /** The next session there that takes place; ISO 8601 with offset. */
  next: { date: string; startsAt: string } | null;
}

/** The areas directly below one, by name, each with its next session. */
export async function listAreasWithin(ctx: Context, { code }: { code: string }): Promise<AreaWithNext[]> {
  const { areas, sessions } = await currentTimetable(ctx);
  const within = areas.filter(({ parentCode }) => parentCode === code);
  if (within.length === 0) return [];
  const now = ctx.now();
  const today = localDateAt(now, ctx.zone);
  const next = new Map<string, AreaWithNext['next']>();
  for (const { session, status, endsMillis } of sessions) {
    if (session.date < today || endsMillis <= now || status === 'cancelled' || status === 'done') continue;
    const inArea = within.find((area) => liesIn(session.venue.area.code, area.code))?.code;
    if (inArea !== undefined && !next.has(inArea)) next.set(inArea, { date: session.date, startsAt: session.startsAt });
  }
  return within
    .map((area) => ({ code: area.code, name: area.name, next: next.get(area.code) ?? null }))
    .sort((a, b) => a.name.localeCompare(b.name, 'id'));
}
