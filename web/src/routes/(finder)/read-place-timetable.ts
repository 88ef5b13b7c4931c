import { addDays } from '@jemput/shared/calendar/local-date';
import type { Position } from '@jemput/shared/places/distance';
import type { Session } from '@jemput/shared/sessions/session';
import { hasRoom } from '@jemput/shared/sessions/takes-people';
import type { Api, Outputs } from '#lib/api.ts';
import { bestFirst } from '#lib/timetable/best-first.ts';
import { readGazetteer } from '#lib/timetable/read-gazetteer.ts';
import { readInstead } from '#lib/timetable/read-instead.ts';
import type { Gazetteer, Instead } from '#lib/timetable/session-words.ts';

/** All that is published for an area or a venue, with the words its cards need. */
export interface PlaceTimetable {
  found: Outputs['sessions']['find'];
  /** The nearest sessions outside, where there is none inside that can be gone to in the next seven days. */
  outside: Session[];
  gazetteer: Gazetteer;
  instead: Instead;
}

type Office = Outputs['places']['office'];

const LIMIT = 100;

/** @param middle from where the way outside is measured; null where it is not known */
export async function readPlaceTimetable(
  api: Api,
  office: Office,
  place: { area: string } | { venue: string },
  middle: Position | null,
): Promise<PlaceTimetable> {
  const found = await api.sessions.find({ ...place, limit: LIMIT });
  const outside = await readOutside(api, office, found, middle);
  const shown = [...found.sessions, ...found.movedAway, ...found.movedWithin, ...outside];
  const [gazetteer, instead] = await Promise.all([readGazetteer(api, office, shown), readInstead(api, shown)]);
  return { found, outside, gazetteer, instead };
}

async function readOutside(
  api: Api,
  office: Office,
  { sessions, nearby }: PlaceTimetable['found'],
  middle: Position | null,
): Promise<Session[]> {
  const to = addDays(office.today, 6);
  if (sessions.some((session) => session.date <= to && hasRoom(session, office.now))) return [];
  if (!middle) return nearby;
  const inside = new Set(sessions.map(({ id }) => id));
  const near = (await api.sessions.find({ near: middle, to, limit: LIMIT })).sessions.filter(
    ({ id }) => !inside.has(id),
  );
  const soon = bestFirst(near, office.now);
  return soon.length > 0 ? soon : nearby;
}
