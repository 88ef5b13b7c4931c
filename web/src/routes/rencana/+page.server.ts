import { error, fail, type RequestEvent, redirect } from '@sveltejs/kit';
import { attempt, statusOf } from '#lib/forms/refusal.ts';
import { signedIn } from '#lib/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const actor = signedIn(locals, url, ['admin', 'planner', 'viewer']);
  const planId = url.searchParams.get('rencana');
  const [board, plans, progress] = await Promise.all([
    attempt(() => locals.api.planning.board(planId ? { planId } : {})),
    locals.api.planning.listPlans(),
    locals.api.sessions.progress(),
  ]);
  if ('refusal' in board) error(statusOf(board.refusal), board.refusal.message);
  return { board: board.value, plans, progress, mayWrite: actor.role !== 'viewer' };
};

async function draftIn({ request }: RequestEvent): Promise<{ planId: string; revision: number }> {
  const form = await request.formData();
  return { planId: String(form.get('planId') ?? ''), revision: Number(form.get('revision')) };
}

export const actions: Actions = {
  createDraft: async (event) => {
    const form = await event.request.formData();
    const copyOf = String(form.get('copyOf') ?? '');
    const name = String(form.get('name') ?? '').trim();
    const input = { ...(copyOf ? { copyOf } : {}), ...(name ? { name } : {}) };
    const outcome = await attempt(() => event.locals.api.planning.createDraft(input));
    if ('refusal' in outcome) return fail(statusOf(outcome.refusal), { refusal: outcome.refusal });
    redirect(303, `/rencana?rencana=${outcome.value.planId}`);
  },
  deleteDraft: async (event) => {
    const draft = await draftIn(event);
    const outcome = await attempt(() => event.locals.api.planning.deleteDraft(draft));
    if ('refusal' in outcome) return fail(statusOf(outcome.refusal), { refusal: outcome.refusal });
    redirect(303, '/rencana');
  },
  rebaseDraft: async (event) => {
    const draft = await draftIn(event);
    const outcome = await attempt(() => event.locals.api.planning.rebaseDraft(draft));
    if ('refusal' in outcome) return fail(statusOf(outcome.refusal), { refusal: outcome.refusal });
    redirect(303, `/rencana?rencana=${encodeURIComponent(draft.planId)}`);
  },
};
