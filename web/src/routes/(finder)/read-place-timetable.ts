import { addDays } from '@jemput/shared/calendar/local-date';
import type { Position } from '@jemput/shared/places/distance';
import { metresAndDays } from '@jemput/shared/sessions/nearest-session';
import type { Session } from '@jemput/shared/sessions/session';
import { isOver, stateOf } from '@jemput/shared/sessions/session-state';
import type { Api, Outputs } from '#lib/api.ts';
import { readGazetteer } from '#lib/timetable/read-gazetteer.ts';
import { readInstead } from '#lib/timetable/read-instead.ts';
import type { Gazetteer, Instead } from '#lib/timetable/session-words.ts';

/** All that is published for an area or a venue, with the words its cards need. */
export interface PlaceTimetable {
  found: Outputs['sessions']['find'];
  /** The nearest sessions outside, where there is none inside in the next seven days. */
  outside: Session[];
  gazetteer: Gazetteer;
  instead: Instead;
}

type Office = Outputs['places']['office'];

const LIMIT = 100;
const OUTSIDE = 3;

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
  if (sessions.some((session) => session.date <= to && takesPlace(session, office.now))) return [];
  if (!middle) return nearby;
  const near = await api.sessions.find({ near: middle, to, limit: 50 });
  const now = Date.parse(office.now);
  const cost = ({ distanceM = 0, startsAt }: Session) =>
    metresAndDays({ distanceM, startsMillis: Date.parse(startsAt) }, now);
  const soon = near.sessions.filter((session) => takesPlace(session, office.now)).sort((a, b) => cost(a) - cost(b));
  const inside = new Set(sessions.map(({ id }) => id));
  const venues = new Set<string>();
  const firsts = soon.filter(({ id, venue }) => !inside.has(id) && !venues.has(venue.id) && venues.add(venue.id));
  return firsts.length > 0 ? firsts.slice(0, OUTSIDE) : nearby;
}

function takesPlace(session: Session, now: string): boolean {
  const state = stateOf(session, now);
  return state !== 'cancelled' && !isOver(state);
}
