import { error } from '@sveltejs/kit';
import { attempt } from '#lib/forms/refusal.ts';
import { signedIn } from '#lib/signed-in.ts';
import type { PageServerLoad } from './$types';

/** Of no desk: the device says which one it is once its script wakes. */
const NO_DEVICE = 'without-a-desk';

export const load: PageServerLoad = async ({ locals, url, params }) => {
  signedIn(locals, url, ['crew', 'admin', 'planner']);
  const read = await attempt(() => locals.api.evening.sheet({ sessionId: params.session, deviceId: NO_DEVICE }));
  if ('refusal' in read) {
    const { code } = read.refusal;
    if (code === 'NOT_FOUND' || code === 'FORBIDDEN') return { sheet: null, why: code, display: null };
    error(500, 'The evening cannot be read.');
  }
  const address = url.origin + read.value.displayPath;
  return { sheet: read.value, why: null, display: { address, qr: await locals.api.share.qr({ text: address }) } };
};
