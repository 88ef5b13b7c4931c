import { fail, redirect } from '@sveltejs/kit';
import { idFrom, textOf } from '#lib/forms/read-form.ts';
import { attempt, statusOf } from '#lib/forms/refusal.ts';
import { signedIn } from '#lib/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const actor = signedIn(locals, url, ['admin', 'planner', 'viewer']);
  const [office, regencies, outdated] = await Promise.all([
    locals.api.places.office(),
    locals.api.places.listAreas({ level: 'regency' }),
    locals.api.calendar.outdated(),
  ]);
  const saved = url.searchParams.get('tersimpan');
  return {
    office,
    regencies,
    outdated,
    isNamed: url.searchParams.has('dinamai'),
    savedSlot: office.slots.find(({ id }) => id === saved)?.name ?? null,
    mayWrite: actor.role !== 'viewer',
  };
};

export const actions: Actions = {
  name: async ({ locals, request }) => {
    const form = await request.formData();
    const typed = { name: textOf(form, 'name'), regencyCode: textOf(form, 'regencyCode') };
    const outcome = await attempt(() => locals.api.places.saveOffice(typed));
    if ('refusal' in outcome) {
      return fail(statusOf(outcome.refusal), { of: 'kantor', office: typed, slot: null, refusal: outcome.refusal });
    }
    redirect(303, '?dinamai');
  },
  slot: async ({ locals, request }) => {
    const form = await request.formData();
    const name = textOf(form, 'name');
    const of = textOf(form, 'of');
    const slot = {
      id: of || textOf(form, 'id') || idFrom(name),
      name,
      startTime: textOf(form, 'startTime'),
      endTime: textOf(form, 'endTime') === '00:00' ? '24:00' : textOf(form, 'endTime'),
    };
    const { slots } = await locals.api.places.office();
    if (of === '' && slots.some(({ id }) => id === slot.id)) {
      const faults = [{ field: 'id', value: slot.id, code: 'duplicate', message: `${slot.id} is taken.` }];
      return fail(422, { of, office: null, slot, refusal: { code: 'UNPROCESSABLE_CONTENT', message: '', faults } });
    }
    const outcome = await attempt(() => locals.api.places.saveSlot(slot));
    if ('refusal' in outcome) {
      return fail(statusOf(outcome.refusal), { of, office: null, slot, refusal: outcome.refusal });
    }
    redirect(303, `?tersimpan=${slot.id}`);
  },
};
