/** Lets the service worker keep the crew's page and the files it is made of; it sees no other page. */
export async function keepPage(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.register('/service-worker.js', {
    type: 'module',
    scope: '/petugas',
  });
  const worker = registration.active ?? (await navigator.serviceWorker.ready).active;
  const files = performance.getEntriesByType('resource').map(({ name }) => name);
  worker?.postMessage({ keep: files.filter((name) => name.includes('/_app/immutable/')) });
}
