import { instantOf } from '@jemput/shared/calendar/time-zone';
import { signedIn } from '#lib/signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  signedIn(locals, url, ['admin', 'planner', 'viewer']);
  const [anomalies, venues, office] = await Promise.all([
    locals.api.bookings.anomalies(),
    locals.api.places.listVenueRecords(),
    locals.api.places.office(),
  ]);
  const nameOf = new Map(venues.map(({ id, name }) => [id, name]));
  const sessions = anomalies.sessions.map(({ id, date, venueId }) => ({
    id,
    date,
    venue: nameOf.get(venueId) ?? venueId,
  }));
  const oddities = anomalies.oddities.map(({ firstAt, lastAt, ...oddity }) => {
    return { ...oddity, first: instantOf(firstAt, office.zone), last: instantOf(lastAt, office.zone) };
  });
  return { ...anomalies, oddities, sessions };
};
