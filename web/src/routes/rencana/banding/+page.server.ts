import { addDays } from '@jemput/shared/calendar/local-date';
import { error, fail, redirect } from '@sveltejs/kit';
import { numberOf, textOf } from '#lib/forms/read-form.ts';
import { attempt, statusOf } from '#lib/forms/refusal.ts';
import { signedIn } from '#lib/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';
import { readWhatIf } from './read-what-if.ts';
import { whatIfWords } from './what-if-words.ts';

/** The plan that the address names, else the one that the board would open. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const actor = signedIn(locals, url, ['admin', 'planner', 'viewer']);
  const [plans, office, venues] = await Promise.all([
    locals.api.planning.listPlans(),
    locals.api.places.office(),
    locals.api.places.listVenues(),
  ]);
  const usual = plans.find(({ status }) => status === 'draft') ?? plans.find(({ status }) => status === 'published');
  const planId = url.searchParams.get('rencana') ?? usual?.id;
  const common = { plans, slots: office.slots, venues, mayWrite: actor.role !== 'viewer' };
  if (planId === undefined) return { ...common, comparison: null, monthLater: '' };
  const compared = await attempt(() => locals.api.planning.compareScenarios({ planId }));
  if ('refusal' in compared) error(statusOf(compared.refusal), compared.refusal.message);
  return { ...common, comparison: compared.value, monthLater: addDays(compared.value.plan.horizonEnd, 30) };
};

export const actions: Actions = {
  create: async ({ locals, request }) => {
    const form = await request.formData();
    const whatIf = readWhatIf(form);
    const { slots } = await locals.api.places.office();
    const planId = textOf(form, 'planId');
    const input = {
      planId,
      name: textOf(form, 'name') || whatIfWords(whatIf, slots).slice(0, 120),
      whatIf,
      seconds: numberOf(form, 'seconds'),
    };
    const outcome = await attempt(() => locals.api.planning.createScenario(input));
    if ('refusal' in outcome) return fail(statusOf(outcome.refusal), { refusal: outcome.refusal });
    redirect(303, `/rencana/banding?rencana=${encodeURIComponent(planId)}`);
  },
  delete: async ({ locals, request }) => {
    const form = await request.formData();
    const outcome = await attempt(() => locals.api.planning.deleteScenario({ scenarioId: textOf(form, 'scenarioId') }));
    if ('refusal' in outcome) return fail(statusOf(outcome.refusal), { refusal: outcome.refusal });
    redirect(303, `/rencana/banding?rencana=${encodeURIComponent(outcome.value.planId)}`);
  },
};
