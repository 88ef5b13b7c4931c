import { type TakeRefusal, takeRefusals } from '@jemput/shared/bookings/take-number';
import { orNotFound } from '../../../missing-page.ts';
import type { PageServerLoad } from './$types';

const fields = ['name', 'people', 'contact'] as const;
type RefusedField = (typeof fields)[number];

/** Why no number was given, as the address says; null where it says nothing that is known. */
function refusedOf(search: URLSearchParams): { refusal: TakeRefusal; field: RefusedField | null } | null {
  const refusal = takeRefusals.find((known) => known === search.get('tolak'));
  if (!refusal) return null;
  return { refusal, field: fields.find((known) => known === search.get('bidang')) ?? null };
}

/** The same for everybody, so that it is given from memory in the minute in which numbers open. */
export const load: PageServerLoad = async ({ locals: { api }, params, url }) => {
  const [{ session, alternatives }, asking, offered] = await Promise.all([
    orNotFound(api.sessions.get({ id: params.id })),
    orNotFound(api.bookings.asking({ sessionId: params.id })),
    api.messages.offered(),
  ]);
  const channels = offered.channels.filter((channel) => channel !== 'push');
  return { session, alternatives, asking, channels, refused: refusedOf(url.searchParams) };
};
