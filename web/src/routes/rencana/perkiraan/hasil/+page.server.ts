import { type SurpriseReason, surpriseReasons } from '@jemput/shared/field/surprise-reason';
import { venueKinds } from '@jemput/shared/places/venue-kind';
import { fail, type RequestEvent } from '@sveltejs/kit';
import { textOf } from '#lib/forms/read-form.ts';
import { attempt, statusOf } from '#lib/forms/refusal.ts';
import { signedIn } from '#lib/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** What the address asks for; what it cannot mean is left out. */
function askedFrom({ searchParams }: URL) {
  const month = searchParams.get('bulan') ?? '';
  const kind = venueKinds.find((known) => known === searchParams.get('jenis'));
  const area = searchParams.get('wilayah') ?? '';
  return {
    ...(/^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? { month } : {}),
    ...(kind ? { kind } : {}),
    ...(/^[\d.]{1,13}$/.test(area) ? { area } : {}),
  };
}

export const load: PageServerLoad = async ({ locals, url }) => {
  const actor = signedIn(locals, url, ['admin', 'planner', 'viewer']);
  const asked = askedFrom(url);
  const [judged, backtest, districts] = await Promise.all([
    attempt(() => locals.api.forecast.judge(asked)),
    locals.api.forecast.backtest(),
    locals.api.places.listAreas({ level: 'district' }),
  ]);
  return {
    asked,
    judgement: 'value' in judged ? judged.value : null,
    refusal: 'refusal' in judged ? judged.refusal : undefined,
    backtest,
    districts: districts.map(({ code, name }) => ({ code, name })),
    mayWrite: actor.role !== 'viewer',
  };
};

async function backtestBy(act: () => Promise<unknown>) {
  const outcome = await attempt(act);
  if ('refusal' in outcome) return fail(statusOf(outcome.refusal), { refusal: outcome.refusal });
  return { backtest: true };
}

export const actions: Actions = {
  reason: async ({ request, locals }: RequestEvent) => {
    const form = await request.formData();
    const sessionId = textOf(form, 'sessionId');
    const reason: SurpriseReason = surpriseReasons.find((known) => known === form.get('reason')) ?? 'not_told';
    const outcome = await attempt(() =>
      locals.api.forecast.giveReason({ sessionId, reason, note: textOf(form, 'note') }),
    );
    if ('refusal' in outcome) return fail(statusOf(outcome.refusal), { sessionId, refusal: outcome.refusal });
    return { saved: sessionId };
  },
  startBacktest: ({ locals }) => backtestBy(() => locals.api.forecast.startBacktest()),
  cancelBacktest: ({ locals }) => backtestBy(() => locals.api.forecast.cancelBacktest()),
};
