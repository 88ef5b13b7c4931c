import type { QueueSettings } from '@jemput/shared/bookings/queue-settings';
import { fail, redirect } from '@sveltejs/kit';
import { numberOf, textOf } from '#lib/forms/read-form.ts';
import { attempt, statusOf } from '#lib/forms/refusal.ts';
import { signedIn } from '#lib/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';
import { settingGroups } from './setting-fields.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
  const actor = signedIn(locals, url, ['admin', 'planner', 'viewer']);
  const settings = await locals.api.numbers.settings();
  return { settings, mayWrite: actor.role !== 'viewer', isSaved: url.searchParams.has('tersimpan') };
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const form = await request.formData();
    const typed: Record<string, string> = { release: textOf(form, 'release') };
    const asked: Record<string, string | number> = { ...typed };
    for (const { name, kind } of settingGroups.flatMap(({ fields }) => fields)) {
      typed[name] = textOf(form, name);
      asked[name] = kind === 'time' ? textOf(form, name) : numberOf(form, name) / (kind === 'percent' ? 100 : 1);
    }
    // The schema of the verb refuses whatever is not as it says.
    const outcome = await attempt(() => locals.api.numbers.saveSettings(asked as unknown as QueueSettings));
    if ('refusal' in outcome) return fail(statusOf(outcome.refusal), { typed, refusal: outcome.refusal });
    redirect(303, '?tersimpan');
  },
};
