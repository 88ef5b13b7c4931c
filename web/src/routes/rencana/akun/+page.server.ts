import { roles } from '@jemput/shared/staff/role';
import { fail, redirect } from '@sveltejs/kit';
import { isTicked, textOf } from '#lib/forms/read-form.ts';
import { attempt, statusOf } from '#lib/forms/refusal.ts';
import { signedIn } from '#lib/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const actor = signedIn(locals, url, ['admin', 'planner', 'viewer']);
  const accounts = actor.role === 'admin' ? await locals.api.auth.listAccounts() : null;
  return { accounts, ownId: actor.id, saved: url.searchParams.get('tersimpan') };
};

export const actions: Actions = {
  save: async ({ locals, request }) => {
    const form = await request.formData();
    const id = textOf(form, 'id');
    const password = String(form.get('password') ?? '');
    const account = {
      ...(id && { id }),
      username: textOf(form, 'username'),
      name: textOf(form, 'name'),
      role: roles.find((known) => known === form.get('role')) ?? 'viewer',
      ...(password && { password }),
      disabled: isTicked(form, 'disabled'),
    };
    const outcome = await attempt(() => locals.api.auth.saveAccount(account));
    if ('refusal' in outcome) {
      const { password: _, ...typed } = account;
      return fail(statusOf(outcome.refusal), { id, typed, refusal: outcome.refusal });
    }
    redirect(303, `?tersimpan=${encodeURIComponent(account.username)}`);
  },
};
