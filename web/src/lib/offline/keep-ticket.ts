import { registerWorker } from './register-worker.ts';
import { isTicketPage, ticketCache } from './ticket-cache.ts';

/**
 * Keeps the files of the open page of a number, so that it can be read without network; the page itself is kept by the service worker
 * as it passes. Files of earlier builds go.
 */
export async function keepTicketFiles(): Promise<void> {
  if (!('caches' in window) || !('serviceWorker' in navigator)) return;
  await registerWorker('/');
  const cache = await caches.open(ticketCache);
  const named = document.documentElement.outerHTML.match(/_app\/immutable\/[\w./-]+\.(?:js|css)/g) ?? [];
  const files = new Set(named.map((file) => new URL(`/${file}`, location.origin).href));
  for (const file of files) if (!(await cache.match(file, { ignoreVary: true }))) await cache.add(file);
  for (const { url } of await cache.keys())
    if (!files.has(url) && !isTicketPage(new URL(url).pathname)) await cache.delete(url);
  if (!(await cache.match(location.pathname, { ignoreVary: true }))) await cache.add(location.pathname);
}

/** Nothing more happens to the number: its page need not stay on this phone. */
export async function forgetTicket(): Promise<void> {
  if ('caches' in window) await (await caches.open(ticketCache)).delete(location.pathname);
}
