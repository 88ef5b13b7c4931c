import type { Session } from '@jemput/shared/sessions/session';
import { stateOf } from '#lib/timetable/session-words.ts';
import { orNotFound } from '../../missing-page.ts';
import { quieterPartOf } from '../../quieter-hour.ts';
import { readPlaceTimetable } from '../../read-place-timetable.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { api }, params, parent }) => {
  const { office } = await parent();
  const [venue, timetable] = await Promise.all([
    orNotFound(api.places.getVenue({ id: params.id })),
    readPlaceTimetable(api, office, { venue: params.id }),
  ]);
  const next = timetable.found.sessions.find((session) => isToCome(session, office.now)) ?? null;
  return { venue, ...timetable, next, quieter: next && quieterPartOf(next, office.now) };
};

function isToCome(session: Session, now: string): boolean {
  const state = stateOf(session, now);
  return state === 'scheduled' || state === 'moved';
}
