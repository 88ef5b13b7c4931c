import { fail, redirect } from '@sveltejs/kit';
import { textOf } from '#lib/forms/read-form.ts';
import { attempt, statusOf } from '#lib/forms/refusal.ts';
import { signedIn } from '#lib/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  signedIn(locals, url, ['admin', 'planner']);
  const { session } = await locals.api.sessions.get({ id: params.session });
  const people = await locals.api.messages.unreached({ sessionId: session.id });
  return { people, venue: session.venue.name, date: session.date, isMarked: url.searchParams.has('tercatat') };
};

export const actions: Actions = {
  told: async ({ locals, params, request }) => {
    const ticketId = textOf(await request.formData(), 'ticketId');
    const outcome = await attempt(() => locals.api.messages.markTold({ sessionId: params.session, ticketId }));
    if ('refusal' in outcome) return fail(statusOf(outcome.refusal), { refusal: outcome.refusal });
    redirect(303, '?tercatat');
  },
};
