import { readGazetteer } from '#lib/timetable/read-gazetteer.ts';
import type { PageServerLoad } from './$types';
import { readAsked, toFind } from './asked.ts';

export const load: PageServerLoad = async ({ locals, url, parent, platform }) => {
  const { office } = await parent();
  const asked = readAsked(url.searchParams);
  const [found, gazetteer, names] = await Promise.all([
    locals.api.sessions.find(toFind(asked, office.today)),
    readGazetteer(locals.api, office),
    asked.q ? locals.api.sessions.names({ q: asked.q }) : [],
  ]);
  const elsewhen =
    found.total === 0 && asked.evening
      ? (await locals.api.sessions.find(toFind({ ...asked, evening: false }, office.today))).total
      : 0;
  return {
    asked,
    found,
    gazetteer,
    names,
    elsewhen,
    mapTiles: asked.map ? (platform?.req.jemput.mapTiles ?? null) : null,
  };
};
