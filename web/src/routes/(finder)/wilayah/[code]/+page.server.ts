import { isAreaCode } from '@jemput/shared/places/area';
import { error } from '@sveltejs/kit';
import { readGazetteer } from '#lib/timetable/read-gazetteer.ts';
import { orNotFound } from '../../missing-page.ts';
import type { PageServerLoad } from './$types';
import { progressOf } from './progress-of.ts';

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  if (!isAreaCode(params.code)) error(404);
  const { office } = await parent();
  const [place, found, progress, gazetteer] = await Promise.all([
    orNotFound(locals.api.places.getArea({ code: params.code })),
    locals.api.sessions.find({ area: params.code, limit: 100 }),
    locals.api.sessions.progress(),
    readGazetteer(locals.api, office),
  ]);
  return { ...place, found, gazetteer, progress: progressOf(params.code, progress.byArea) };
};
