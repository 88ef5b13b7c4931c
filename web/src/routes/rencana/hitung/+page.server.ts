import { attempt } from '#lib/forms/refusal.ts';
import { signedIn } from '#lib/signed-in.ts';
import type { PageServerLoad } from './$types';
import { fieldsOf } from './asked.ts';
import { assumedOf } from './assumed.ts';
import { fieldNames } from './entry-reader.ts';
import { fieldsOfEvening } from './fields-of-evening.ts';

const EVENINGS_A_PAGE = 6;

export const load: PageServerLoad = async ({ locals, url }) => {
  signedIn(locals, url, ['admin', 'planner', 'viewer']);
  const query = url.searchParams;
  const { assumed, assumedFaults } = assumedOf(query);
  const sessionId = query.get('sesi')?.slice(0, 100);
  const isFilledIn = fieldNames.some((name) => query.has(name));
  const [coming, named, evening] = await Promise.all([
    locals.api.queue.evenings({ ...assumed, limit: EVENINGS_A_PAGE }),
    sessionId ? attempt(() => locals.api.sessions.get({ id: sessionId })) : null,
    sessionId && !isFilledIn ? locals.api.queue.evening({ ...assumed, sessionId }) : null,
  ]);
  const known = named && 'value' in named && (isFilledIn || evening);
  const session = known ? named.value.session : null;
  return {
    fields: evening ? fieldsOfEvening(evening) : fieldsOf(query),
    assumed,
    assumedFaults,
    pageLength: EVENINGS_A_PAGE,
    coming,
    isSessionUnknown: Boolean(sessionId && !session),
    session: session && { id: session.id, venueName: session.venue.name, date: session.date },
  };
};
