/** Numbers and nothing personal: it stays when a crew signs out. */
const displayCache = 'jemput-display';
const isPart = /^\/tv\/[a-z]+\.(js|css)$/;
const parts = ['/tv/screen.css', '/tv/voice.js', '/tv/screen.js', '/tv/follow.js', '/tv/start.js'];

export function isOfDisplay(pathname: string): boolean {
  return /^\/layar\/[^/]+$/.test(pathname) || isPart.test(pathname);
}

/** Keeps the displays that are open now, which were read before this worker was. */
export async function keepOpenDisplays(clients: readonly { url: string }[]): Promise<void> {
  const cache = await caches.open(displayCache);
  await cache.addAll([...new Set([...parts, ...clients.map(({ url }) => new URL(url).pathname)])]);
}

/** The office's newest while it can be had; else what was last seen here. */
export async function displayOrKept(request: Request): Promise<Response> {
  const cache = await caches.open(displayCache);
  const { pathname } = new URL(request.url);
  const answer = await fetch(request).catch(() => null);
  if (answer?.ok) await cache.put(pathname, answer.clone());
  if (answer && answer.status < 500) return answer;
  return (await cache.match(pathname)) ?? answer ?? Response.error();
}
