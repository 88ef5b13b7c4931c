import type { Session } from '@jemput/shared/sessions/session';
import { stateOf } from '@jemput/shared/sessions/session-state';
import { orNotFound } from '../../missing-page.ts';
import { quieterPartOf } from '../../quieter-hour.ts';
import { readPlaceTimetable } from '../../read-place-timetable.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { api }, params, parent }) => {
  const { office } = await parent();
  const venue = await orNotFound(api.places.getVenue({ id: params.id }));
  const timetable = await readPlaceTimetable(api, office, { venue: params.id }, venue);
  const next = timetable.found.sessions.find((session) => isToCome(session, office.now)) ?? null;
  const marketDays = await api.calendar.marketDays({ venueId: params.id });
  return { venue, marketDays, ...timetable, next, quieter: next && quieterPartOf(next, office.now) };
};

function isToCome(session: Session, now: string): boolean {
  return ['scheduled', 'today', 'tonight', 'moved'].includes(stateOf(session, now));
}
