import type { CalendarDayKind } from '@jemput/shared/calendar/calendar-day';
import { fail, redirect } from '@sveltejs/kit';
import { textOf } from '#lib/forms/read-form.ts';
import { attempt, statusOf } from '#lib/forms/refusal.ts';
import { signedIn } from '#lib/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

function yearAsked(url: URL, today: string): number {
  const asked = url.searchParams.get('tahun') ?? '';
  return /^20\d\d$/.test(asked) ? Number(asked) : Number(today.slice(0, 4));
}

export const load: PageServerLoad = async ({ locals, url }) => {
  const actor = signedIn(locals, url, ['admin', 'planner', 'viewer']);
  const { today } = await locals.api.places.office();
  const year = yearAsked(url, today);
  const [calendar, outdated, schoolYears] = await Promise.all([
    locals.api.calendar.listYear({ year }),
    locals.api.calendar.outdated(),
    locals.api.calendar.schoolYears(),
  ]);
  return {
    calendar,
    outdated,
    schoolYears,
    today,
    saved: url.searchParams.get('tersimpan'),
    removed: url.searchParams.get('terhapus'),
    restored: url.searchParams.has('dikembalikan'),
    mayWrite: actor.role !== 'viewer',
  };
};

function back(startDate: string, outcome: 'tersimpan' | 'terhapus', name: string): never {
  redirect(303, `?tahun=${startDate.slice(0, 4)}&${outcome}=${encodeURIComponent(name)}#isi`);
}

export const actions: Actions = {
  save: async ({ locals, request }) => {
    const form = await request.formData();
    const of = textOf(form, 'of');
    const startDate = textOf(form, 'startDate');
    const typed = {
      kind: textOf(form, 'kind') as CalendarDayKind,
      name: textOf(form, 'name'),
      startDate,
      endDate: textOf(form, 'endDate') || startDate,
    };
    const replaces = of === 'baru' ? undefined : { id: Number(of), seen: textOf(form, 'seen') };
    const outcome = await attempt(() => locals.api.calendar.saveDay({ ...typed, replaces }));
    if ('refusal' in outcome) return fail(statusOf(outcome.refusal), { of, typed, refusal: outcome.refusal });
    back(startDate, 'tersimpan', typed.name);
  },
  remove: async ({ locals, request }) => {
    const form = await request.formData();
    const id = textOf(form, 'id');
    const outcome = await attempt(() => locals.api.calendar.removeDay({ id: Number(id), seen: textOf(form, 'seen') }));
    if ('refusal' in outcome) {
      return fail(statusOf(outcome.refusal), { of: id, typed: null, refusal: outcome.refusal });
    }
    back(textOf(form, 'startDate'), 'terhapus', textOf(form, 'name'));
  },
  isbat: async ({ locals, request }) => {
    const form = await request.formData();
    const begins = textOf(form, 'begins') === 'idulfitri' ? ('idulfitri' as const) : ('ramadan' as const);
    const decided = { begins, date: textOf(form, 'date'), seen: textOf(form, 'seen') };
    const outcome = await attempt(() => locals.api.calendar.decideRamadan(decided));
    if ('refusal' in outcome) {
      return fail(statusOf(outcome.refusal), { of: 'isbat', typed: null, refusal: outcome.refusal });
    }
    const { startDate, outdated } = outcome.value;
    if (outdated > 0) redirect(303, '/rencana/kalender/terbit?tersimpan');
    back(startDate, 'tersimpan', 'Ramadan');
  },
  school: async ({ locals, request }) => {
    const form = await request.formData();
    const outcome = await attempt(() => locals.api.calendar.addSchoolYear({ id: textOf(form, 'id') }));
    if ('refusal' in outcome) {
      return fail(statusOf(outcome.refusal), { of: 'page', typed: null, refusal: outcome.refusal });
    }
    back(textOf(form, 'startDate'), 'tersimpan', textOf(form, 'name'));
  },
  restore: async ({ locals, request }) => {
    const year = Number(textOf(await request.formData(), 'year'));
    const outcome = await attempt(() => locals.api.calendar.restoreYear({ year }));
    if ('refusal' in outcome) {
      return fail(statusOf(outcome.refusal), { of: 'page', typed: null, refusal: outcome.refusal });
    }
    redirect(303, `?tahun=${year}&dikembalikan#isi`);
  },
};
