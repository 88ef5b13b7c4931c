import { signedIn } from '#lib/signed-in.ts';
import type { LayoutServerLoad } from './$types';
import { schemeAt } from './scheme.ts';

export const load: LayoutServerLoad = async ({ locals, url }) => {
  const actor = signedIn(locals, url, ['crew', 'admin', 'planner', 'courier']);
  const office = await locals.api.places.office();
  return { actor, office, scheme: schemeAt(office.now, office.zone) };
};
