import type { Api, Outputs } from '#lib/api.ts';
import { readGazetteer } from '#lib/timetable/read-gazetteer.ts';
import { readInstead } from '#lib/timetable/read-instead.ts';
import type { Gazetteer, Instead } from '#lib/timetable/session-words.ts';

/** All that is published for an area or a venue, with the words its cards need. */
export interface PlaceTimetable {
  found: Outputs['sessions']['find'];
  gazetteer: Gazetteer;
  instead: Instead;
}

const LIMIT = 100;

export async function readPlaceTimetable(
  api: Api,
  office: Outputs['places']['office'],
  place: { area: string } | { venue: string },
): Promise<PlaceTimetable> {
  const found = await api.sessions.find({ ...place, limit: LIMIT });
  const shown = [...found.sessions, ...found.movedAway, ...found.nearby];
  const [gazetteer, instead] = await Promise.all([readGazetteer(api, office, shown), readInstead(api, shown)]);
  return { found, gazetteer, instead };
}
