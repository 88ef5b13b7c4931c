import { fail, redirect } from '@sveltejs/kit';
import { isTicked, numberOf, textOf } from '#lib/forms/read-form.ts';
import { attempt, statusOf } from '#lib/forms/refusal.ts';
import { signedIn } from '#lib/signed-in.ts';
import { openingOf } from '../lokasi/[id]/venue-form.ts';
import type { Actions, PageServerLoad } from './$types';
import { OPEN_DAYS } from './open-days.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
  const actor = signedIn(locals, url, ['admin', 'planner', 'viewer']);
  const [counters, venues, office, crew] = await Promise.all([
    locals.api.counters.list(),
    locals.api.places.listVenueRecords(),
    locals.api.places.office(),
    locals.api.places.listCrew(),
  ]);
  const nameOf = new Map(venues.map(({ id, name }) => [id, name]));
  const offices = venues.filter(({ kind, active }) => kind === 'office' && active);
  return {
    counters: counters.map((counter) => ({
      ...counter,
      venueName: nameOf.get(counter.venueId) ?? counter.venueId,
      printsAtName: counter.printsAtVenueId && (nameOf.get(counter.printsAtVenueId) ?? counter.printsAtVenueId),
    })),
    offices: offices.map(({ id, name }) => ({ id, name })),
    slots: office.slots,
    crew: crew.filter(({ active }) => active).map(({ id, name }) => ({ id, name })),
    today: office.today,
    saved: nameOf.get(url.searchParams.get('tersimpan') ?? '') ?? null,
    mayWrite: actor.role !== 'viewer',
  };
};

export const actions: Actions = {
  save: async ({ locals, request }) => {
    const form = await request.formData();
    const venueId = textOf(form, 'venueId');
    const service = textOf(form, 'service') === 'printing' ? ('printing' as const) : ('recording' as const);
    const of = textOf(form, 'id');
    const counter = {
      id: of || `${venueId}-${service}`,
      venueId,
      service,
      slotId: textOf(form, 'slotId'),
      desks: numberOf(form, 'desks'),
      minutesPerPerson: numberOf(form, 'minutesPerPerson'),
      opening: openingOf(form, OPEN_DAYS),
      printsAtVenueId: textOf(form, 'printsAtVenueId') || null,
      staffIds: form.getAll('staffIds').map(String),
      active: isTicked(form, 'active'),
      reason: textOf(form, 'reason'),
    };
    const outcome = await attempt(() => locals.api.counters.save(counter));
    if ('refusal' in outcome) return fail(statusOf(outcome.refusal), { of, counter, refusal: outcome.refusal });
    redirect(303, `?tersimpan=${encodeURIComponent(venueId)}`);
  },
};
