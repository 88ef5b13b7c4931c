import { RAMADAN } from '@jemput/shared/forecast/event-calendar';
import type { VenueKind } from '@jemput/shared/places/venue-kind';
import { fail, redirect } from '@sveltejs/kit';
import { eventMeant } from '#lib/forecast/event-names.ts';
import { textOf } from '#lib/forms/read-form.ts';
import { attempt, statusOf } from '#lib/forms/refusal.ts';
import { signedIn } from '#lib/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const actor = signedIn(locals, url, ['admin', 'planner', 'viewer']);
  const [events, office, areas] = await Promise.all([
    locals.api.events.list(),
    locals.api.places.office(),
    locals.api.places.listAreas(),
  ]);
  return {
    events,
    slots: office.slots,
    today: office.today,
    areas: areas.filter(({ level }) => level === 'district' || level === 'village'),
    saved: url.searchParams.get('tersimpan'),
    removed: url.searchParams.get('terhapus'),
    mayWrite: actor.role !== 'viewer',
  };
};

export const actions: Actions = {
  save: async ({ locals, request }) => {
    const form = await request.formData();
    const id = textOf(form, 'id');
    const startDate = textOf(form, 'startDate');
    const run = {
      name: textOf(form, 'name'),
      startDate,
      endDate: textOf(form, 'endDate') || startDate,
      slotId: textOf(form, 'slotId') || null,
      venueKind: (textOf(form, 'venueKind') || null) as VenueKind | null,
      areaCode: textOf(form, 'areaCode') || null,
    };
    const outcome = await attempt(() =>
      locals.api.events.save({ ...run, name: eventMeant(run.name), ...(id ? { id } : {}) }),
    );
    if ('refusal' in outcome) {
      return fail(statusOf(outcome.refusal), { of: textOf(form, 'of'), typed: run, refusal: outcome.refusal });
    }
    if (eventMeant(run.name) === RAMADAN) {
      const { sessions, closed } = await locals.api.calendar.outdated();
      if (sessions.length + closed.length > 0) redirect(303, '/rencana/kalender/terbit?tersimpan');
    }
    redirect(303, `?tersimpan=${encodeURIComponent(eventMeant(run.name))}`);
  },
  remove: async ({ locals, request }) => {
    const form = await request.formData();
    const outcome = await attempt(() => locals.api.events.remove({ id: textOf(form, 'id') }));
    if ('refusal' in outcome) {
      return fail(statusOf(outcome.refusal), { of: 'remove', typed: null, refusal: outcome.refusal });
    }
    redirect(303, `?terhapus=${encodeURIComponent(textOf(form, 'name'))}`);
  },
};
