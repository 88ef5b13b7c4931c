import { cityCache, keptPage, lastPlace } from '../lib/offline/city-cache.ts';

/** What a gateway says where the office's server does not answer at all. */
const unreachable = [502, 503, 504];

/** Whoever reads one of these without network is shown it first the next time. */
const placePage = /^\/(wilayah|lokasi)\/[^/]+$/;

/** The page as the office tells it; where the office cannot be reached, the way to what this phone keeps. */
export async function pageOrKept(request: Request, preloaded: Promise<Response | undefined>): Promise<Response> {
  const answer = await askOffice(request, preloaded);
  const { pathname, search } = new URL(request.url);
  if (answer && !unreachable.includes(answer.status)) {
    if (answer.ok && placePage.test(pathname)) {
      await (await caches.open(cityCache)).put(lastPlace, new Response(pathname));
    }
    return answer;
  }
  const cache = await caches.open(cityCache);
  const kept = await cache.match(keptPage, { ignoreVary: true });
  if (!kept) return answer ?? Response.error();
  if (pathname === keptPage) return kept;
  return Response.redirect(`${keptPage}?dari=${encodeURIComponent(pathname + search)}`, 302);
}

async function askOffice(request: Request, preloaded: Promise<Response | undefined>): Promise<Response | null> {
  try {
    return (await preloaded) ?? (await fetch(request));
  } catch {
    return null;
  }
}
