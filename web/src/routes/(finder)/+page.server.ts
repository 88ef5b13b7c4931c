import { readAskedName } from '@jemput/shared/sessions/asked-name';
import type { Api, Outputs } from '#lib/api.ts';
import { readGazetteer } from '#lib/timetable/read-gazetteer.ts';
import { readInstead } from '#lib/timetable/read-instead.ts';
import type { PageServerLoad } from './$types';
import { type Asked, ofToday, readAsked, toFind } from './asked.ts';
import { nearestInstead } from './place-asked.ts';
import { readLandmarks } from './read-landmarks.ts';

interface Search {
  asked: Asked;
  found: Outputs['sessions']['find'];
  /** Nothing of the kind asked for is in the evening: what is at other hours is shown instead. */
  otherHours: boolean;
}

async function search(api: Api, asked: Asked, today: string): Promise<Search> {
  const found = await api.sessions.find(toFind(asked, today));
  const kind = asked.kind || readAskedName(asked.q).kind;
  if (found.total > 0 || !kind || !asked.evening) return { asked, found, otherHours: false };
  const anyHour = { ...asked, evening: false };
  const atAnyHour = await api.sessions.find(toFind(anyHour, today));
  if (atAnyHour.total === 0) return { asked, found, otherHours: false };
  return { asked: anyHour, found: atAnyHour, otherHours: true };
}

export const load: PageServerLoad = async ({ locals: { api }, url, parent, platform }) => {
  const { office } = await parent();
  const { asked, found, otherHours } = await search(api, readAsked(url.searchParams), office.today);
  const [names, areas] = await Promise.all([asked.q ? api.sessions.names({ q: asked.q }) : [], api.sessions.areas()]);
  const nothing = found.total === 0;
  const todayAsked = ofToday(asked, office.today);
  const [elsewhen, nearest, today] = await Promise.all([
    nothing && asked.evening ? api.sessions.find(toFind({ ...asked, evening: false }, office.today)) : { total: 0 },
    nothing ? nearestInstead(api, names, asked, office) : [],
    todayAsked && api.sessions.today(todayAsked),
  ]);
  const shown = [...found.sessions, ...found.movedAway, ...found.movedWithin, ...nearest];
  const mapTiles = asked.map ? (platform?.req.jemput.mapTiles ?? null) : null;
  const [gazetteer, instead, landmarks] = await Promise.all([
    readGazetteer(api, office, shown),
    readInstead(api, shown),
    asked.map && !mapTiles ? readLandmarks(api, shown) : [],
  ]);
  return {
    asked,
    found,
    otherHours,
    areas,
    gazetteer,
    instead,
    names,
    nearest,
    today,
    elsewhen: elsewhen.total,
    mapTiles,
    landmarks,
  };
};
