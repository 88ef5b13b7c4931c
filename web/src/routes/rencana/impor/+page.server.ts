import { fail } from '@sveltejs/kit';
import { textOf } from '#lib/forms/read-form.ts';
import { attempt, statusOf } from '#lib/forms/refusal.ts';
import { signedIn } from '#lib/signed-in.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { fileKinds, kindFrom } from './file-kinds.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
  const actor = signedIn(locals, url, ['admin', 'planner', 'viewer']);
  const kind = kindFrom(url.searchParams.get('jenis')) ?? 'venues';
  return { kinds: fileKinds, kind, mayWrite: actor.role !== 'viewer' };
};

interface Sheet {
  fileName: string;
  contentBase64: string;
}

/** The chosen file, or the one that the page carried along from the check where the browser runs no script. */
async function sheetFrom(form: FormData): Promise<Sheet | null> {
  const file = form.get('file');
  if (file instanceof File && file.name !== '') {
    const contentBase64 = Buffer.from(await file.arrayBuffer()).toString('base64');
    return { fileName: file.name, contentBase64 };
  }
  const contentBase64 = textOf(form, 'contentBase64');
  return contentBase64 ? { fileName: textOf(form, 'fileName'), contentBase64 } : null;
}

async function take({ locals, request }: RequestEvent, step: 'check' | 'apply') {
  const form = await request.formData();
  const kind = kindFrom(form.get('kind'));
  const sheet = await sheetFrom(form);
  if (!kind || !sheet) return fail(400, { step: 'choose' as const, kind });
  const outcome = await attempt(() => locals.api.imports[step === 'apply' ? 'run' : 'check']({ kind, ...sheet }));
  const carried = form.has('scripted') || step === 'apply' ? null : sheet.contentBase64;
  const about = { step, kind, fileName: sheet.fileName, contentBase64: carried };
  if ('refusal' in outcome) return fail(statusOf(outcome.refusal), { ...about, refusal: outcome.refusal });
  return { ...about, outcome: outcome.value };
}

export const actions: Actions = {
  check: (event) => take(event, 'check'),
  apply: (event) => take(event, 'apply'),
};
