import { fail, redirect } from '@sveltejs/kit';
import { textOf } from '#lib/forms/read-form.ts';
import { attempt, statusOf } from '#lib/forms/refusal.ts';
import { signedIn } from '#lib/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const actor = signedIn(locals, url, ['admin', 'planner', 'viewer']);
  const [outdated, office] = await Promise.all([locals.api.calendar.outdated(), locals.api.places.office()]);
  const corrected = url.searchParams.get('diubah');
  return {
    outdated,
    today: office.today,
    /** The rules or dates of Ramadan were saved just now. */
    saved: url.searchParams.has('tersimpan'),
    corrected: corrected === null ? null : Number(corrected) || 0,
    mayWrite: actor.role !== 'viewer',
  };
};

export const actions: Actions = {
  correct: async ({ locals, request }) => {
    const form = await request.formData();
    const typed = { seen: textOf(form, 'seen'), reason: textOf(form, 'reason') };
    const outcome = await attempt(() => locals.api.calendar.correctHours(typed));
    if ('refusal' in outcome) return fail(statusOf(outcome.refusal), { typed, refusal: outcome.refusal });
    redirect(303, `?diubah=${outcome.value.sessions}`);
  },
};
