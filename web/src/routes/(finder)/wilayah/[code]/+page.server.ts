import { isAreaCode } from '@jemput/shared/places/area';
import { error } from '@sveltejs/kit';
import { orNotFound } from '../../missing-page.ts';
import { readPlaceTimetable } from '../../read-place-timetable.ts';
import type { PageServerLoad } from './$types';
import { middleOf } from './middle-of.ts';
import { progressOf } from './progress-of.ts';

export const load: PageServerLoad = async ({ locals: { api }, params, parent }) => {
  if (!isAreaCode(params.code)) error(404);
  const { office } = await parent();
  const place = await orNotFound(api.places.getArea({ code: params.code }));
  const [timetable, progress, within, weeks, pushKey] = await Promise.all([
    readPlaceTimetable(api, office, { area: params.code }, middleOf(place)),
    api.sessions.progress(),
    api.sessions.areasWithin({ code: params.code }),
    place.area.level === 'village' ? api.share.weeks({ area: params.code }) : [],
    api.messages.pushKey(),
  ]);
  return { ...place, ...timetable, within, weeks, pushKey, progress: progressOf(params.code, progress.byArea) };
};
