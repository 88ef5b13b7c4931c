import { fail, redirect } from '@sveltejs/kit';
import { idFrom, isTicked, numberOf, textOf } from '#lib/forms/read-form.ts';
import { attempt, type Refusal, statusOf } from '#lib/forms/refusal.ts';
import { signedIn } from '#lib/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const actor = signedIn(locals, url, ['admin', 'planner', 'viewer']);
  const [kits, outages, crew, office, accounts] = await Promise.all([
    locals.api.places.listKits(),
    locals.api.places.listOutages(),
    locals.api.places.listCrew(),
    locals.api.places.office(),
    actor.role === 'admin' ? locals.api.auth.listAccounts() : null,
  ]);
  const byNumber = new Intl.Collator('id', { numeric: true });
  kits.sort((a, b) => byNumber.compare(a.name, b.name));
  const saved = url.searchParams.get('tersimpan');
  return { kits, outages, crew, accounts, today: office.today, saved, mayWrite: actor.role !== 'viewer' };
};

function refused(form: string, id: string, refusal: Refusal) {
  return fail(statusOf(refusal), { form, id, refusal });
}

export const actions: Actions = {
  saveKit: async ({ locals, request }) => {
    const form = await request.formData();
    const kit = {
      id: textOf(form, 'id'),
      name: textOf(form, 'name'),
      baseLat: numberOf(form, 'baseLat'),
      baseLon: numberOf(form, 'baseLon'),
      recordingsPerHour: numberOf(form, 'recordingsPerHour'),
      active: isTicked(form, 'active'),
    };
    const outcome = await attempt(() => locals.api.places.saveKit(kit));
    if ('refusal' in outcome) return refused('kit', textOf(form, 'of'), outcome.refusal);
    redirect(303, `?tersimpan=${encodeURIComponent(kit.name)}`);
  },
  addOutage: async ({ locals, request }) => {
    const form = await request.formData();
    const kitId = textOf(form, 'kitId');
    const startDate = textOf(form, 'startDate');
    const endDate = textOf(form, 'endDate') || startDate;
    const reason = textOf(form, 'reason');
    const outcome = await attempt(() => locals.api.places.saveOutage({ kitId, startDate, endDate, reason }));
    if ('refusal' in outcome) return refused('outage', kitId, outcome.refusal);
    redirect(303, `?tersimpan=${encodeURIComponent(`${kitId}: ${reason}`)}`);
  },
  removeOutage: async ({ locals, request }) => {
    const form = await request.formData();
    const outcome = await attempt(() => locals.api.places.removeOutage({ id: textOf(form, 'id') }));
    if ('refusal' in outcome) return refused('outage', textOf(form, 'kitId'), outcome.refusal);
    redirect(303, `?tersimpan=${encodeURIComponent(textOf(form, 'kitId'))}`);
  },
  saveCrew: async ({ locals, request }) => {
    const form = await request.formData();
    const name = textOf(form, 'name');
    const member = {
      id: textOf(form, 'id') || idFrom(name),
      name,
      phone: textOf(form, 'phone'),
      kitId: textOf(form, 'kitId') || null,
      userId: textOf(form, 'userId') || null,
      active: isTicked(form, 'active'),
    };
    const outcome = await attempt(() => locals.api.places.saveCrewMember(member));
    if ('refusal' in outcome) return refused('crew', textOf(form, 'id'), outcome.refusal);
    redirect(303, `?tersimpan=${encodeURIComponent(name)}`);
  },
};
