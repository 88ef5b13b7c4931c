import type { TakeNumber } from '@jemput/shared/bookings/take-number';
import { addDays } from '@jemput/shared/calendar/local-date';
import { fail } from '@sveltejs/kit';
import { numberOf, textOf } from '#lib/forms/read-form.ts';
import { attempt, statusOf } from '#lib/forms/refusal.ts';
import { newId } from '#lib/offline/new-id.ts';
import { signedIn } from '#lib/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

const staff = ['crew', 'courier', 'admin', 'planner'];
const DAYS_AHEAD = 7;
const MOST_SHOWN = 40;

/** Sessions whose numbers are given out now, by day, soonest first. */
async function daysWithNumbers(api: App.Locals['api'], q: string, now: string) {
  const today = now.slice(0, 10);
  const { sessions } = await api.sessions.find({ ...(q ? { q } : {}), to: addDays(today, DAYS_AHEAD), limit: 200 });
  const isOpen = ({ queue, status }: (typeof sessions)[number]) =>
    queue !== null &&
    status !== 'cancelled' &&
    Date.parse(queue.opensAt) <= Date.parse(now) &&
    Date.parse(now) < Date.parse(queue.closesAt);
  const open = sessions.filter(isOpen).sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const shown = open.slice(0, MOST_SHOWN);
  return [...new Set(shown.map(({ date }) => date))].map((date) => ({
    date,
    sessions: shown.filter((session) => session.date === date),
  }));
}

export const load: PageServerLoad = async ({ locals: { api, ...locals }, url }) => {
  signedIn({ ...locals, api }, url, staff);
  const { now } = await api.places.office();
  const q = url.searchParams.get('q')?.slice(0, 100) ?? '';
  const [days, today] = await Promise.all([daysWithNumbers(api, q, now), api.bookings.assistedToday()]);
  return { q, now, days, today, chosen: url.searchParams.get('jadwal'), key: newId() };
};

function requestFrom(form: FormData): TakeNumber {
  return {
    sessionId: textOf(form, 'sessionId'),
    people: numberOf(form, 'people'),
    name: textOf(form, 'name'),
    key: textOf(form, 'key'),
  };
}

export const actions: Actions = {
  book: async ({ locals: { api, ...locals }, request, url }) => {
    signedIn({ ...locals, api }, url, staff);
    const asked = requestFrom(await request.formData());
    const outcome = await attempt(() => api.bookings.assist(asked));
    if ('refusal' in outcome)
      return fail(statusOf(outcome.refusal), { asked, refusal: outcome.refusal, refused: null });
    if (outcome.value.outcome === 'refused') return fail(409, { asked, refusal: null, refused: outcome.value.refusal });
    const { token } = outcome.value;
    const address = `${url.origin}/antrean/${token}`;
    const [view, qr] = await Promise.all([api.bookings.ticket({ token }), api.share.qr({ text: address })]);
    return { slip: { view, address, qr } };
  },
};
