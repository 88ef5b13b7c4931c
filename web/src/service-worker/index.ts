import { self } from '$app/service-worker';
import { isTicketPage } from '../lib/offline/ticket-cache.ts';
import { crewPageOrKept, isCrewPage, keepCrewShell } from './crew.ts';
import { displayOrKept, isOfDisplay, keepOpenDisplays } from './display.ts';
import { type ChangedSubscription, openNotice, renewSubscription, showNotice } from './notices.ts';
import { pageOrKept } from './residents.ts';
import { ticketOrKept } from './ticket.ts';

/** Registered three times: for the crews' pages, for displays, and for everybody else's. */
const scope = new URL(self.registration.scope).pathname;
const forResidents = scope === '/';
const forDisplays = scope === '/layar';
/** Behind a password, and of no use without the office. */
const staffPages = /^\/(petugas|rencana|masuk|layar|api|feeds)(\/|$)/;

async function keptFirst(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) => {
  // A resident's page need not wait for this script to start; and the open one goes on as it was.
  if (!forResidents) event.waitUntil(self.clients.claim());
  else if (self.registration.navigationPreload) event.waitUntil(self.registration.navigationPreload.enable());
  if (forDisplays) event.waitUntil(keepOpen());
});

async function keepOpen(): Promise<void> {
  const open = await self.clients.matchAll({ includeUncontrolled: true, type: 'window' });
  await keepOpenDisplays(open.filter(({ url }) => isOfDisplay(new URL(url).pathname)));
}

self.addEventListener('message', (event) => {
  const { keep, page } = event.data as { keep?: string[]; page?: string };
  if (keep) event.waitUntil(keepCrewShell(keep, page));
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (pathname.startsWith('/_app/immutable/')) event.respondWith(keptFirst(request));
  else if (forDisplays && isOfDisplay(pathname)) event.respondWith(displayOrKept(request));
  else if (request.mode !== 'navigate') return;
  else if (isCrewPage(pathname)) event.respondWith(crewPageOrKept(request));
  else if (forResidents && !staffPages.test(pathname)) {
    const answer = isTicketPage(pathname) ? ticketOrKept : pageOrKept;
    event.respondWith(answer(request, event.preloadResponse as Promise<Response | undefined>));
  }
});
self.addEventListener('push', (event) => event.waitUntil(showNotice(self.registration, event.data)));
self.addEventListener('notificationclick', (event) => {
  event.waitUntil(openNotice(self.clients, self.location.origin, event.notification));
});
self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(renewSubscription(self.registration, event as ExtendableEvent & ChangedSubscription));
});
