import type { FieldReport } from '@jemput/shared/field/field-report';
import { fail } from '@sveltejs/kit';
import { DateTime } from 'luxon';
import { attempt, statusOf } from '#lib/forms/refusal.ts';
import { signedIn } from '#lib/signed-in.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { type FormIds, reportFrom } from './report-form.ts';

function freshIds(): FormIds {
  return { opened: crypto.randomUUID(), closed: crypto.randomUUID(), incident: crypto.randomUUID() };
}

export const load: PageServerLoad = async ({ locals, url }) => {
  signedIn(locals, url, ['crew', 'admin']);
  const sheet = await locals.api.field.daySheet();
  return { sheet, ids: Object.fromEntries(sheet.assignments.map(({ sessionId }) => [sessionId, freshIds()])) };
};

async function receive(event: RequestEvent, kind: FieldReport['kind']) {
  const { now } = await event.locals.api.places.office();
  const { report, faults } = reportFrom(kind, await event.request.formData(), DateTime.fromISO(now).toMillis());
  const { sessionId } = report;
  if (faults.length > 0) {
    const refusal = { code: 'UNPROCESSABLE_CONTENT', message: '', faults };
    return fail(422, { kind, sessionId, refusal });
  }
  const outcome = await attempt(() => event.locals.api.field.report(report));
  if ('refusal' in outcome) return fail(statusOf(outcome.refusal), { kind, sessionId, refusal: outcome.refusal });
  return { kind, sessionId, receipt: outcome.value };
}

export const actions: Actions = {
  open: (event) => receive(event, 'opened'),
  close: (event) => receive(event, 'closed'),
  incident: (event) => receive(event, 'incident'),
};
