import { fail, type RequestEvent, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';
import { copyCookies } from './set-cookie.ts';

type Trouble = 'empty' | 'wrong' | 'too-many' | 'disabled' | 'failed';

/** Only a path of our own: anything else would let a link send people elsewhere after they sign in. */
function pathAfterwards(asked: string | null, origin: string, role: string): string {
  const own = role === 'crew' ? '/petugas' : '/rencana';
  if (!asked?.startsWith('/') || asked.startsWith('/masuk')) return own;
  const target = URL.parse(asked, origin);
  return target?.origin === origin ? target.pathname + target.search : own;
}

function askAuth(event: RequestEvent, path: string, body: unknown): Promise<Response> {
  const headers = new Headers(event.request.headers);
  headers.delete('content-length');
  headers.set('content-type', 'application/json');
  headers.set('origin', event.url.origin);
  return event.locals.auth(
    new Request(`${event.url.origin}/api/auth/${path}`, { method: 'POST', headers, body: JSON.stringify(body) }),
  );
}

async function troubleOf(response: Response): Promise<Trouble> {
  if (response.status === 429) return 'too-many';
  if (response.status >= 500) return 'failed';
  const told = (await response.json().catch(() => null)) as { code?: string; message?: string } | null;
  if (response.status === 403 || /disabled|banned/i.test(`${told?.code} ${told?.message}`)) return 'disabled';
  return 'wrong';
}

/** The actor that the fresh cookies stand for. */
function whoIs(event: RequestEvent, answer: Response) {
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
  const headers = new Headers(event.request.headers);
  headers.set('cookie', cookie);
  return event.platform?.req.jemput.caller(headers).auth.me();
}

export const load: PageServerLoad = async ({ locals, url }) => {
  if (locals.actor) redirect(303, pathAfterwards(url.searchParams.get('ke'), url.origin, locals.actor.role));
  return { office: await locals.api.places.office(), ke: url.searchParams.get('ke') };
};

export const actions: Actions = {
  signIn: async (event) => {
    const form = await event.request.formData();
    const username = String(form.get('username') ?? '').trim();
    const password = String(form.get('password') ?? '');
    if (!username || !password) return fail(400, { username, trouble: 'empty' as Trouble });
    const answer = await askAuth(event, 'sign-in/username', { username, password, rememberMe: true });
    if (!answer.ok) {
      const trouble = await troubleOf(answer);
      return fail(answer.status, { username, trouble, retrySeconds: Number(answer.headers.get('retry-after') ?? 0) });
    }
    copyCookies(answer, event.cookies);
    const actor = await whoIs(event, answer);
    redirect(303, pathAfterwards(event.url.searchParams.get('ke'), event.url.origin, actor?.role ?? ''));
  },
  signOut: async (event) => {
    copyCookies(await askAuth(event, 'sign-out', {}), event.cookies);
    redirect(303, '/masuk');
  },
};
