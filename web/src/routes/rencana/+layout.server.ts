import { signedIn } from '#lib/signed-in.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, url }) => {
  const actor = signedIn(locals, url, ['admin', 'planner', 'viewer']);
  return { actor, office: await locals.api.places.office(), mayWrite: actor.role !== 'viewer' };
};
