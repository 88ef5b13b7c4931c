import { signedIn } from '#lib/signed-in.ts';
import type { PageServerLoad } from './$types';

const ON_A_PAGE = 30;

export const load: PageServerLoad = async ({ locals, url }) => {
  signedIn(locals, url, ['admin', 'planner', 'viewer']);
  const asked = Number(url.searchParams.get('dari') ?? 0);
  const skip = Number.isInteger(asked) && asked > 0 ? asked : 0;
  const found = await locals.api.numbers.queues({ skip, limit: ON_A_PAGE });
  const office = await locals.api.places.office();
  return { ...found, skip, now: office.now, earlier: Math.max(0, skip - ON_A_PAGE), later: skip + ON_A_PAGE };
};
