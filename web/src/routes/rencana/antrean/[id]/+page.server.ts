import { releaseModes } from '@jemput/shared/sessions/release';
import { error, fail, redirect } from '@sveltejs/kit';
import { numberOf, textOf } from '#lib/forms/read-form.ts';
import { attempt, statusOf } from '#lib/forms/refusal.ts';
import { signedIn } from '#lib/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const actor = signedIn(locals, url, ['admin', 'planner', 'viewer']);
  const outcome = await attempt(() => locals.api.numbers.queue({ sessionId: params.id }));
  if ('refusal' in outcome) error(statusOf(outcome.refusal), outcome.refusal.message);
  const { now } = await locals.api.places.office();
  return { ...outcome.value, now, mayWrite: actor.role !== 'viewer', saved: url.searchParams.get('tersimpan') };
};

export const actions: Actions = {
  release: async ({ locals, params, request }) => {
    const asked = textOf(await request.formData(), 'release');
    const release = releaseModes.find((mode) => mode === asked) ?? 'staggered';
    const outcome = await attempt(() => locals.api.numbers.setRelease({ sessionId: params.id, release }));
    if ('refusal' in outcome) return fail(statusOf(outcome.refusal), { of: 'release', refusal: outcome.refusal });
    redirect(303, '?tersimpan=cara');
  },
  more: async ({ locals, params, request }) => {
    const more = numberOf(await request.formData(), 'more');
    const outcome = await attempt(() => locals.api.numbers.issueMore({ sessionId: params.id, more }));
    if ('refusal' in outcome) return fail(statusOf(outcome.refusal), { of: 'more', refusal: outcome.refusal });
    redirect(303, '?tersimpan=nomor');
  },
};
