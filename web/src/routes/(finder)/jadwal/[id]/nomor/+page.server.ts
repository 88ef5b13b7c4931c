import { takeRefusals } from '@jemput/shared/bookings/take-number';
import { orNotFound } from '../../../missing-page.ts';
import type { PageServerLoad } from './$types';
import { fieldOf, type Refused, refusalWords } from './refusal-words.ts';

const fields = ['name', 'people', 'contact'] as const;

/** Why no number was given, as the address says; null where it says nothing that is known. */
function refusedOf(search: URLSearchParams, mostPeople: number): Refused | null {
  const refusal = takeRefusals.find((known) => known === search.get('tolak'));
  if (!refusal) return null;
  const field = fields.find((known) => known === search.get('bidang')) ?? fieldOf(refusal);
  return { text: refusalWords(refusal, mostPeople), field };
}

/** The same for everybody, so that it is given from memory in the minute in which numbers open. */
export const load: PageServerLoad = async ({ locals: { api }, params, url }) => {
  const [{ session, alternatives }, asking, offered] = await Promise.all([
    orNotFound(api.sessions.get({ id: params.id })),
    orNotFound(api.bookings.asking({ sessionId: params.id })),
    api.messages.offered(),
  ]);
  const channels = offered.channels.filter((channel) => channel !== 'push');
  const refused = refusedOf(url.searchParams, asking.mostPeople);
  return { session, alternatives, asking, channels, pushes: offered.pushKey !== null, refused };
};
