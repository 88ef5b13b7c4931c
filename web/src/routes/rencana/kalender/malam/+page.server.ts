import { fail, redirect } from '@sveltejs/kit';
import { numberOf, textOf } from '#lib/forms/read-form.ts';
import { attempt, statusOf } from '#lib/forms/refusal.ts';
import { signedIn } from '#lib/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const actor = signedIn(locals, url, ['admin', 'planner', 'viewer']);
  const [evening, office, outdated] = await Promise.all([
    locals.api.calendar.evening(),
    locals.api.places.office(),
    locals.api.calendar.outdated(),
  ]);
  return {
    ...evening,
    today: office.today,
    outdated,
    saved: url.searchParams.has('tersimpan'),
    mayWrite: actor.role !== 'viewer',
  };
};

export const actions: Actions = {
  save: async ({ locals, request }) => {
    const form = await request.formData();
    const typed = {
      maghribPauseMinutes: numberOf(form, 'maghribPauseMinutes'),
      isyaPauseMinutes: numberOf(form, 'isyaPauseMinutes'),
      tarawihMinutes: textOf(form, 'tarawihMinutes') === '' ? null : numberOf(form, 'tarawihMinutes'),
      ramadanEveningMinutes: numberOf(form, 'ramadanEveningMinutes'),
      openOnTakbiran: textOf(form, 'openOnTakbiran') !== '',
    };
    const outcome = await attempt(() => locals.api.calendar.saveEvening({ ...typed, seen: textOf(form, 'seen') }));
    if ('refusal' in outcome) return fail(statusOf(outcome.refusal), { typed, refusal: outcome.refusal });
    redirect(303, outcome.value.outdated > 0 ? '/rencana/kalender/terbit?tersimpan' : '?tersimpan');
  },
};
