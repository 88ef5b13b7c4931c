import { error } from '@sveltejs/kit';
import { attempt, statusOf } from '#lib/forms/refusal.ts';
import { signedIn } from '#lib/signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, platform }) => {
  signedIn(locals, url, ['admin', 'planner', 'viewer']);
  const planId = url.searchParams.get('rencana');
  const board = await attempt(() => locals.api.planning.board(planId ? { planId } : {}));
  if ('refusal' in board) error(statusOf(board.refusal), board.refusal.message);
  return { board: board.value, asked: url.searchParams.get('tanggal'), tiles: platform?.req.jemput.mapTiles ?? null };
};
