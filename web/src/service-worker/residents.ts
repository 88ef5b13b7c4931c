import { cityCache, keptPage } from '../lib/offline/city-cache.ts';

/** What a gateway says where the office's server does not answer at all. */
const unreachable = [502, 503, 504];

/** The page as the office tells it; where the office cannot be reached, the way to what this phone keeps. */
export async function pageOrKept(request: Request, preloaded: Promise<Response | undefined>): Promise<Response> {
  const answer = await askOffice(request, preloaded);
  if (answer && !unreachable.includes(answer.status)) return answer;
  const cache = await caches.open(cityCache);
  const kept = await cache.match(keptPage, { ignoreVary: true });
  if (!kept) return answer ?? Response.error();
  const { pathname, search } = new URL(request.url);
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
