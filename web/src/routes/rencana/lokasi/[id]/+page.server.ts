import { error, fail, redirect } from '@sveltejs/kit';
import { attempt, statusOf } from '#lib/forms/refusal.ts';
import { signedIn } from '#lib/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';
import { blankVenue, venueFrom } from './venue-form.ts';

const NEW = 'baru';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const actor = signedIn(locals, url, ['admin', 'planner', 'viewer']);
  const [venues, pools, areas, office] = await Promise.all([
    locals.api.places.listVenueRecords(),
    locals.api.places.listPools(),
    locals.api.places.listAreas(),
    locals.api.places.office(),
  ]);
  const isNew = params.id === NEW;
  const venue = isNew ? blankVenue() : venues.find(({ id }) => id === params.id);
  if (!venue) error(404, 'There is no such venue.');
  const places = venues.map(({ id, name, lat, lon }) => ({ id, name, lat, lon }));
  const comingOfAge = isNew ? [] : await locals.api.places.listComingOfAge({ poolId: venue.poolId });
  const mayWrite = actor.role !== 'viewer';
  return { venue, isNew, pools, areas, slots: office.slots, places, comingOfAge, mayWrite };
};

export const actions: Actions = {
  save: async ({ locals, params, request }) => {
    const { slots } = await locals.api.places.office();
    const form = await request.formData();
    const venue = venueFrom(
      form,
      params.id === NEW ? null : params.id,
      slots.map(({ id }) => id),
    );
    const taken = params.id === NEW && (await locals.api.places.listVenueRecords()).some(({ id }) => id === venue.id);
    if (taken) {
      const faults = [{ field: 'id', value: venue.id, code: 'duplicate', message: `${venue.id} is taken.` }];
      return fail(422, { venue, refusal: { code: 'UNPROCESSABLE_CONTENT', message: '', faults } });
    }
    const outcome = await attempt(() => locals.api.places.saveVenue(venue));
    if ('refusal' in outcome) return fail(statusOf(outcome.refusal), { venue, refusal: outcome.refusal });
    redirect(303, `/rencana/lokasi?tersimpan=${venue.id}`);
  },
};
