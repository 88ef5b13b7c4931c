import { signedIn } from '#lib/signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const actor = signedIn(locals, url, ['admin', 'planner', 'viewer']);
  return { ledger: await locals.api.messages.ledger(), mayCall: actor.role !== 'viewer' };
};
