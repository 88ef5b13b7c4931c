import { signedIn } from '#lib/signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  signedIn(locals, url, ['admin', 'planner', 'viewer']);
  const [measured, settings] = await Promise.all([locals.api.numbers.measured(), locals.api.numbers.settings()]);
  return { ...measured, walkInKept: settings.walkInShare };
};
