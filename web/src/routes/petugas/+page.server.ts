import type { FieldReport } from '@jemput/shared/field/field-report';
import { error, fail } from '@sveltejs/kit';
import { DateTime } from 'luxon';
import { attempt, statusOf } from '#lib/forms/refusal.ts';
import { signedIn } from '#lib/signed-in.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { type FormIds, reportFrom } from './report-form.ts';

function freshIds(): FormIds {
  const id = () => crypto.randomUUID();
  const state = { free: id(), filling: id(), last: id(), full: id(), paused: id() };
  return { opened: id(), closed: id(), incident: id(), state };
}

export const load: PageServerLoad = async ({ locals, url }) => {
  signedIn(locals, url, ['crew', 'admin']);
  const read = await attempt(() => locals.api.field.daySheet());
  if ('refusal' in read) {
    if (read.refusal.code === 'NOT_FOUND') return { sheet: null, ids: {} as Record<string, FormIds> };
    error(500, 'The day sheet cannot be read.');
  }
  const sheet = read.value;
  const ids: Record<string, FormIds> = {};
  for (const { sessionId } of sheet.assignments) ids[sessionId] = freshIds();
  return { sheet, ids };
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
  state: (event) => receive(event, 'state'),
};
