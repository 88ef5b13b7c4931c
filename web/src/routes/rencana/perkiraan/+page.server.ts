import { fail } from '@sveltejs/kit';
import { attempt, statusOf } from '#lib/forms/refusal.ts';
import { signedIn } from '#lib/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';
import { readOpened } from './read-opened.ts';

const orders = ['mean', 'remaining', 'name'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
  const actor = signedIn(locals, url, ['admin', 'planner', 'viewer']);
  const [rows, office, model] = await Promise.all([
    locals.api.forecast.list(),
    locals.api.places.office(),
    locals.api.forecast.model(),
  ]);
  const order = orders.find((known) => known === url.searchParams.get('urut')) ?? 'mean';
  const sorted = rows.toSorted((a, b) =>
    order === 'name' ? a.venueName.localeCompare(b.venueName) : b[order] - a[order],
  );
  const opened = await readOpened(locals.api, url, rows);
  return { rows: sorted, model, opened, order, slots: office.slots, mayWrite: actor.role !== 'viewer' };
};

export const actions: Actions = {
  refit: async ({ locals }) => {
    const outcome = await attempt(() => locals.api.forecast.refit());
    if ('refusal' in outcome) return fail(statusOf(outcome.refusal), { refusal: outcome.refusal });
    return { rows: outcome.value.rows };
  },
};
