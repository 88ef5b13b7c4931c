import type { Handle } from '@sveltejs/kit/hooks';
import { sequence } from '@sveltejs/kit/hooks';
import { languageAsked } from '#lib/language-asked.ts';
import { cookieName, defineCustomServerStrategy, isLocale } from '#lib/paraglide/runtime.js';
import { paraglideMiddleware } from '#lib/paraglide/server.js';

defineCustomServerStrategy('custom-reader', { getLocale: (request) => request && languageAsked(request) });

const language: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, ({ locale }) => {
    const asked = event.url.searchParams.get('lang');
    if (isLocale(asked))
      event.cookies.set(cookieName, asked, { path: '/', maxAge: 34_560_000, httpOnly: false, sameSite: 'lax' });
    return resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', locale) });
  });

const whoAsks: Handle = async ({ event, resolve }) => {
  const jemput = event.platform?.req.jemput;
  if (!jemput) throw new Error('The pages are served by server/src/main.ts, not alone.');
  event.locals.api = jemput.caller(event.request.headers);
  event.locals.auth = jemput.auth;
  const { api } = event.locals;
  const hasCookie = event.request.headers.has('cookie');
  event.locals.actor = hasCookie ? await api.auth.me() : null;
  event.locals.isAway = hasCookie && !event.locals.actor && (await api.places.office()).asOf !== null;
  return resolve(event);
};

export const handle = sequence(language, whoAsks);
