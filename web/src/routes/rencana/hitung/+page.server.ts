import { attempt } from '#lib/forms/refusal.ts';
import { signedIn } from '#lib/signed-in.ts';
import type { PageServerLoad } from './$types';
import { assumedOf, fieldsOf } from './asked.ts';

const EVENINGS_A_PAGE = 8;

export const load: PageServerLoad = async ({ locals, url }) => {
  signedIn(locals, url, ['admin', 'planner', 'viewer']);
  const query = url.searchParams;
  const assumed = assumedOf(query);
  const sessionId = query.get('sesi')?.slice(0, 100);
  const [coming, named] = await Promise.all([
    locals.api.queue.evenings({ ...assumed, limit: EVENINGS_A_PAGE }),
    sessionId ? attempt(() => locals.api.sessions.get({ id: sessionId })) : null,
  ]);
  const session = named && 'value' in named ? named.value.session : null;
  return {
    fields: fieldsOf(query),
    assumed,
    pageLength: EVENINGS_A_PAGE,
    coming,
    session: session && { id: session.id, venueName: session.venue.name, date: session.date },
  };
};
