import { orNotFound } from '../../missing-page.ts';
import { readPlaceTimetable } from '../../read-place-timetable.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { api }, params, parent }) => {
  const { office } = await parent();
  const [venue, timetable] = await Promise.all([
    orNotFound(api.places.getVenue({ id: params.id })),
    readPlaceTimetable(api, office, { venue: params.id }),
  ]);
  return { venue, ...timetable };
};
