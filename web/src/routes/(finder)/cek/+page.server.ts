import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';
import { typedCode } from './typed-code.ts';

const LONGEST_CODE = 40;
const LONGEST_TEXT = 20_000;

export const load: PageServerLoad = async ({ locals: { api }, url }) => {
  const typed = typedCode(url.searchParams.get('kode') ?? '', url.host).slice(0, LONGEST_CODE);
  return { typed, answer: typed ? await api.share.checkCode({ code: typed }) : null };
};

export const actions: Actions = {
  /** A code gets an address of its own; a text is answered, and kept nowhere. */
  default: async ({ locals: { api }, request, url }) => {
    const text = String((await request.formData()).get('isi') ?? '').trim();
    if (!text) return fail(400, { text: '', trouble: 'empty' as const, about: null });
    if (text.length > LONGEST_TEXT) return fail(400, { text, trouble: 'too-long' as const, about: null });
    const code = typedCode(text, url.host);
    if (code.length <= LONGEST_CODE) {
      const { answer } = await api.share.checkCode({ code });
      if (answer !== 'unreadable') redirect(303, `/cek?kode=${encodeURIComponent(code)}`);
    }
    return { text, trouble: null, about: await api.share.checkText({ text, origin: url.origin }) };
  },
};
