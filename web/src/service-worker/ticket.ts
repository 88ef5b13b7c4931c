import { isTicketPage, ticketCache } from '../lib/offline/ticket-cache.ts';

/** A household has not more at once; the oldest goes first. */
const MOST_PAGES = 4;
/** What a gateway says where the office's server does not answer at all. */
const unreachable = [502, 503, 504];

/** One's own number as the office tells it; where it cannot be reached, as this phone saw it last, which says its hour. */
export async function ticketOrKept(request: Request, preloaded: Promise<Response | undefined>): Promise<Response> {
  const answer = await askOffice(request, preloaded);
  const cache = await caches.open(ticketCache);
  const { pathname } = new URL(request.url);
  if (answer && !unreachable.includes(answer.status)) {
    if (answer.ok && !answer.redirected) await keep(cache, pathname, answer.clone());
    else if (answer.status === 404) await cache.delete(pathname);
    return answer;
  }
  return (await cache.match(pathname, { ignoreVary: true })) ?? answer ?? Response.error();
}

async function askOffice(request: Request, preloaded: Promise<Response | undefined>): Promise<Response | null> {
  try {
    return (await preloaded) ?? (await fetch(request));
  } catch {
    return null;
  }
}

async function keep(cache: Cache, pathname: string, answer: Response): Promise<void> {
  await cache.delete(pathname);
  await cache.put(pathname, answer);
  const pages = (await cache.keys()).filter(({ url }) => isTicketPage(new URL(url).pathname));
  for (const page of pages.slice(0, -MOST_PAGES)) await cache.delete(page);
}
