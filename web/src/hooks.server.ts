import type { RequestEvent } from '@sveltejs/kit';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { sequence } from '@sveltejs/kit/hooks';
import { missedAddress } from '#lib/components/missed-address.ts';
import { languageAsked } from '#lib/language-asked.ts';
import { cookieName, defineCustomServerStrategy, isLocale } from '#lib/paraglide/runtime.js';
import { paraglideMiddleware } from '#lib/paraglide/server.js';
import { readWhereToGo } from '#lib/timetable/where-to-go.ts';
import { pointOf } from './routes/(finder)/asked.ts';

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

/** Seconds after which what is away may be asked for again. */
const RETRY_SECONDS = '10';

const comeBack: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  if (response.status === 503) response.headers.set('Retry-After', RETRY_SECONDS);
  return response;
};

export const handle = sequence(comeBack, language, whoAsks);

/** A resident who came to a page that is not there is told where to go; a file that is not there is no page. */
async function beside({
  locals,
  url,
  request,
  isDataRequest,
}: RequestEvent): Promise<Pick<App.Error, 'whereToGo'> | undefined> {
  const isRead = isDataRequest || request.headers.get('accept')?.includes('text/html') === true;
  if (!isRead || missedAddress(url).missed === 'office') return undefined;
  return { whereToGo: await readWhereToGo(locals.api, pointOf(url.searchParams.get('dekat'))) };
}

/** Where the office's database is away, 503: it is nobody's mistake, and phones then show what they keep. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  if (kind === 'app' || kind === 'framework') return error.status === 404 ? beside(event) : undefined;
  if (kind !== 'unknown') return;
  if ((error as { code?: string }).code === 'SERVICE_UNAVAILABLE') return { status: 503, message: 'Not available now' };
  console.error(error);
};
