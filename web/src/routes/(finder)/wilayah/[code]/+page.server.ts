import { isAreaCode } from '@jemput/shared/places/area';
import { error } from '@sveltejs/kit';
import { orNotFound } from '../../missing-page.ts';
import { readPlaceTimetable } from '../../read-place-timetable.ts';
import type { PageServerLoad } from './$types';
import { progressOf } from './progress-of.ts';

export const load: PageServerLoad = async ({ locals: { api }, params, parent }) => {
  if (!isAreaCode(params.code)) error(404);
  const { office } = await parent();
  const [place, timetable, progress] = await Promise.all([
    orNotFound(api.places.getArea({ code: params.code })),
    readPlaceTimetable(api, office, { area: params.code }),
    api.sessions.progress(),
  ]);
  return { ...place, ...timetable, progress: progressOf(params.code, progress.byArea) };
};
