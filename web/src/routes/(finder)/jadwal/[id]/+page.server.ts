import { readGazetteer } from '#lib/timetable/read-gazetteer.ts';
import { orNotFound } from '../../missing-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { office } = await parent();
  const [{ session, alternatives }, gazetteer] = await Promise.all([
    orNotFound(locals.api.sessions.get({ id: params.id })),
    readGazetteer(locals.api, office),
  ]);
  return { session, alternatives, gazetteer, address: `${url.origin}/jadwal/${session.id}` };
};
