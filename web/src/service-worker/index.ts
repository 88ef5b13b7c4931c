import { self } from '$app/service-worker';
import { crewPage, crewPageOrKept, keepCrewShell } from './crew.ts';
import { pageOrKept } from './residents.ts';

/** Registered twice: for the crews' page, and for everybody else's. */
const forResidents = new URL(self.registration.scope).pathname === '/';
/** Behind a password, and of no use without the office. */
const staffPages = /^\/(petugas|rencana|masuk|api|feeds)(\/|$)/;

async function keptFirst(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) => {
  // A resident's page need not wait for this script to start; and the open one goes on as it was.
  if (!forResidents) event.waitUntil(self.clients.claim());
  else if (self.registration.navigationPreload) event.waitUntil(self.registration.navigationPreload.enable());
});
self.addEventListener('message', (event) => {
  const { keep } = event.data as { keep?: string[] };
  if (keep) event.waitUntil(keepCrewShell(keep));
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (pathname.startsWith('/_app/immutable/')) event.respondWith(keptFirst(request));
  else if (request.mode !== 'navigate') return;
  else if (pathname === crewPage) event.respondWith(crewPageOrKept(request));
  else if (forResidents && !staffPages.test(pathname)) {
    event.respondWith(pageOrKept(request, event.preloadResponse as Promise<Response | undefined>));
  }
});
