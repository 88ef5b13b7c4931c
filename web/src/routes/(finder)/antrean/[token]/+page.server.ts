import { fail, redirect } from '@sveltejs/kit';
import { textOf } from '#lib/forms/read-form.ts';
import { attempt, type Refusal, statusOf } from '#lib/forms/refusal.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { orNotFound } from '../../missing-page.ts';
import type { Actions, PageServerLoad } from './$types';
import { readSessionsToMoveTo } from './read-sessions-to-move-to.ts';
import { stateWords } from './state-texts.ts';

export const load: PageServerLoad = async ({ locals: { api }, params: { token }, parent, setHeaders, url }) => {
  const { office } = await parent();
  const view = await orNotFound(api.bookings.ticket({ token }));
  // Forms are posted with `Origin: null` where no referrer is sent at all, and refused; this one tells other sites as little.
  setHeaders({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex', 'Referrer-Policy': 'same-origin' });
  const isMoving = view.can.move && url.searchParams.has('pindah');
  const [asking, offered, others] = await Promise.all([
    api.bookings.asking({ sessionId: view.session.id }),
    api.messages.offered(),
    isMoving ? readSessionsToMoveTo(api, view, office.now) : null,
  ]);
  const { reenterAfter, offerMinutes } = asking;
  const words = stateWords(view, { now: office.now, reenterAfter, offerMinutes });
  return { view, words, token, reenterAfter, offered, others };
};

/** What the page of the number then shows is read anew from what was committed. */
async function doThen(token: string, act: () => Promise<unknown>) {
  const outcome = await attempt(act);
  if ('refusal' in outcome) return refused(outcome.refusal);
  redirect(303, `/antrean/${token}`);
}

function refused(refusal: Refusal) {
  const { code } = refusal;
  const why = ['CONFLICT', 'NOT_FOUND'].includes(code)
    ? 'late'
    : ['UNPROCESSABLE_CONTENT', 'BAD_REQUEST'].includes(code)
      ? 'address'
      : 'failed';
  return fail(statusOf(refusal), { why } as const);
}

export const actions: Actions = {
  cancel: ({ locals: { api }, params: { token } }) => doThen(token, () => api.bookings.cancel({ token })),
  arrive: ({ locals: { api }, params: { token } }) => doThen(token, () => api.bookings.arrive({ token })),
  answer: async ({ locals: { api }, params: { token }, request }) => {
    const choice = textOf(await request.formData(), 'choice');
    if (choice !== 'take_offer' && choice !== 'stay' && choice !== 'give_up')
      return fail(400, { why: 'failed' as const });
    return doThen(token, () => api.following.answer({ token, choice }));
  },
  move: async ({ locals: { api }, params: { token }, request }) => {
    const toSessionId = textOf(await request.formData(), 'toSessionId');
    const outcome = await attempt(() => api.bookings.move({ token, toSessionId }));
    if ('refusal' in outcome) return refused(outcome.refusal);
    if (outcome.value.outcome === 'refused') return fail(409, { why: 'late' as const });
    redirect(303, `/antrean/${outcome.value.token}`);
  },
  tell: async ({ locals: { api }, params: { token }, request }) => {
    const form = await request.formData();
    const channel = textOf(form, 'channel');
    if (channel !== 'email' && channel !== 'whatsapp' && channel !== 'sms')
      return fail(422, { why: 'address' as const });
    const address = textOf(form, 'address');
    return doThen(token, () => api.messages.tell({ token, channel, address, language: getLocale() }));
  },
  untell: async ({ locals: { api }, params: { token } }) => doThen(token, () => api.messages.untell({ token })),
};
