import { self } from '$app/service-worker';

/** Built files, their names carry their content's hash. */
const shellCache = 'jemput-shell';
/** Signing out deletes it: the page names colleagues and contacts. */
const pageCache = 'jemput-pages';
const crewPage = '/petugas';

/** Keeps what the open page was built from, and drops the files of earlier builds. */
async function keepShell(addresses: string[]): Promise<void> {
  const cache = await caches.open(shellCache);
  const wanted = new Set(addresses);
  for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
  for (const address of wanted) if (!(await cache.match(address))) await cache.add(address);
  const pages = await caches.open(pageCache);
  if (!(await pages.match(crewPage))) await keepPage(await fetch(crewPage));
}

async function keepPage(answer: Response): Promise<void> {
  if (!answer.ok || answer.redirected) return;
  const pages = await caches.open(pageCache);
  await pages.put(crewPage, answer.clone());
}

async function keptFirst(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

/** The office's page while it can be had; else the last one seen on this phone. */
async function officeFirst(request: Request): Promise<Response> {
  const answer = await fetch(request).catch(() => null);
  if (answer && answer.status < 500) {
    await keepPage(answer);
    return answer;
  }
  return (await caches.match(crewPage)) ?? answer ?? Response.error();
}

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', (event) => {
  const { keep } = event.data as { keep?: string[] };
  if (keep) event.waitUntil(keepShell(keep));
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (pathname.startsWith('/_app/immutable/')) event.respondWith(keptFirst(request));
  else if (request.mode === 'navigate' && pathname === crewPage) event.respondWith(officeFirst(request));
});
