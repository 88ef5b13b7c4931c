import { brotliCompressSync, gzipSync, constants as zlib } from 'node:zlib';
import type { PageSource } from '@jemput/server/http/platform';
import type { RequestEvent } from '@sveltejs/kit';
import type { Handle } from '@sveltejs/kit/hooks';
import { getLocale } from '#lib/paraglide/runtime.js';
import { dev } from '$app/env';

interface KeptPage {
  html: string;
  headers: [string, string][];
  /** The html as it goes over the line, by the name of its encoding. */
  encoded: Map<string, Uint8Array<ArrayBuffer>>;
}

/** All of one source. With 60 kB a page, encodings included, 12 MB. */
interface Kept {
  source: PageSource;
  pages: Map<string, KeptPage>;
}

const KEPT_AT_MOST = 200;

/** The best first. */
const encodings: { name: string; accepted: RegExp; encode: (html: string) => Uint8Array<ArrayBuffer> }[] = [
  {
    name: 'br',
    accepted: /\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/,
    encode: (html) => new Uint8Array(brotliCompressSync(html, { params: { [zlib.BROTLI_PARAM_QUALITY]: 6 } })),
  },
  {
    name: 'gzip',
    accepted: /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/,
    encode: (html) => new Uint8Array(gzipSync(html)),
  },
];

let kept: Kept | undefined;

function keptFrom(source: PageSource): Kept {
  if (kept?.source.timetable !== source.timetable || kept.source.minute !== source.minute) {
    kept = { source, pages: new Map() };
  }
  return kept;
}

/** Pages that are the same for everybody who reads the same language. */
function isForAll({ request, url, route, locals, isDataRequest }: RequestEvent): boolean {
  const isResidents = route.id?.startsWith('/(finder)') ?? false;
  return request.method === 'GET' && isResidents && !isDataRequest && !locals.actor && !url.searchParams.has('lang');
}

function answer({ html, headers, encoded }: KeptPage, request: Request): Response {
  const accepted = request.headers.get('accept-encoding') ?? '';
  const encoding = encodings.find((one) => one.accepted.test(accepted));
  if (!encoding) return new Response(html, { headers });
  const body = encoded.get(encoding.name) ?? encoding.encode(html);
  encoded.set(encoding.name, body);
  const response = new Response(body, { headers });
  response.headers.set('content-encoding', encoding.name);
  response.headers.set('content-length', String(body.byteLength));
  return response;
}

/** Residents' pages are rendered once a minute, and at once when anything that they show has changed. */
export const keepPages: Handle = async ({ event, resolve }) => {
  const jemput = event.platform?.req.jemput;
  if (dev || !jemput || !isForAll(event)) return resolve(event);
  const source = await jemput.source().catch(() => null);
  // The page's own reading will fail too, and say so in words.
  if (!source) return resolve(event);
  const { pages } = keptFrom(source);
  const key = `${getLocale()} ${event.url.href}`;
  const known = pages.get(key);
  if (known) return answer(known, event.request);
  const response = await resolve(event);
  response.headers.set('cache-control', 'no-cache');
  response.headers.set('vary', 'Accept-Encoding, Cookie');
  if (response.status !== 200 || response.headers.has('set-cookie')) return response;
  const page: KeptPage = { html: await response.text(), headers: [...response.headers], encoded: new Map() };
  if (pages.size >= KEPT_AT_MOST) pages.clear();
  pages.set(key, page);
  return answer(page, event.request);
};
