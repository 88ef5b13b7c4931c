import { redirect } from '@sveltejs/kit';
import { readGazetteer } from '#lib/timetable/read-gazetteer.ts';
import { readInstead } from '#lib/timetable/read-instead.ts';
import type { PageServerLoad } from './$types';
import { linkTo, readAsked, toFind } from './asked.ts';
import { nearestInstead } from './place-asked.ts';

function isRefusal(cause: unknown): boolean {
  return ['UNPROCESSABLE_CONTENT', 'BAD_REQUEST'].includes((cause as { code?: string }).code ?? '');
}

export const load: PageServerLoad = async ({ locals: { api }, url, parent, platform }) => {
  const { office } = await parent();
  const asked = readAsked(url.searchParams);
  const search = api.sessions.find(toFind(asked, office.today)).catch((cause: unknown) => {
    if (asked.cursor && isRefusal(cause)) redirect(303, linkTo(asked, {}));
    throw cause;
  });
  const [found, names, areas] = await Promise.all([
    search,
    asked.q ? api.sessions.names({ q: asked.q }) : [],
    api.sessions.areas(),
  ]);
  const nothing = found.total === 0;
  const [elsewhen, nearest] = await Promise.all([
    nothing && asked.evening ? api.sessions.find(toFind({ ...asked, evening: false }, office.today)) : { total: 0 },
    nothing ? nearestInstead(api, names, asked, office.today) : [],
  ]);
  const shown = [...found.sessions, ...found.movedAway, ...nearest];
  const [gazetteer, instead] = await Promise.all([readGazetteer(api, office, shown), readInstead(api, shown)]);
  return {
    asked,
    found,
    areas,
    gazetteer,
    instead,
    names,
    nearest,
    elsewhen: elsewhen.total,
    mapTiles: asked.map ? (platform?.req.jemput.mapTiles ?? null) : null,
  };
};
