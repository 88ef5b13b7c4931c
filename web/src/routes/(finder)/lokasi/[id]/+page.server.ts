import { readGazetteer } from '#lib/timetable/read-gazetteer.ts';
import { orNotFound } from '../../missing-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { office } = await parent();
  const [venue, found, gazetteer] = await Promise.all([
    orNotFound(locals.api.places.getVenue({ id: params.id })),
    locals.api.sessions.find({ venue: params.id, limit: 100 }),
    readGazetteer(locals.api, office),
  ]);
  return { venue, found, gazetteer };
};
